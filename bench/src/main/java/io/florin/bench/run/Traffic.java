package io.florin.bench.run;

import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.HttpBatchCodec;
import io.florin.bench.load.HttpSigning;
import io.florin.bench.load.HttpTransferCodec;
import io.florin.bench.load.LoadCodec;
import io.florin.bench.load.LoadResult;
import io.florin.bench.load.MixedFramesCodec;
import io.florin.bench.load.MixedSource;
import io.florin.bench.load.TimeOrderedIds;
import io.florin.bench.load.TransferFramesCodec;
import io.florin.bench.load.TransferSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests of one run: makes each connection's codec, and knows afterwards what the books must be. */
sealed interface Traffic {
    /** What the requests are. */
    enum Kind {
        BINARY,
        HTTP,
        HTTP_BATCH,
        MIXED;

        boolean isHttp() {
            return this == HTTP || this == HTTP_BATCH;
        }
    }

    /** With keys whose owner signs, HTTP requests are signed. */
    static Traffic of(Kind kind, RunSettings settings, Optional<BenchKeys> keys) {
        if (kind == Kind.MIXED) return new Mixed(settings, new ArrayList<>());
        var signing = keys.flatMap(BenchKeys::signing);
        return new Transfers(kind, settings, drawn(settings, 1), signing.orElse(null));
    }

    /** Binary transfers of another stream than the first. */
    static Traffic ofStream(long number, RunSettings settings) {
        return new Transfers(Kind.BINARY, settings, drawn(settings, number), null);
    }

    /** For one more connection. */
    LoadCodec codec(TimeOrderedIds ids);

    /** Enters what was sent once all of it is answered. */
    void enter(ExpectedBooks books, LoadResult result);

    /** What every account must show once all that was sent is answered. */
    default ExpectedBooks books(RunSettings settings, LoadResult result) {
        var books = new ExpectedBooks(settings.accounts());
        enter(books, result);
        return books;
    }

    /** The codecs of a run, whose ids are in the order of sending over all connections. */
    default Supplier<LoadCodec> codecs() {
        var ids = new TimeOrderedIds(System.nanoTime());
        return () -> codec(ids);
    }

    /** Transfers alone, drawn by all connections from one stream. */
    record Transfers(
            Kind kind,
            RunSettings settings,
            TransferSource source,
            @Nullable HttpSigning signing) implements Traffic {
        private static final String HOST = "127.0.0.1";

        @Override
        public LoadCodec codec(TimeOrderedIds ids) {
            return switch (kind) {
                case HTTP -> new HttpTransferCodec(HOST, source, ids, signing);
                case HTTP_BATCH -> new HttpBatchCodec(HOST, settings.batch(), source, ids, signing);
                default -> new TransferFramesCodec(settings.batch(), settings.durability(), source, ids);
            };
        }

        @Override
        public void enter(ExpectedBooks books, LoadResult result) {
            books.with(source.again(), result.eventsInAll());
        }
    }

    /** Everything that a payment system sends; each connection has a stream of its own, by its number. */
    record Mixed(RunSettings settings, List<MixedFramesCodec> made) implements Traffic {
        @Override
        public LoadCodec codec(TimeOrderedIds ids) {
            made.add(new MixedFramesCodec(drawn(settings, 1 + made.size()), ids));
            return made.getLast();
        }

        @Override
        public void enter(ExpectedBooks books, LoadResult result) {
            for (int i = 0; i < made.size(); i++) {
                new MixedSource(drawn(settings, 1 + i)).enter(books, made.get(i).sent());
            }
        }
    }

    private static TransferSource drawn(RunSettings settings, long seed) {
        return new TransferSource(settings.distribution(), settings.accounts(), seed);
    }
}
