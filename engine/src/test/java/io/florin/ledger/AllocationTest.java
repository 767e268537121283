package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Not a byte once warm, whatever is decided: refused, created, undone, evicted, expired, replayed, looked up. */
class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int COMMANDS = 100_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Ledger ledger = new Ledger();
    private final RequestCommand request = new RequestCommand();
    private final TransferCommand transfer = new TransferCommand();
    private final AccountCommand account = new AccountCommand();
    private final LimitsCommand limits = new LimitsCommand();
    private final StatusCommand status = new StatusCommand();
    private final AccountView accountView = new AccountView();
    private final TransferView transferView = new TransferView();
    private long sequence;
    private long timeNs = Host.START_NS;
    private long holdHigh;
    private long holdLow;

    private void begin(int events, long key) {
        timeNs += 1_000_000;
        ledger.begin(timeNs, request.set(events, 0, key, key, 0, Operator.LOCAL));
    }

    /** A chain of three: a transfer, a hold, then what resolves an earlier hold or breaks the chain. */
    private void chain(int i) {
        begin(3, i % 5 == 0 ? 1 + i % 64 : 0);
        for (int event = 0; event < 3; event++) {
            transfer.idHigh(Host.idHigh(timeNs / Durations.NS_PER_MS)).idLow(3L * i + event);
            transfer.debitAccountIdHigh(Host.HIGH).creditAccountIdHigh(Host.HIGH);
            transfer.debitAccountIdLow(1 + i % 7)
                    .creditAccountIdLow(8)
                    .ledger(Host.EUR)
                    .code(1)
                    .amountMinor(i % 9);
            transfer.flags(TransferFlags.LINKED)
                    .timeoutSeconds(0)
                    .pendingIdHigh(0)
                    .pendingIdLow(0);
            if (event == 1) {
                transfer.flags(TransferFlags.LINKED | TransferFlags.PENDING).timeoutSeconds(1 + i % 3);
            }
            if (event == 2) third(i);
            ledger.decide(++sequence, timeNs - 2 + event, transfer);
        }
        if (i % 7 != 0 && i % 11 != 0) {
            holdHigh = transfer.idHigh();
            holdLow = 3L * i + 1;
        }
    }

    private void third(int i) {
        transfer.flags(0);
        if (i % 7 == 0) {
            transfer.code(0); // breaks the chain
        } else if (i % 11 == 0) {
            transfer.creditAccountIdLow(99); // breaks it and burns the id
        } else if (i % 2 == 0) {
            transfer.flags(i % 4 == 0 ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER);
            transfer.pendingIdHigh(holdHigh).pendingIdLow(holdLow).amountMinor(0);
            transfer.debitAccountIdHigh(0)
                    .debitAccountIdLow(0)
                    .creditAccountIdHigh(0)
                    .creditAccountIdLow(0);
        }
    }

    private void control(int i) {
        begin(1, 0);
        ledger.lookup(Operator.LOCAL, Host.HIGH, 1, accountView);
        limits.accountIdHigh(Host.HIGH)
                .accountIdLow(1)
                .debitAllowanceMinor(i)
                .expectedVersion(accountView.limitsVersion());
        ledger.decide(++sequence, timeNs, limits);
        begin(1, 0);
        ledger.decide(
                ++sequence,
                timeNs,
                status.accountIdHigh(Host.HIGH).accountIdLow(2).reason(i & 0xFFFF));
        begin(1, 0);
        ledger.decide(
                ++sequence,
                timeNs,
                account.idHigh(Host.HIGH).idLow(1 + i % 20).ledger(Host.EUR).code(1));
    }

    private void command(int i) {
        chain(i);
        if (i % 10 == 0) control(i);
        if (i % 50 == 0) {
            begin(1, 0);
            ledger.pulse(++sequence, timeNs);
        }
        ledger.lookup(Operator.LOCAL, holdHigh, holdLow, transferView);
        ledger.expectAccount(Host.HIGH, 3);
        ledger.expectTransfer(holdHigh, holdLow);
        ledger.touchExpected();
    }

    private static long allocatedBy(IntConsumer commands, int from, int count) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = from; i < from + count; i++) commands.accept(i);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void notAByteOnceWarm() {
        GenesisCommand genesis =
                Host.genesis().transfersMax(5_000).repliesMax(40).replyRowsMax(100);
        ledger.decide(++sequence, ++timeNs, genesis);
        for (int i = 1; i <= 20; i++) control(i);
        IntConsumer commands = this::command;
        allocatedBy(commands, 0, WARM_UP);
        long measuring = allocatedBy(i -> {}, 0, 1);
        assertEquals(0, allocatedBy(commands, WARM_UP, COMMANDS) - measuring);
    }
}
