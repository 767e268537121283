package io.florin.bench.load;

import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Decided transfers as the journal stage meets them, without a ring: requests of one event each. One thread. */
public final class BenchSlots implements Slots {
    private static final long PRINCIPAL_LOCAL = 1;

    private final Slot[] slots;
    private final TransferRowEncoder row = new TransferRowEncoder();
    private final TimeOrderedIds ids = new TimeOrderedIds(1);

    /** So many slots, which every {@link #fill} fills again. */
    public BenchSlots(int count) {
        slots = new Slot[count];
        var memory = new UnsafeBuffer(ByteBuffer.allocateDirect(count * Slot.LENGTH));
        var head = new RequestHeadEncoder();
        for (int i = 0; i < count; i++) {
            slots[i] = new Slot(memory, i * Slot.LENGTH);
            head.wrap(memory, slots[i].headOffset()).principal(PRINCIPAL_LOCAL).events(1);
            row.wrap(memory, slots[i].bodyOffset()).ledger(BenchAccounts.LEDGER).code(BenchAccounts.CODE);
        }
    }

    /** Fills all slots with transfers that were created, the first of them at this sequence and time. */
    public void fill(TransferSource transfers, long firstSequence, long firstTimestampNs) {
        ids.time(System.currentTimeMillis());
        for (int i = 0; i < slots.length; i++) {
            transfers.next();
            ids.next();
            Slot slot = slots[i].begin(CreateTransfersDecoder.TEMPLATE_ID, 1, 0, TransferRowEncoder.ENCODED_LENGTH);
            row.wrap(slot.memory(), slot.bodyOffset()).amount(transfers.amountMinor());
            row.id().high(ids.high()).low(ids.low());
            row.debitAccountId().high(AccountIds.high(transfers.debit())).low(AccountIds.low(transfers.debit()));
            row.creditAccountId().high(AccountIds.high(transfers.credit())).low(AccountIds.low(transfers.credit()));
            slot.stamp(firstSequence + i, firstTimestampNs + i);
            slot.result(0, firstTimestampNs + i, transfers.amountMinor());
        }
    }

    public int count() {
        return slots.length;
    }

    @Override
    public Slot at(long ringSequence) {
        return slots[(int) (ringSequence % slots.length)];
    }
}
