package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The HTTP twin against the real road, and against the binary client: both must see the same ledger. */
class FlorinHttpClientTest {
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);
    private static final UUID NOBODY = new UUID(0, 99);

    @Test
    void bothClientsSeeTheSame() throws Exception {
        try (var node = TestNode.start();
                var binary = node.client();
                var http = FlorinHttpClient.connect(
                        ClientConfig.of("127.0.0.1", node.gateway().httpPort()))) {
            List<Account> accounts = List.of(
                    Account.of(BANK, TestNode.LEDGER, 1).withUserData(new UUID(3, 4), -1, -1),
                    Account.of(ALICE, TestNode.LEDGER, 1).withFlags(AccountFlag.DEBITS_MUST_NOT_EXCEED_CREDITS));
            assertTrue(http.createAccounts(accounts).join().isSuccess());
            List<Transfer> transfers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                transfers.add(Transfer.of(Ids.next(), BANK, ALICE, 7, TestNode.LEDGER, 10)
                        .withUserData(new UUID(i, i), i, i));
            }
            Results first = binary.createTransfers(transfers).join();
            Results again = http.createTransfers(transfers).join();
            assertTrue(again.isSuccess());
            assertEquals(200, again.notCreated().size());
            for (EventResult result : again.notCreated()) {
                assertEquals("exists", result.code());
                assertEquals(first.timestampNs() - 200 + result.index() + 1, result.timestampNs());
            }
            List<UUID> ids = transfers.stream().map(Transfer::id).toList();
            assertEquals(
                    binary.lookupTransfers(ids).join().rows(),
                    http.lookupTransfers(ids).join().rows());
            List<UUID> who = List.of(BANK, NOBODY, ALICE);
            List<Optional<Account>> seen = binary.lookupAccounts(who).join().rows();
            assertEquals(seen, http.lookupAccounts(who).join().rows());
            assertEquals(1_400, seen.getFirst().orElseThrow().balances().debitsPostedMinor());
        }
    }

    @Test
    void manyRequestsUnderWayAreEachAnsweredOnce() throws Exception {
        try (var node = TestNode.start();
                var http = FlorinHttpClient.connect(
                        ClientConfig.of("127.0.0.1", node.gateway().httpPort()))) {
            http.createAccounts(List.of(Account.of(BANK, TestNode.LEDGER, 1), Account.of(ALICE, TestNode.LEDGER, 1)))
                    .join();
            List<CompletableFuture<Results>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(http.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10)));
            }
            for (CompletableFuture<Results> answer : answers) {
                assertTrue(answer.join().isSuccess());
            }
        }
    }

    @Test
    void aRefusalBeforeTheRingIsNotExecuted() throws Exception {
        try (var node = TestNode.start();
                var http = FlorinHttpClient.connect(
                        ClientConfig.of("127.0.0.1", node.gateway().httpPort()))) {
            var negative = Transfer.of(Ids.next(), BANK, ALICE, -1, TestNode.LEDGER, 10);
            var failed = assertThrows(CompletionException.class, () -> http.createTransfer(negative)
                    .join());
            var refused = assertInstanceOf(NotExecutedException.class, failed.getCause());
            assertEquals("request_invalid", refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("[0].amount"), refused.getMessage());
        }
    }
}
