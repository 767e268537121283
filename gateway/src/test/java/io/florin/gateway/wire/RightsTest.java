package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Right;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every message of the binary port, about objects of another client, with every set of rights: what the right is
 * missing for is refused or not to be found, changes nothing, and is counted.
 */
class RightsTest {
    private static final long OWNER = 17;
    private static final long FIRST = 20;
    private static final int SETS = 8;
    private static final int ROW = TestFrame.ROWS;
    private static final int POST_FLAG = 1 << 2;
    private static final int VOID_FLAG = 1 << 3;
    private static final int PENDING_FLAG = 1 << 1;
    private static final int ELSEWHERE = 840;

    @TempDir
    Path folder;

    private final ApiKeyText owner = ApiKeyText.random();
    private final List<ApiKeyText> others = new ArrayList<>();
    private TestNode node;
    private WireSocket owners;
    private long correlationId = 100;
    private int limitsVersion;

    /** A message about what belongs to the owner, the right that it needs, and the answers with it and without. */
    private enum Message {
        CREATE_ACCOUNTS(Right.POST, "results", "[]"),
        CREATE_TRANSFERS(Right.POST, "results", "[]"),
        HOLD(Right.POST, "results", "[]"),
        POST_OF_ANOTHERS_HOLD(Right.POST, "results", "[]"),
        VOID_OF_ANOTHERS_HOLD(Right.POST, "results", "[]"),
        SET_LIMITS(Right.ADMIN, "results", "[]"),
        SET_STATUS(Right.ADMIN, "results", "[]"),
        LOOK_UP_ACCOUNTS(Right.READ, "accounts", "[true]", "[false]"),
        LOOK_UP_TRANSFERS(Right.READ, "transfers", "[CREATED]", "[UNKNOWN]");

        private final Right right;
        private final String kind;
        private final String granted;
        private final String refused;

        Message(Right right, String kind, String granted) {
            this(right, kind, granted, "[0 not_granted]");
        }

        Message(Right right, String kind, String granted, String refused) {
            this.right = right;
            this.kind = kind;
            this.granted = granted;
            this.refused = refused;
        }

        boolean isCommand() {
            return kind.equals("results");
        }

        String answer(long correlationId, boolean isGranted) {
            String events = isCommand() ? "1 events, " : "";
            return kind + " " + correlationId + ": " + events + (isGranted ? granted : refused);
        }
    }

    @BeforeEach
    void start() throws Exception {
        List<String> lines = new ArrayList<>(List.of(line(owner, OWNER)));
        for (int set = 0; set <= SETS; set++) { // the last has all rights, in another ledger
            others.add(ApiKeyText.random());
            lines.add(line(others.get(set), FIRST + set));
        }
        Path file = Files.write(folder.resolve("keys"), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        node = TestNode.start(Limits.DEFAULT, 1, Doorkeeper.of(file, Doorkeeper.RATE_DEFAULT));
        grant(OWNER, EnumSet.allOf(Right.class), TestNode.LEDGER);
        for (int set = 0; set < SETS; set++) grant(FIRST + set, rights(set), TestNode.LEDGER);
        grant(FIRST + SETS, EnumSet.allOf(Right.class), ELSEWHERE);
        owners = WireSocket.silent(node).begin(new UUID(1, 1), owner.text());
        SessionTest.openAccounts(owners);
    }

    @AfterEach
    void close() throws Exception {
        owners.close();
        node.close();
    }

    private static String line(ApiKeyText text, long principal) {
        String sha256 = HexFormat.of().formatHex(text.sha256());
        return new ApiKey(text.id(), sha256, principal, List.of(), Optional.empty()).line();
    }

    private static Set<Right> rights(int set) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        List<Right> all = List.of(Right.values());
        for (int i = 0; i < all.size(); i++) {
            if ((set & 1 << i) != 0) rights.add(all.get(i));
        }
        return rights;
    }

    private void grant(long principal, Set<Right> rights, int ledger) {
        try (var admin = FlorinAdminClient.connect(
                ClientConfig.of("127.0.0.1", node.gateway().adminPort()))) {
            admin.grant(Ids.next(), principal, ledger, rights).join();
        }
    }

    @Test
    void everyMessageNeedsItsRight() throws Exception {
        for (int set = 0; set <= SETS; set++) {
            Set<Right> rights = set == SETS ? Set.of() : rights(set);
            try (var socket = WireSocket.silent(node)
                    .begin(new UUID(2, set), others.get(set).text())) {
                for (Message message : Message.values()) {
                    ask(socket, message, rights.contains(message.right), "rights=" + rights);
                }
            }
        }
    }

    /** On a connection that is open, and from the next message on. */
    @Test
    void aRightThatIsTakenAwayIsMissingAtOnce() throws Exception {
        int all = SETS - 1;
        try (var socket =
                WireSocket.silent(node).begin(new UUID(2, 2), others.get(all).text())) {
            for (Message message : Message.values()) ask(socket, message, true, "before");
            grant(FIRST + all, Set.of(), TestNode.LEDGER);
            for (Message message : Message.values()) ask(socket, message, false, "behind");
        }
    }

    /** Somebody's request key is nobody else's, whatever rights they have: nothing is told of what was answered. */
    @Test
    void anothersRequestKeyAnswersNothing() throws Exception {
        UUID key = Ids.next();
        owners.send(TestFrame.transfers(7, 1).key(key, 11).sealed());
        assertEquals("results 7: 1 events, []", owners.answer());
        try (var socket = WireSocket.silent(node)
                .begin(new UUID(2, 2), others.get(SETS - 1).text())) {
            socket.send(TestFrame.transfers(7, 1).key(key, 11).sealed());
            assertEquals("results 7: 1 events, []", socket.answer());
            socket.send(TestFrame.transfers(8, 1).key(key, 12).sealed());
            assertEquals("results 8: 1 events, [0 key_reused]", socket.answer(), "its own, by now");
        }
        owners.send(TestFrame.transfers(7, 1).key(key, 11).sealed());
        assertEquals("results 7: 1 events, [], replayed", owners.answer());
    }

    private void ask(WireSocket socket, Message message, boolean isGranted, String why) throws Exception {
        UUID object = object(message);
        long refused = node.counters().value(FlorinCounter.REFUSED_RIGHT);
        long number = ++correlationId;
        socket.send(frame(message, number, object).sealed());
        assertEquals(message.answer(number, isGranted), socket.answer(), () -> message + " " + why);
        boolean isCounted = !isGranted && message.isCommand();
        assertEquals(refused + (isCounted ? 1 : 0), node.counters().value(FlorinCounter.REFUSED_RIGHT));
        if (message.isCommand()) assertEquals(isGranted, hasHappened(message, object), () -> message + " " + why);
    }

    /** What the message is about: the owner's where it must be there, else what it would create. */
    private UUID object(Message message) throws Exception {
        UUID id = Ids.next();
        switch (message) {
            case POST_OF_ANOTHERS_HOLD, VOID_OF_ANOTHERS_HOLD, LOOK_UP_TRANSFERS -> {
                owners.send(TestFrame.transfers(1, 1)
                        .putId(ROW, id)
                        .put16(ROW + 118, PENDING_FLAG)
                        .sealed());
                assertEquals("results 1: 1 events, []", owners.answer());
            }
            default -> {
                // is made by the message, or is one of the accounts
            }
        }
        return id;
    }

    private TestFrame frame(Message message, long number, UUID object) {
        return switch (message) {
            case CREATE_ACCOUNTS -> TestFrame.accounts(number, object);
            case CREATE_TRANSFERS -> TestFrame.transfers(number, 1).putId(ROW, object);
            case HOLD -> TestFrame.transfers(number, 1).putId(ROW, object).put16(ROW + 118, PENDING_FLAG);
            case POST_OF_ANOTHERS_HOLD -> settlement(number, object, POST_FLAG).put64(ROW + 80, Long.MAX_VALUE);
            case VOID_OF_ANOTHERS_HOLD -> settlement(number, object, VOID_FLAG);
            case SET_LIMITS -> TestFrame.limits(number, TestFrame.ALICE, 1, 1, limitsVersion);
            case SET_STATUS -> TestFrame.status(number, TestFrame.ALICE, 1, 1);
            case LOOK_UP_ACCOUNTS -> TestFrame.lookup(60, number, TestFrame.ALICE);
            case LOOK_UP_TRANSFERS -> TestFrame.lookup(61, number, object);
        };
    }

    /** Without accounts, ledger and code, which are the hold's. */
    private static TestFrame settlement(long number, UUID hold, int flag) {
        UUID none = new UUID(0, 0);
        return TestFrame.transfers(number, 1)
                .putId(ROW + 16, none)
                .putId(ROW + 32, none)
                .putId(ROW + 48, hold)
                .put64(ROW + 80, 0)
                .put32(ROW + 112, 0)
                .put16(ROW + 116, 0)
                .put16(ROW + 118, flag);
    }

    /** As the owner sees it. */
    private boolean hasHappened(Message message, UUID object) throws Exception {
        return switch (message) {
            case CREATE_ACCOUNTS -> {
                owners.send(TestFrame.lookup(60, 2, object).sealed());
                yield owners.answer().equals("accounts 2: [true]");
            }
            case CREATE_TRANSFERS, HOLD -> {
                owners.send(TestFrame.lookup(61, 2, object).sealed());
                yield owners.answer().equals("transfers 2: [CREATED]");
            }
            case POST_OF_ANOTHERS_HOLD, VOID_OF_ANOTHERS_HOLD -> {
                owners.send(settlement(2, object, VOID_FLAG).sealed());
                yield !owners.answer().equals("results 2: 1 events, []");
            }
            case SET_LIMITS -> {
                owners.send(TestFrame.limits(2, TestFrame.ALICE, 1, 1, limitsVersion + 1)
                        .sealed());
                boolean wasRaised = owners.answer().equals("results 2: 1 events, []");
                if (wasRaised) limitsVersion += 2;
                yield wasRaised;
            }
            case SET_STATUS -> {
                var fromAlice = TestFrame.transfers(2, 1)
                        .putId(ROW + 16, TestFrame.ALICE)
                        .putId(ROW + 32, TestFrame.BANK);
                owners.send(fromAlice.sealed());
                boolean isFrozen = owners.answer().equals("results 2: 1 events, [0 debit_account_frozen]");
                owners.send(TestFrame.status(3, TestFrame.ALICE, 0, 0).sealed());
                assertEquals("results 3: 1 events, []", owners.answer());
                yield isFrozen;
            }
            default -> throw new IllegalArgumentException("changes nothing: " + message);
        };
    }
}
