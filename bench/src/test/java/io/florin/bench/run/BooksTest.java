package io.florin.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadGenerator;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.LoadResult;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.codec.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real node under each kind of traffic: the books are right, and a bench that expects one unit more fails. */
final class BooksTest {
    private static final int ACCOUNTS = 50;

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Traffic.Kind.class)
    void aWrongBalanceFailsTheBench(Traffic.Kind kind) throws Exception {
        aWrongBalanceFailsTheBench(kind, false, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Traffic.Kind.class)
    void overTlsToo(Traffic.Kind kind) throws Exception {
        aWrongBalanceFailsTheBench(kind, true, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(value = Traffic.Kind.class, names = "HTTP.*", mode = EnumSource.Mode.MATCH_ALL)
    void signedToo(Traffic.Kind kind) throws Exception {
        for (Algorithm algorithm : Algorithm.values()) {
            aWrongBalanceFailsTheBench(kind, false, Optional.of(algorithm));
        }
    }

    private void aWrongBalanceFailsTheBench(Traffic.Kind kind, boolean isTls, Optional<Algorithm> signature)
            throws Exception {
        int batch = kind == Traffic.Kind.HTTP_BATCH ? 20 : 1;
        int window = kind.isHttp() ? 1 : 8;
        var settings = new RunSettings(
                1,
                0,
                2,
                window,
                batch,
                0,
                ACCOUNTS,
                Distribution.UNIFORM,
                Durability.DISK,
                isTls,
                isTls ? 5 : 0,
                signature,
                directory,
                List.of("journal.segment=16 MiB"),
                List.of(),
                RunSettings.Recorded.NONE);
        try (var node = NodeUnderLoad.start(settings);
                var accounts = BenchAccounts.connect(node.binary())) {
            accounts.create(ACCOUNTS);
            Traffic traffic = Traffic.of(kind, settings, node.keys());
            var address = kind.isHttp() ? node.http() : node.binary();
            LoadResult result = LoadGenerator.run(address, settings.load(), traffic.codecs(), LoadListener.NONE);
            assertTrue(result.events() > 0);

            ExpectedBooks books = traffic.books(settings, result);
            accounts.check(books);
            books.move(7, 3, 1);
            assertStopsAt("3", accounts, books);
            books.move(3, 7, 1);
            books.hold(8, 3, 1);
            assertStopsAt("3", accounts, books);
        }
    }

    private static void assertStopsAt(String account, BenchAccounts accounts, ExpectedBooks books) {
        var wrong = assertThrows(LoadFailedException.class, () -> accounts.check(books));
        String message = String.valueOf(wrong.getMessage());
        assertEquals("the books are wrong at account " + account, message.substring(0, message.indexOf(':')));
    }
}
