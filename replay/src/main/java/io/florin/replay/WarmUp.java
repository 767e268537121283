package io.florin.replay;

import io.florin.journal.BatchesInMemory;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Decider;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.EpochEncoder;
import io.florin.protocol.codec.EpochRowEncoder;
import io.florin.protocol.codec.GenesisEncoder;
import io.florin.protocol.codec.GenesisRowEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides, seals, reads back and decides again some ten thousand transfers that nobody sent, on ledgers of its own, so
 * that the JVM has compiled the road when the real records come: a cold JVM takes most of a second for that. Runs on a
 * thread of its own while a snapshot is loaded, which leaves a core idle, and ends when it is told to.
 *
 * <p>Touches no file and nothing of the real ledger.
 */
final class WarmUp {
    private static final int ACCOUNTS = 4_096;
    private static final int TRANSFERS = 1 << 17;
    private static final int EVENTS = 64;
    private static final int CACHE_LINE_LENGTH = 64;
    private static final int CREATED = CreateTransferResult.CREATED.code();
    private static final int LEDGER = 978;
    private static final long PRINCIPAL = 1;
    private static final long BEGINNING_NS = TimeUnit.DAYS.toNanos(20_000);
    private static final long REQUEST_NS = TimeUnit.MICROSECONDS.toNanos(10);
    private static final int UUID_TIME_SHIFT = 16;
    private static final int UUID_VERSION_7 = 7 << 12;
    private static final long UUID_VARIANT = 1L << 63;

    private final Slot[] slots = new Slot[EVENTS];
    private final Slots window = position -> slots[(int) position];
    private final Decider decider = new Decider(new Ledger());
    private final BatchesInMemory batches = new BatchesInMemory();
    private final Fold fold = new Fold(new Ledger());
    private final TransferRowEncoder transfer = new TransferRowEncoder();
    private final RequestHeadEncoder head = new RequestHeadEncoder();

    private volatile boolean isEnded;
    private long sequence;
    private long timestampNs = BEGINNING_NS;
    private long sent;
    private long created;

    /** Writes the body of the event with this number in its request. */
    private interface Body {
        void encode(UnsafeBuffer memory, int offset, int index);
    }

    WarmUp() {
        var memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(EVENTS * Slot.LENGTH, CACHE_LINE_LENGTH));
        for (int i = 0; i < EVENTS; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /** Begins on a daemon thread. */
    static WarmUp start() {
        var warmUp = new WarmUp();
        var thread = new Thread(warmUp::run, "florin-warm-up");
        thread.setDaemon(true);
        thread.start();
        return warmUp;
    }

    /** All of it, unless it is ended before; what was decided as created, accounts and Florin's own included. */
    long run() {
        internal(GenesisEncoder.TEMPLATE_ID, GenesisRowEncoder.ENCODED_LENGTH, WarmUp::genesis);
        internal(EpochEncoder.TEMPLATE_ID, EpochRowEncoder.ENCODED_LENGTH, WarmUp::epoch);
        for (int i = 0; i < ACCOUNTS && !isEnded; i += EVENTS) {
            request(CreateAccountsEncoder.TEMPLATE_ID, EVENTS, AccountRowEncoder.ENCODED_LENGTH, this::account);
            pass();
        }
        while (sent < TRANSFERS - 2 * EVENTS && !isEnded) {
            request(CreateTransfersEncoder.TEMPLATE_ID, EVENTS, TransferRowEncoder.ENCODED_LENGTH, this::transfer);
            for (int i = 0; i < EVENTS; i++) {
                request(CreateTransfersEncoder.TEMPLATE_ID, 1, TransferRowEncoder.ENCODED_LENGTH, this::transfer);
            }
            pass();
        }
        return created;
    }

    private void internal(int templateId, int bodyLength, Body body) {
        slots[0].begin(templateId, 1, 0, bodyLength).internal();
        decide(1, body);
        pass();
    }

    private void request(int templateId, int events, int bodyLength, Body body) {
        for (int i = 0; i < events; i++) slots[i].begin(templateId, events, i, bodyLength);
        decide(events, body);
    }

    private void decide(int events, Body body) {
        timestampNs += REQUEST_NS;
        for (int i = 0; i < events; i++) {
            Slot slot = slots[i];
            slot.memory().setMemory(slot.headOffset(), Slot.LENGTH, (byte) 0);
            if (i == 0) {
                head.wrap(slot.memory(), slot.headOffset()).principal(PRINCIPAL).events(events);
            }
            body.encode(slot.memory(), slot.bodyOffset(), i);
            slot.stamp(++sequence, timestampNs - events + i + 1);
            decider.expect(slot);
        }
        decider.touchExpected();
        for (int i = 0; i < events; i++) {
            if (i == 0) decider.begin(slots[0], timestampNs);
            decider.decide(slots[i], i, window);
        }
        for (int i = 0; i < events; i++) {
            if (slots[i].status() == CREATED) created++;
            batches.add(slots[i]);
        }
    }

    private void pass() {
        batches.pass(fold::onRecord);
        fold.settle();
    }

    private static void genesis(UnsafeBuffer memory, int offset, int index) {
        new GenesisRowEncoder()
                .wrap(memory, offset)
                .accountsMax(ACCOUNTS)
                .transfersMax(TRANSFERS)
                .windowNs(TimeUnit.HOURS.toNanos(1))
                .repliesMax(1)
                .replyRowsMax(1)
                .grantsMax(1)
                .featureLevel(1);
    }

    private static void epoch(UnsafeBuffer memory, int offset, int index) {
        new EpochRowEncoder().wrap(memory, offset).epoch(1);
    }

    private void account(UnsafeBuffer memory, int offset, int index) {
        var account =
                new AccountRowEncoder().wrap(memory, offset).ledger(LEDGER).code(1);
        account.id().high(1).low(sequence);
    }

    private void transfer(UnsafeBuffer memory, int offset, int index) {
        sent++;
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(timestampNs);
        transfer.wrap(memory, offset).amount(sent).ledger(LEDGER).code(1);
        transfer.id().high(milliseconds << UUID_TIME_SHIFT | UUID_VERSION_7).low(UUID_VARIANT | sent);
        transfer.debitAccountId().high(1).low(accountOf(sent));
        transfer.creditAccountId().high(1).low(accountOf(sent + 1));
    }

    /** Sequence of an account's record: they begin behind genesis and epoch. */
    private static long accountOf(long number) {
        return 2L + Math.floorMod(number * 2_654_435_761L, ACCOUNTS);
    }

    /** Of the ledger that decided again. */
    long lastSequence() {
        return fold.lastSequence();
    }

    /** Lets it end soon; waits for nothing. */
    void end() {
        isEnded = true;
    }
}
