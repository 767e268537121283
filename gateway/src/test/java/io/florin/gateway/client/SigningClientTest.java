package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.SignatureRule;
import io.florin.protocol.RequestSigning.Algorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTP client whose key must sign, against a node that lets nobody in who does not. */
class SigningClientTest {
    private static final long SHOP = 17;
    private static final int ALL_RIGHTS = 7;
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);

    @TempDir
    Path folder = Path.of("");

    private final Map<Algorithm, ApiKeyText> keys = new EnumMap<>(Algorithm.class);
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("keys");
        List<String> lines = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            ApiKeyText text = ApiKeyText.random();
            keys.put(algorithm, text);
            String sha256 = HexFormat.of().formatHex(text.sha256());
            lines.add(new ApiKey(text.id(), sha256, SHOP, List.of(), Optional.empty())
                    .withSignature(SignatureRule.of(text, algorithm, true))
                    .line());
        }
        Files.write(file, lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        node = TestNode.start(Doorkeeper.of(file, 100_000));
        node.grant(SHOP, ALL_RIGHTS);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private String key(Algorithm algorithm) {
        return Objects.requireNonNull(keys.get(algorithm)).text();
    }

    private ClientConfig config() {
        return ClientConfig.of("127.0.0.1", node.gateway().httpPort());
    }

    private Florin open(Algorithm algorithm) {
        return FlorinHttpClient.connect(config().withSigningKey(key(algorithm), algorithm));
    }

    private static Transfer transfer(long amountMinor) {
        return Transfer.of(Ids.next(), BANK, ALICE, amountMinor, TestNode.LEDGER, 10);
    }

    private static void openAccounts(Florin florin) {
        List<Account> both = List.of(Account.of(BANK, TestNode.LEDGER, 1), Account.of(ALICE, TestNode.LEDGER, 1));
        assertTrue(florin.createAccounts(both).join().isSuccess());
    }

    /** Everything that is signed and more than method and path: body, key, deadline, version. */
    @ParameterizedTest
    @EnumSource
    void everyKindOfRequestIsSigned(Algorithm algorithm) {
        try (Florin florin = open(algorithm)) {
            openAccounts(florin);
            long notAfterNs = TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond() + 600);
            var options =
                    RequestOptions.NONE.key(Ids.next()).notAfter(notAfterNs).durable(Durability.DISK);
            List<Transfer> transfers = List.of(transfer(5), transfer(6));
            assertTrue(florin.createTransfers(transfers, options).join().isSuccess());
            assertTrue(florin.createTransfers(transfers, options).join().isReplayed());
            var raise = new LimitsChange(ALICE, 100, 0, 0);
            assertTrue(florin.setAccountLimits(raise).join().isSuccess());
            assertEquals(
                    "version_mismatch", florin.setAccountLimits(raise).join().code(0));
            assertTrue(florin.setAccountStatus(new StatusChange(ALICE, true, false, 3))
                    .join()
                    .isSuccess());
            Account alice = florin.lookupAccounts(List.of(ALICE))
                    .join()
                    .rows()
                    .getFirst()
                    .orElseThrow();
            assertEquals(11, alice.balances().creditsPostedMinor());
            assertEquals(100, alice.limits().debitAllowanceMinor());
            assertTrue(alice.limits().debitsFrozen());
            UUID never = Ids.next();
            List<TransferOutcome> outcomes = florin.lookupTransfers(
                            List.of(transfers.getFirst().id(), never))
                    .join()
                    .rows();
            assertEquals(TransferOutcome.Outcome.CREATED, outcomes.getFirst().outcome());
            assertEquals(TransferOutcome.Outcome.UNKNOWN, outcomes.getLast().outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsBesideOneAnotherAreEachTakenOnce(Algorithm algorithm) {
        try (Florin florin = open(algorithm)) {
            openAccounts(florin);
            List<CompletableFuture<Results>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) answers.add(florin.createTransfer(transfer(1)));
            for (CompletableFuture<Results> answer : answers) {
                assertTrue(answer.join().isSuccess());
            }
            assertEquals(
                    300,
                    florin.lookupAccounts(List.of(ALICE))
                            .join()
                            .rows()
                            .getFirst()
                            .orElseThrow()
                            .balances()
                            .creditsPostedMinor());
        }
        assertEquals(0, node.counters().value(FlorinCounter.REFUSED_SIGNATURE));
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsOffIsNamed(Algorithm algorithm) {
        for (long offSeconds : new long[] {-3_600, 3_600}) {
            Instant wrong = Instant.now().plusSeconds(offSeconds);
            var config = config().withSigningKey(key(algorithm), algorithm);
            try (Florin florin = FlorinHttpClient.connect(config, InstantSource.fixed(wrong))) {
                assertRefused(
                        "signature_expired",
                        "the clock of this client says " + Instant.ofEpochSecond(wrong.getEpochSecond())
                                + ", and must be within a minute of the node's",
                        florin);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherSecretOrAlgorithmIsNamed(Algorithm algorithm) {
        ApiKeyText right = Objects.requireNonNull(keys.get(algorithm));
        String secretOfAnother = ApiKeyText.random().text();
        String wrong = right.text().substring(0, right.text().lastIndexOf('_'))
                + secretOfAnother.substring(secretOfAnother.lastIndexOf('_'));
        Algorithm other = algorithm == Algorithm.ED25519 ? Algorithm.HMAC_SHA256 : Algorithm.ED25519;
        String sentence = "the node does not know the key " + right.id()
                + " with this secret, or not as one that signs by %s, or not from this address";
        try (Florin florin = FlorinHttpClient.connect(config().withSigningKey(wrong, algorithm));
                Florin otherwise = FlorinHttpClient.connect(config().withSigningKey(right.text(), other))) {
            assertRefused("signature_invalid", sentence.formatted(algorithm.label()), florin);
            assertRefused("signature_invalid", sentence.formatted(other.label()), otherwise);
        }
    }

    private static void assertRefused(String code, String sentence, Florin florin) {
        var failed = assertThrows(CompletionException.class, () -> florin.createTransfer(transfer(1))
                .join());
        var refused = assertInstanceOf(NotExecutedException.class, failed.getCause());
        assertEquals(code, refused.code());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.endsWith(sentence), message);
    }

    @Test
    void aKeyThatIsSentOpensNothingWhereItMustSign() {
        try (Florin florin = FlorinHttpClient.connect(config().withKey(key(Algorithm.ED25519)))) {
            var failed = assertThrows(CompletionException.class, () -> florin.createTransfer(transfer(1))
                    .join());
            assertEquals(
                    "authentication_failed",
                    assertInstanceOf(NotExecutedException.class, failed.getCause())
                            .code());
        }
    }

    @Test
    void whatCannotSignIsSaidWhereItIsGiven() {
        for (String none : List.of("", "fl_live_only", "password")) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> config().withSigningKey(none, Algorithm.ED25519));
            String shown = none.isEmpty() ? "" : "…";
            assertEquals(
                    "must be fl_live_, an id, _ and a secret, to sign with it: key=" + shown, refused.getMessage());
        }
        ClientConfig signing = config().withSigningKey(key(Algorithm.ED25519), Algorithm.ED25519);
        var refused = assertThrows(IllegalArgumentException.class, () -> FlorinClient.connect(signing));
        assertEquals(
                "the binary protocol has no signatures: a key that may be sent, a certificate, or FlorinHttpClient:"
                        + " signature=ed25519",
                refused.getMessage());
        String secret = key(Algorithm.ED25519).substring(key(Algorithm.ED25519).lastIndexOf('_') + 1);
        assertFalse((signing + " " + signing.key()).contains(secret), "a secret is never shown");
    }
}
