package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of the right shape with senseless content reach the ledger, which refuses each by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerAnswersTest {
    private static final UUID ZERO = new UUID(0, 0);
    private static final UUID ALL_ONES = new UUID(-1, -1);
    private static final UUID NOBODY = new UUID(0, 99);
    private static final UUID POINTS = new UUID(0, 3);
    private static final int ROW = TestFrame.ROWS;
    private static final int DEBIT = ROW + 16;
    private static final int CREDIT = ROW + 32;
    private static final int PENDING = ROW + 48;
    private static final int AMOUNT = ROW + 80;
    private static final int TIMESTAMP = ROW + 96;
    private static final int TIMEOUT = ROW + 108;
    private static final int LEDGER = ROW + 112;
    private static final int CODE = ROW + 116;
    private static final int FLAGS = ROW + 118;
    private static final int POST = 1 << 2;
    private static final int VOID = 1 << 3;

    private TestNode node;
    private WireSocket socket;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        socket = WireSocket.open(node);
        socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", socket.answer());
        socket.send(TestFrame.accounts(2, POINTS).put32(ROW + 100, 9_001).sealed());
        assertEquals("results 2: 1 events, []", socket.answer());
    }

    @AfterAll
    void close() throws Exception {
        socket.close();
        node.close();
    }

    record Refused(TestFrame frame, String status) {
        @Override
        public String toString() {
            return status;
        }
    }

    static List<Refused> transfers() {
        List<Refused> table = new ArrayList<>();
        table.add(new Refused(transfer().putId(ROW, ZERO), "id_must_not_be_zero"));
        table.add(new Refused(transfer().putId(ROW, ALL_ONES), "id_must_not_be_int_max"));
        table.add(new Refused(transfer().putId(ROW, new UUID(0, 1)), "id_too_old"));
        table.add(new Refused(transfer().putId(ROW, new UUID(-1, 1)), "id_in_future"));
        table.add(new Refused(transfer().putId(DEBIT, ZERO), "debit_account_id_must_not_be_zero"));
        table.add(new Refused(transfer().putId(DEBIT, ALL_ONES), "debit_account_id_must_not_be_int_max"));
        table.add(new Refused(transfer().putId(CREDIT, ZERO), "credit_account_id_must_not_be_zero"));
        table.add(new Refused(transfer().putId(CREDIT, ALL_ONES), "credit_account_id_must_not_be_int_max"));
        table.add(new Refused(transfer().putId(CREDIT, TestFrame.BANK), "accounts_must_be_different"));
        table.add(new Refused(transfer().putId(DEBIT, NOBODY), "debit_account_not_found"));
        table.add(new Refused(transfer().putId(CREDIT, NOBODY), "credit_account_not_found"));
        table.add(new Refused(transfer().putId(CREDIT, POINTS), "accounts_must_have_the_same_ledger"));
        table.add(new Refused(transfer().put32(LEDGER, 9_001), "transfer_must_have_the_same_ledger_as_accounts"));
        table.add(new Refused(transfer().put32(LEDGER, 0), "ledger_must_not_be_zero"));
        table.add(new Refused(transfer().put16(CODE, 0), "code_must_not_be_zero"));
        table.add(new Refused(transfer().put64(AMOUNT, -1), "amount_out_of_range"));
        table.add(new Refused(transfer().put64(AMOUNT, Long.MIN_VALUE), "amount_out_of_range"));
        table.add(new Refused(transfer().put64(TIMESTAMP, 1), "timestamp_must_be_zero"));
        table.add(new Refused(transfer().put32(TIMEOUT, 1), "timeout_reserved_for_pending_transfer"));
        table.add(new Refused(transfer().putId(PENDING, NOBODY), "pending_id_must_be_zero"));
        table.add(new Refused(transfer().put16(FLAGS, 0x8000), "reserved_flag"));
        table.add(new Refused(transfer().put16(FLAGS, 1), "linked_event_chain_open"));
        table.add(new Refused(transfer().put64(56, 1), "deadline_exceeded"));
        for (int bit : new int[] {9, 10, 13, 14, 15}) {
            table.add(new Refused(transfer().put16(FLAGS, 1 << bit), "reserved_flag"));
        }
        table.add(new Refused(transfer().put16(FLAGS, POST | VOID), "flags_are_mutually_exclusive"));
        table.add(new Refused(transfer().put16(FLAGS, POST | 1 << 1), "flags_are_mutually_exclusive"));
        table.add(new Refused(transfer().put16(FLAGS, VOID | 1 << 4), "flags_are_mutually_exclusive"));
        table.add(new Refused(transfer().put16(FLAGS, POST | 1 << 7), "flags_are_mutually_exclusive"));
        table.add(new Refused(transfer().put16(FLAGS, VOID | 1 << 11), "flags_are_mutually_exclusive"));
        table.add(new Refused(transfer().put16(FLAGS, 1 << 6), "closing_transfer_must_be_pending"));
        table.add(new Refused(transfer().put16(FLAGS, POST), "pending_id_must_not_be_zero"));
        table.add(
                new Refused(transfer().put16(FLAGS, POST).putId(PENDING, ALL_ONES), "pending_id_must_not_be_int_max"));
        table.add(new Refused(transfer().put16(FLAGS, VOID).putId(PENDING, NOBODY), "pending_transfer_not_found"));
        table.add(new Refused(transfer().put16(FLAGS, 1 << 8), "imported_event_timestamp_out_of_range"));
        table.add(new Refused(imported(Long.MAX_VALUE), "imported_event_timestamp_must_not_advance"));
        return table;
    }

    static List<Refused> accounts() {
        List<Refused> table = new ArrayList<>();
        table.add(new Refused(account().putId(ROW, ZERO), "id_must_not_be_zero"));
        table.add(new Refused(account().putId(ROW, ALL_ONES), "id_must_not_be_int_max"));
        table.add(new Refused(account().put64(ROW + 16, 1), "debits_pending_must_be_zero"));
        table.add(new Refused(account().put64(ROW + 24, -1), "debits_posted_must_be_zero"));
        table.add(new Refused(account().put64(ROW + 32, 1), "credits_pending_must_be_zero"));
        table.add(new Refused(account().put64(ROW + 40, -1), "credits_posted_must_be_zero"));
        table.add(new Refused(account().put64(ROW + 72, 1), "timestamp_must_be_zero"));
        table.add(new Refused(account().put32(ROW + 100, 0), "ledger_must_not_be_zero"));
        table.add(new Refused(account().put16(ROW + 108, 0), "code_must_not_be_zero"));
        table.add(new Refused(account().put16(ROW + 112, 1), "reserved_field"));
        table.add(new Refused(account().put32(ROW + 104, 1), "reserved_field"));
        for (int bit = 6; bit < 16; bit++) {
            table.add(new Refused(account().put16(ROW + 110, 1 << bit), "reserved_flag"));
        }
        table.add(new Refused(account().put16(ROW + 110, 1 << 1 | 1 << 2), "flags_are_mutually_exclusive"));
        table.add(new Refused(account().put16(ROW + 110, 1), "linked_event_chain_open"));
        table.add(new Refused(account().putId(ROW, TestFrame.BANK).put16(ROW + 108, 11), "exists_with_different_code"));
        table.add(new Refused(account().putId(ROW, TestFrame.BANK), "exists"));
        return table;
    }

    private static TestFrame transfer() {
        return TestFrame.transfers(7, 1);
    }

    private static TestFrame imported(long timestampNs) {
        return transfer().put16(FLAGS, 1 << 8).put64(TIMESTAMP, timestampNs);
    }

    private static TestFrame account() {
        return TestFrame.accounts(7, new UUID(0, 50));
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void aSenselessTransferIsRefusedByName(Refused refused) throws Exception {
        socket.send(refused.frame().sealed());
        assertEquals("results 7: 1 events, [0 " + refused.status() + "]", socket.answer());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void aSenselessAccountIsRefusedByName(Refused refused) throws Exception {
        socket.send(refused.frame().sealed());
        assertEquals("results 7: 1 events, [0 " + refused.status() + "]", socket.accountsAnswer());
    }

    @Test
    void onlyTheSenselessRowOfABatchIsRefused() throws Exception {
        int last = ROW + 2 * TestFrame.ROW_LENGTH;
        socket.send(
                TestFrame.transfers(7, 4).putId(ROW, ZERO).put64(last + 80, -1).sealed());
        assertEquals("results 7: 4 events, [0 id_must_not_be_zero, 2 amount_out_of_range]", socket.answer());
    }

    @Test
    void aChainThatNeverClosesFailsAsAWhole() throws Exception {
        var chain = TestFrame.transfers(7, 8_190);
        for (int i = 0; i < 8_190; i++) chain.put16(FLAGS + i * TestFrame.ROW_LENGTH, 1);
        socket.send(chain.sealed());
        String answer = socket.answer();
        assertTrue(answer.startsWith("results 7: 8190 events, [0 linked_event_failed, 1 linked_event_failed,"), answer);
        assertTrue(answer.endsWith(", 8188 linked_event_failed, 8189 linked_event_chain_open]"), answer);
    }

    @Test
    void noBalanceGoesBeyondTheLargestAmount() throws Exception {
        UUID payer = new UUID(0, 60);
        UUID payee = new UUID(0, 61);
        socket.send(TestFrame.accounts(1, payer, payee).sealed());
        assertEquals("results 1: 2 events, []", socket.answer());
        String[] failures = {"[]", "[0 overflows_debits_posted]", "[]", "[0 overflows_debits_posted]"};
        long[] amounts = {Long.MAX_VALUE - 1, 2, 1, Long.MAX_VALUE};
        for (int i = 0; i < amounts.length; i++) {
            var transfer = transfer().putId(DEBIT, payer).putId(CREDIT, payee).put64(AMOUNT, amounts[i]);
            socket.send(transfer.sealed());
            assertEquals("results 7: 1 events, " + failures[i], socket.answer());
        }
    }

    @Test
    void aRequestKeyAnswersTheSameBodyAndRefusesAnother() throws Exception {
        UUID key = Ids.next();
        var request = TestFrame.transfers(7, 2).putId(ROW, ZERO).key(key, 11);
        socket.send(request.sealed(), request.sealed());
        assertEquals("results 7: 2 events, [0 id_must_not_be_zero]", socket.answer());
        assertEquals("results 7: 2 events, [0 id_must_not_be_zero], replayed", socket.answer());
        socket.send(TestFrame.transfers(8, 2).key(key, 12).sealed());
        assertEquals("results 8: 2 events, [0 key_reused, 1 key_reused]", socket.answer());
        socket.send(TestFrame.transfers(9, 1).key(key, 11).sealed());
        assertEquals("results 9: 1 events, [0 key_reused]", socket.answer());
    }

    @Test
    void anIdIsCreatedRefusedUnknownOrTooOld() throws Exception {
        UUID burnt = Ids.next();
        UUID made = Ids.next();
        socket.send(transfer().putId(ROW, burnt).putId(CREDIT, NOBODY).sealed());
        assertEquals("results 7: 1 events, [0 credit_account_not_found]", socket.answer());
        socket.send(
                transfer().putId(ROW, made).sealed(),
                transfer().putId(ROW, burnt).sealed());
        assertEquals("results 7: 1 events, []", socket.answer());
        assertEquals("results 7: 1 events, [0 id_already_failed]", socket.answer());
        socket.send(
                TestFrame.lookup(61, 8, made, burnt, Ids.next(), new UUID(0, 1)).sealed());
        assertEquals("transfers 8: [CREATED, REFUSED credit_account_not_found, UNKNOWN, TOO_OLD]", socket.answer());
    }

    @Test
    void whatCannotExistIsNotFound() throws Exception {
        socket.send(
                TestFrame.lookup(60, 7, ZERO, TestFrame.BANK, ALL_ONES, NOBODY).sealed());
        assertEquals("accounts 7: [false, true, false, false]", socket.answer());
        socket.send(TestFrame.lookup(61, 8, ZERO, ALL_ONES, new UUID(0, 1)).sealed());
        assertEquals("transfers 8: [TOO_OLD, UNKNOWN, TOO_OLD]", socket.answer());
    }
}
