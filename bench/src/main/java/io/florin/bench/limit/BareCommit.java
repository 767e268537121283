package io.florin.bench.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The second thread of the bare server: all that has arrived is written, forced once, then answered. */
final class BareCommit implements Runnable {
    private final BareRing ring;
    private final PreparedFile file;
    private final BareProtocol protocol;
    private final List<BareConnection> toFlush = new ArrayList<>();

    BareCommit(BareRing ring, PreparedFile file, BareProtocol protocol) {
        this.ring = ring;
        this.file = file;
        this.protocol = protocol;
    }

    @Override
    public void run() {
        try {
            long sequence = 0;
            while (true) {
                long end = ring.await(sequence);
                commit(sequence, end);
                answer(sequence, end);
                ring.free(end);
                sequence = end;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the commit failed", e);
        }
    }

    private void commit(long begin, long end) throws IOException {
        for (long sequence = begin; sequence < end; ) {
            ByteBuffer piece = ring.piece(sequence, end);
            sequence += piece.remaining() / BareRing.SLOT_LENGTH;
            file.write(piece);
        }
        file.force();
    }

    private void answer(long begin, long end) throws IOException {
        for (long sequence = begin; sequence < end; sequence++) {
            BareConnection connection = ring.from(sequence);
            if (connection.outIsEmpty()) toFlush.add(connection);
            int length = protocol.answer(ring.bytes(), ring.offset(sequence), connection.out(), connection.outTo());
            connection.answered(length);
        }
        for (int i = 0; i < toFlush.size(); i++) toFlush.get(i).flush();
        toFlush.clear();
    }
}
