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

/** A client whose connection goes, with the node behind it or without. */
class ReconnectTest {
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int REQUESTS = 20;

    /** Counts. */
    private static final class Counting implements ClientMetrics {
        private final AtomicInteger sentAgain = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger unknown = new AtomicInteger();
        private final AtomicInteger resumed = new AtomicInteger();
        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger disconnected = new AtomicInteger();

        @Override
        public void sent(int events, boolean isAgain) {
            if (isAgain) sentAgain.incrementAndGet();
        }

        @Override
        public void answered(int events, long latencyNs) {
            assertTrue(latencyNs > 0);
            answered.addAndGet(events);
        }

        @Override
        public void unknown(int events) {
            unknown.addAndGet(events);
        }

        @Override
        public void connected(InetSocketAddress node, boolean isResumed) {
            (isResumed ? resumed : connected).incrementAndGet();
        }

        @Override
        public void disconnected(InetSocketAddress node, String reason) {
            disconnected.incrementAndGet();
        }
    }

    /** As after a restart: nobody there knows the session. */
    @Test
    void anotherNodeGetsTheSameRequestsByTheirIds() throws Exception {
        var counting = new Counting();
        try (var first = TestNode.start();
                var second = TestNode.start();
                var relay = relay(first)) {
            openAccounts(first);
            openAccounts(second);
            first.hold();
            var client = connect(relay, counting);
            List<CompletableFuture<Results>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) answers.add(client.createTransfer(transfer()));
            var change = new StatusChange(ALICE, true, false, 1);
            var withoutKey = client.setAccountStatus(change);
            var withKey = client.setAccountStatus(List.of(change), RequestOptions.NONE.key(Ids.next()));
            var lookup = client.lookupAccounts(List.of(BANK));
            awaitRequests(first, 1 + REQUESTS + 3);
            relay.leadTo(second.gateway().binaryPort());

            for (CompletableFuture<Results> answer : answers) {
                assertTrue(answer.join().isSuccess());
            }
            var unknown = assertThrows(CompletionException.class, withoutKey::join);
            assertInstanceOf(OutcomeUnknownException.class, unknown.getCause());
            assertTrue(withKey.join().isSuccess());
            assertTrue(lookup.join().rows().getFirst().isPresent());
            assertEquals(REQUESTS + 2, counting.sentAgain.get());
            assertEquals(1, counting.unknown.get());
            assertEquals(2, counting.connected.get());
            assertEquals(0, counting.resumed.get());
            client.close();
            first.answer();
        }
    }

    @Test
    void theSameNodeKnowsTheSessionAndSendsWhatWasMissed() throws Exception {
        var counting = new Counting();
        try (var node = TestNode.start();
                var relay = relay(node)) {
            openAccounts(node);
            var client = connect(relay, counting);
            node.hold();
            List<CompletableFuture<Results>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) answers.add(client.createTransfer(transfer()));
            awaitRequests(node, 1 + REQUESTS);
            relay.leadTo(node.gateway().binaryPort());
            node.answer();
            for (CompletableFuture<Results> answer : answers) {
                assertEquals("created", answer.join().code(0)); // and not exists: nothing was sent again
            }
            assertEquals(0, counting.sentAgain.get());
            assertEquals(1, counting.resumed.get());
            assertEquals(1, counting.disconnected.get());
            assertEquals(1 + REQUESTS, node.counters().value(FlorinCounter.REQUESTS_BINARY));
            client.close();
        }
    }

    @Test
    void aClientGoesOnToTheNextOfItsNodes() throws Exception {
        try (var node = TestNode.start()) {
            openAccounts(node);
            var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            var somebody = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), node.gateway().binaryPort());
            var config = ClientConfig.of("127.0.0.1", 1).withAddresses(List.of(nobody, nobody, somebody));
            try (var client = FlorinClient.connect(config)) {
                assertTrue(client.createTransfer(transfer()).join().isSuccess());
            }
        }
    }

    /** The node that goes down says so; what it does not answer any more is asked of whoever comes next. */
    @Test
    void aNodeThatGoesDownIsLeftForAnother() throws Exception {
        try (var first = TestNode.start();
                var second = TestNode.start();
                var relay = relay(first)) {
            openAccounts(first);
            openAccounts(second);
            var client = connect(relay, ClientMetrics.NONE);
            assertTrue(client.createTransfer(transfer()).join().isSuccess());
            first.gateway().stopAdmission(); // the credit is 0 from here on
            var waiting = CompletableFuture.supplyAsync(() -> client.createTransfer(transfer()))
                    .thenCompose(answer -> answer);
            relay.leadTo(second.gateway().binaryPort());
            first.gateway().close();
            assertTrue(waiting.join().isSuccess());
            client.close();
        }
    }

    private static CuttingRelay relay(TestNode node) throws Exception {
        return new CuttingRelay(node.gateway().binaryPort(), 0, new SplittableRandom(1));
    }

    private static FlorinClient connect(CuttingRelay relay, ClientMetrics metrics) {
        var config = new ClientConfig(relay.address(), ClientConfig.WINDOW_EVENTS_DEFAULT, TIMEOUT_NS);
        return FlorinClient.connect(config.withMetrics(metrics));
    }

    private static Transfer transfer() {
        return Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10);
    }

    private static void openAccounts(TestNode node) {
        try (var client = node.client()) {
            var accounts = List.of(Account.of(BANK, TestNode.LEDGER, 1), Account.of(ALICE, TestNode.LEDGER, 1));
            assertTrue(client.createAccounts(accounts).join().isSuccess());
        }
    }

    private static void awaitRequests(TestNode node, long count) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (node.counters().value(FlorinCounter.REQUESTS_BINARY) != count) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "awaited requests=" + count);
            Thread.onSpinWait();
        }
    }
}
