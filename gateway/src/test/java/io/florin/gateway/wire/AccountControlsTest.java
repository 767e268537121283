package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountsDecoder;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits and status of accounts through the binary port: what they change, and each refusal by name. */
class AccountControlsTest {
    private static final UUID NOBODY = new UUID(0, 99);
    private static final int ROW = TestFrame.ROWS;
    private static final int FLAGS = ROW + 110;
    private static final int DEBITS_MUST_NOT_EXCEED_CREDITS = 2;
    private static final int DEBITS = 1;
    private static final int CREDITS = 2;

    private TestNode node;
    private WireSocket socket;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start();
        socket = WireSocket.open(node);
        var accounts = TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE);
        accounts.put16(FLAGS + TestFrame.ROW_LENGTH, DEBITS_MUST_NOT_EXCEED_CREDITS);
        accounts(accounts, "results 1: 2 events, []");
    }

    @AfterEach
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

    static List<Refused> refused() {
        return List.of(
                new Refused(TestFrame.limits(7, NOBODY, 0, 0, 0), "account_not_found"),
                new Refused(TestFrame.limits(7, new UUID(0, 0), 0, 0, 0), "account_not_found"),
                new Refused(TestFrame.limits(7, new UUID(-1, -1), 0, 0, 0), "account_not_found"),
                new Refused(TestFrame.limits(7, TestFrame.ALICE, -1, 0, 0), "amount_out_of_range"),
                new Refused(TestFrame.limits(7, TestFrame.ALICE, 0, Long.MIN_VALUE, 0), "amount_out_of_range"),
                new Refused(TestFrame.limits(7, TestFrame.ALICE, 1, 1, 1), "version_mismatch"),
                new Refused(TestFrame.limits(7, TestFrame.ALICE, 1, 1, -1), "version_mismatch"),
                new Refused(TestFrame.limits(7, TestFrame.ALICE, 1, 1, 0).put64(56, 1), "deadline_exceeded"),
                new Refused(TestFrame.status(7, NOBODY, 0, 0), "account_not_found"),
                new Refused(TestFrame.status(7, TestFrame.ALICE, 4, 0), "reserved_flag"),
                new Refused(TestFrame.status(7, TestFrame.ALICE, 0x8001, 0), "reserved_flag"),
                new Refused(TestFrame.status(7, TestFrame.ALICE, 1, 0).put64(56, 1), "deadline_exceeded"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aSenselessCommandIsRefusedByNameAndChangesNothing(Refused refused) throws Exception {
        accounts(refused.frame(), "results 7: 1 events, [0 " + refused.status() + "]");
        assertEquals("allowances 0 0 version 0 frozen 0 reason 0", alice());
    }

    @Test
    void anAllowanceIsHowFarDebitsMayExceedCredits() throws Exception {
        pay(2, TestFrame.ALICE, TestFrame.BANK, 100, "[0 exceeds_credits]");
        accounts(TestFrame.limits(3, TestFrame.ALICE, 100, Long.MAX_VALUE, 0), "results 3: 1 events, []");
        assertEquals("allowances 100 9223372036854775807 version 1 frozen 0 reason 0", alice());
        pay(4, TestFrame.ALICE, TestFrame.BANK, 100, "[]");
        pay(5, TestFrame.ALICE, TestFrame.BANK, 1, "[0 exceeds_credits]");
        accounts(TestFrame.limits(6, TestFrame.ALICE, 50, 0, 0), "results 6: 1 events, [0 version_mismatch]");
        accounts(TestFrame.limits(7, TestFrame.ALICE, 50, 0, 1), "results 7: 1 events, []");
        assertEquals("allowances 50 0 version 2 frozen 0 reason 0", alice());
    }

    @Test
    void aFrozenSideMovesNothing() throws Exception {
        accounts(TestFrame.status(2, TestFrame.ALICE, CREDITS, 17), "results 2: 1 events, []");
        assertEquals("allowances 0 0 version 0 frozen 2 reason 17", alice());
        pay(3, TestFrame.BANK, TestFrame.ALICE, 5, "[0 credit_account_frozen]");
        accounts(TestFrame.status(4, TestFrame.ALICE, DEBITS, 18), "results 4: 1 events, []");
        pay(5, TestFrame.BANK, TestFrame.ALICE, 5, "[]");
        pay(6, TestFrame.ALICE, TestFrame.BANK, 5, "[0 debit_account_frozen]");
        accounts(TestFrame.status(7, TestFrame.ALICE, 0, 0), "results 7: 1 events, []");
        pay(8, TestFrame.ALICE, TestFrame.BANK, 5, "[]");
    }

    @Test
    void manyInOneRequestAreDecidedOneByOne() throws Exception {
        var limits = TestFrame.request(22, 2, TestFrame.LIMITS_LENGTH, 8_190);
        for (int i = 0; i < 8_190; i++) {
            int row = ROW + i * TestFrame.LIMITS_LENGTH;
            limits.putId(row, i == 8_000 ? NOBODY : TestFrame.ALICE).put32(row + 32, i < 8_000 ? i : i - 1);
        }
        accounts(limits, "results 2: 8190 events, [8000 account_not_found]");
        assertEquals("allowances 0 0 version 8189 frozen 0 reason 0", alice());
    }

    @Test
    void theSameKeyHearsTheSameAgainAndAnotherBodyIsRefused() throws Exception {
        UUID key = Ids.next();
        accounts(TestFrame.limits(2, TestFrame.ALICE, 10, 0, 0).key(key, 1), "results 2: 1 events, []");
        accounts(TestFrame.limits(3, TestFrame.ALICE, 10, 0, 0).key(key, 1), "results 3: 1 events, [], replayed");
        accounts(TestFrame.limits(4, TestFrame.ALICE, 99, 0, 1).key(key, 2), "results 4: 1 events, [0 key_reused]");
        accounts(TestFrame.status(5, TestFrame.ALICE, 1, 0).key(key, 3), "results 5: 1 events, [0 key_reused]");
        assertEquals("allowances 10 0 version 1 frozen 0 reason 0", alice());
        UUID other = Ids.next();
        accounts(
                TestFrame.limits(6, TestFrame.ALICE, 5, 0, 0).key(other, 1),
                "results 6: 1 events, [0 version_mismatch]");
        accounts(
                TestFrame.limits(7, TestFrame.ALICE, 5, 0, 0).key(other, 1),
                "results 7: 1 events, [0 version_mismatch], replayed");
    }

    private void accounts(TestFrame frame, String answer) throws Exception {
        socket.send(frame.sealed());
        assertEquals(answer, socket.accountsAnswer());
    }

    private void pay(int number, UUID debit, UUID credit, long amountMinor, String failures) throws Exception {
        var transfer = TestFrame.transfers(number, 1).putId(ROW + 16, debit).putId(ROW + 32, credit);
        socket.send(transfer.put64(ROW + 80, amountMinor).sealed());
        assertEquals("results " + number + ": 1 events, " + failures, socket.answer());
    }

    private String alice() throws Exception {
        socket.send(TestFrame.lookup(60, 90, TestFrame.ALICE).sealed());
        var frame = new UnsafeBuffer(socket.frame());
        var rows = new AccountsDecoder()
                .wrap(frame, Frames.BLOCK_OFFSET, AccountsDecoder.BLOCK_LENGTH, AccountsDecoder.SCHEMA_VERSION)
                .rows();
        var row = rows.next().row();
        return "allowances " + row.debitAllowance() + " " + row.creditAllowance() + " version " + row.limitsVersion()
                + " frozen " + row.frozen() + " reason " + row.reason();
    }
}
