package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client whose connections are cut: every request is answered in the end, and none is done twice. */
class HttpReconnectTest {
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);
    private static final int REQUESTS = 400;

    private static Transfer transfer() {
        return Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10);
    }

    private static void openAccounts(Florin florin) {
        List<Account> both = List.of(Account.of(BANK, TestNode.LEDGER, 1), Account.of(ALICE, TestNode.LEDGER, 1));
        assertTrue(florin.createAccounts(both).join().isSuccess());
    }

    private static long credited(Florin florin) {
        return florin.lookupAccounts(List.of(ALICE))
                .join()
                .rows()
                .getFirst()
                .orElseThrow()
                .balances()
                .creditsPostedMinor();
    }

    private static ClientConfig config(InetSocketAddress... addresses) {
        return ClientConfig.of("127.0.0.1", 1)
                .withAddresses(List.of(addresses))
                .withTimeout(TimeUnit.SECONDS.toNanos(20));
    }

    private static InetSocketAddress http(TestNode node) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), node.gateway().httpPort());
    }

    /** Nobody: a port that was free a moment ago. */
    private static InetSocketAddress nobody() throws Exception {
        try (var node = TestNode.start()) {
            return http(node);
        }
    }

    /** Counts what was sent once more, and how it ended. */
    private static final class Counting implements ClientMetrics {
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger sentAgain = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger notExecuted = new AtomicInteger();
        private final AtomicInteger unknown = new AtomicInteger();

        @Override
        public void sent(int events, boolean isAgain) {
            (isAgain ? sentAgain : sent).addAndGet(events);
        }

        @Override
        public void answered(int events, long latencyNs) {
            answered.addAndGet(events);
        }

        @Override
        public void notExecuted(int events, String code) {
            notExecuted.addAndGet(events);
        }

        @Override
        public void unknown(int events) {
            unknown.addAndGet(events);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void whatACutLeavesOpenIsSentAgainUnderItsId(long seed) throws Exception {
        var counting = new Counting();
        try (var node = TestNode.start();
                var relay = new CuttingRelay(node.gateway().httpPort(), 40, new SplittableRandom(seed));
                Florin direct = FlorinHttpClient.connect(config(http(node)))) {
            openAccounts(direct);
            try (Florin florin =
                    FlorinHttpClient.connect(config(relay.address()).withMetrics(counting))) {
                List<CompletableFuture<Results>> answers = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) answers.add(florin.createTransfer(transfer()));
                for (CompletableFuture<Results> answer : answers) {
                    assertTrue(answer.join().isSuccess());
                }
            }
            assertEquals(REQUESTS, credited(direct), "seed=" + seed);
            assertTrue(relay.cuts() > 0, "nothing was cut: seed=" + seed);
        }
        assertEquals(REQUESTS, counting.answered.get());
        assertEquals(0, counting.unknown.get() + counting.notExecuted.get());
        assertTrue(counting.sentAgain.get() > 0, "nothing was sent again: seed=" + seed);
    }

    @Test
    void theNextNodeOfTheListIsAskedWhereOneIsGone() throws Exception {
        InetSocketAddress gone = nobody();
        try (var second = TestNode.start()) {
            TestNode first = TestNode.start();
            try (Florin florin = FlorinHttpClient.connect(config(gone, http(first), http(second)));
                    Florin direct = FlorinHttpClient.connect(config(http(second)))) {
                openAccounts(direct);
                openAccounts(florin);
                first.close();
                assertTrue(florin.createTransfer(transfer()).join().isSuccess());
                assertEquals(1, credited(direct));
            }
        }
    }

    @Test
    void nobodyInTheListIsSaidByTheFirst() throws Exception {
        InetSocketAddress gone = nobody();
        var refused = assertThrows(IllegalStateException.class, () -> FlorinHttpClient.connect(config(gone, gone)));
        assertEquals("nobody answers: address=localhost:" + gone.getPort(), refused.getMessage());
    }

    @Test
    void withoutReconnectALostAnswerIsUnknownAtOnce() throws Exception {
        var counting = new Counting();
        try (var node = TestNode.start();
                var relay = new CuttingRelay(node.gateway().httpPort(), 0, new SplittableRandom(1));
                Florin direct = FlorinHttpClient.connect(config(http(node)))) {
            openAccounts(direct);
            var config = config(relay.address()).withoutReconnect().withMetrics(counting);
            try (Florin florin = FlorinHttpClient.connect(config)) {
                node.hold();
                long before = node.counters().value(FlorinCounter.REQUESTS_HTTP);
                var open = florin.createTransfer(transfer());
                while (node.counters().value(FlorinCounter.REQUESTS_HTTP) == before) {
                    Thread.onSpinWait();
                }
                relay.leadTo(node.gateway().httpPort());
                var failed = assertThrows(CompletionException.class, open::join);
                assertInstanceOf(OutcomeUnknownException.class, failed.getCause());
                node.answer();
            }
        }
        assertEquals(1, counting.unknown.get());
        assertEquals(0, counting.sentAgain.get());
    }
}
