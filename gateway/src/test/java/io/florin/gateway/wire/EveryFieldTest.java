package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field and flag of a row reaches the ledger and comes back by a lookup as it was sent. */
class EveryFieldTest {
    private static final int ROW = TestFrame.ROWS;
    private static final int LENGTH = TestFrame.ROW_LENGTH;
    private static final int FLAGS = ROW + 118;
    private static final int PENDING = 1 << 1;
    private static final int IMPORTED = 1 << 8;
    private static final int LOOKED_UP = 64;
    private static final int CREATED = 1;
    private static final long YESTERDAY_NS = 1_763_600_000_000_000_000L;

    private TestNode node;
    private WireSocket socket;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        socket = WireSocket.open(node);
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 1 | 1 << 3 | 1 << 5})
    void anAccountComesBackAsItWasSent(int flags) throws Exception {
        byte[] sent = account(new UUID(-2, 7), flags);
        byte[] found = created(20, sent);
        Arrays.fill(found, 72, 80, (byte) 0); // the ledger's time
        assertArrayEquals(sent, found);
    }

    @Test
    void anImportedAccountKeepsItsTime() throws Exception {
        byte[] sent = account(new UUID(0, 8), 1 << 4);
        TestFrame.raw(sent).put64(72, YESTERDAY_NS);
        assertArrayEquals(sent, created(20, sent));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2, 0",
        "2, 4294967295",
        "16, 0",
        "32, 0",
        "48, 0",
        "66, 60", // pending, closing_debit
        "130, 60", // pending, closing_credit
        "242, 0", // pending, balancing and closing, both sides
    })
    void aTransferComesBackAsItWasSent(int flags, long timeout) throws Exception {
        accounts();
        byte[] sent = transfer(flags, timeout);
        byte[] found = created(21, sent);
        assertEquals((flags & PENDING) == 0 ? 0 : 1, found[121], "pending status");
        found[121] = 0;
        Arrays.fill(found, 96, 104, (byte) 0);
        assertArrayEquals(sent, found);
    }

    @Test
    void anImportedTransferKeepsItsTime() throws Exception {
        byte[] bank = account(TestFrame.BANK, 1 << 4);
        byte[] alice = account(TestFrame.ALICE, 1 << 4);
        created(20, TestFrame.raw(bank).put64(72, YESTERDAY_NS).unsealed());
        created(20, TestFrame.raw(alice).put64(72, YESTERDAY_NS + 1).unsealed());
        byte[] sent = transfer(IMPORTED, 0);
        TestFrame.raw(sent).put64(96, YESTERDAY_NS + 2);
        assertArrayEquals(sent, created(21, sent));
    }

    /** Holds of 40 and 60 in one chain; the first part of 40 is posted, then the group is voided, then one posted. */
    @Test
    void postsVoidsPartsAndGroupsDoWhatTheirFlagsSay() throws Exception {
        accounts();
        UUID first = hold(40, 1);
        UUID alone = hold(60, 0);
        resolve(first, 1 << 2 | 1 << 11, 15, "[]");
        assertEquals(1, pendingStatus(first), "a part was posted: the rest is pending");
        resolve(alone, 1 << 2, 61, "[0 exceeds_pending_transfer_amount]");
        resolve(first, 1 << 3 | 1 << 12, 0, "[]");
        assertEquals(3, pendingStatus(first), "voided");
        resolve(alone, 1 << 2, Long.MAX_VALUE, "[]");
        assertEquals(2, pendingStatus(alone), "posted");
        resolve(alone, 1 << 2, Long.MAX_VALUE, "[0 pending_transfer_already_posted]");
        resolve(first, 1 << 3, 0, "[0 pending_transfer_already_voided]");
    }

    private UUID hold(long amountMinor, int chained) throws Exception {
        var frame = TestFrame.transfers(3, 1 + chained).put16(FLAGS, PENDING | chained);
        for (int i = 0; i <= chained; i++) frame.put64(ROW + i * LENGTH + 80, amountMinor);
        if (chained > 0) frame.put16(FLAGS + LENGTH, PENDING);
        UUID id = Ids.next();
        socket.send(frame.putId(ROW, id).sealed());
        assertEquals("results 3: " + (1 + chained) + " events, []", socket.answer());
        return id;
    }

    private void resolve(UUID hold, int flags, long amountMinor, String failures) throws Exception {
        var frame = TestFrame.transfers(4, 1).put16(FLAGS, flags).putId(ROW + 48, hold);
        frame.putId(ROW + 16, new UUID(0, 0)).putId(ROW + 32, new UUID(0, 0));
        socket.send(frame.put32(ROW + 112, 0)
                .put16(ROW + 116, 0)
                .put64(ROW + 80, amountMinor)
                .sealed());
        assertEquals("results 4: 1 events, " + failures, socket.answer());
    }

    private int pendingStatus(UUID id) throws Exception {
        return found(61, id)[121];
    }

    private void accounts() throws Exception {
        socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", socket.answer());
    }

    private static byte[] account(UUID id, int flags) {
        var row = TestFrame.raw(new byte[LENGTH]).putId(0, id).putId(48, new UUID(-1, 2));
        return row.put64(64, -3)
                .put32(96, -4)
                .put32(100, -5)
                .put16(108, 0xFFFE)
                .put16(110, flags)
                .unsealed();
    }

    private static byte[] transfer(int flags, long timeout) {
        var row = TestFrame.raw(new byte[LENGTH]).putId(0, Ids.next());
        row.putId(16, TestFrame.BANK).putId(32, TestFrame.ALICE).putId(64, new UUID(-1, 2));
        row.put64(88, -3)
                .put32(104, -4)
                .put32(108, (int) timeout)
                .put16(116, 0xFFFD)
                .put16(118, flags);
        return row.put32(112, (flags & IMPORTED) == 0 ? TestNode.LEDGER : -5).unsealed();
    }

    /** The row as a lookup finds it, after a request with this row alone; without its outcome. */
    private byte[] created(int templateId, byte[] row) throws Exception {
        var frame = TestFrame.request(templateId, 2, LENGTH, 1).putBytes(ROW, row);
        socket.send(frame.sealed());
        assertEquals("results 2: 1 events, []", socket.answer());
        byte[] found = found(templateId + 40, new UUID(longAt(row, 0), longAt(row, 8)));
        if (templateId == 21) {
            assertEquals(CREATED, found[120]);
            found[120] = 0;
        }
        return found;
    }

    private byte[] found(int templateId, UUID id) throws Exception {
        socket.send(TestFrame.lookup(templateId, 5, id).sealed());
        return Arrays.copyOfRange(socket.frame(), LOOKED_UP, LOOKED_UP + LENGTH);
    }

    private static long longAt(byte[] row, int offset) {
        return TestFrame.raw(row).long64(offset);
    }
}
