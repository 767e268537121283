package io.florin.feed;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.replay.Histories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the records of a journal say themselves, without the feed: a word for each event. */
final class EventOracle {
    private EventOracle() {}

    static List<String> read(Path data) throws IOException {
        List<String> subjects = new ArrayList<>();
        JournalView view = JournalView.of(Disk.real(), data);
        var result = new EventResultDecoder();
        try (Reader reader = view.read(1)) {
            while (reader.next()) {
                result.wrap(reader.buffer(), reader.resultOffset());
                switch (reader.commandTemplate()) {
                    case CreateTransfersDecoder.TEMPLATE_ID -> {
                        var row = new TransferRowDecoder().wrap(reader.buffer(), reader.commandOffset());
                        if (result.status() == 46) continue; // exists
                        boolean isSettling = (row.flags() & 12) != 0 && result.status() == 0;
                        long id = isSettling ? row.pendingId().low() : row.id().low();
                        String what = result.status() != 0 ? "refused" : kind(row.flags());
                        subjects.add(reader.sequence() + " " + what + " " + id);
                    }
                    case CreateAccountsDecoder.TEMPLATE_ID -> {
                        var row = new AccountRowDecoder().wrap(reader.buffer(), reader.commandOffset());
                        if (result.status() == 0) {
                            subjects.add(
                                    reader.sequence() + " created " + row.id().low());
                        }
                    }
                    case PulseDecoder.TEMPLATE_ID -> {
                        var pulse = new PulseResultDecoder().wrap(reader.buffer(), reader.resultOffset());
                        int ids = reader.resultOffset() + PulseResultDecoder.ENCODED_LENGTH;
                        for (int i = 0; i < pulse.expired(); i++) {
                            long low = reader.buffer().getLong(ids + 16 * i + 8);
                            long high = reader.buffer().getLong(ids + 16 * i);
                            subjects.add(reader.sequence() + " expired " + (high == Histories.high() ? low : high));
                        }
                    }
                    default -> {
                        // tells nobody anything
                    }
                }
            }
        }
        return subjects;
    }

    private static String kind(int flags) {
        if ((flags & 4) != 0) return "posted";
        if ((flags & 8) != 0) return "voided";
        return (flags & 2) != 0 ? "hold" : "transfer";
    }
}
