package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.protocol.SessionFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bad message in a good frame is refused with its number and a sentence, not executed, and the connection goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageFaultTest {
    private static final String UNSUPPORTED = "UNSUPPORTED, no request has this template here";
    private static final String INTERNAL = "UNSUPPORTED, commands of the operator are taken on the admin port only";
    private static final String LENGTH = "MESSAGE_INVALID, the frame is as long as its rows say";
    private static final String BLOCK_LENGTH = "MESSAGE_INVALID, the root block of a request has 44 bytes";
    private static final String ROW_LENGTH = "MESSAGE_INVALID, a row has the length that the schema gives it";
    private static final String NO_EVENTS = "MESSAGE_INVALID, a request has 1 to 8190 events";
    private static final String TOO_MANY = "BATCH_TOO_LARGE, a request has 1 to 8190 events";
    private static final String OPTIONS = "MESSAGE_INVALID, of the options only bit 0 has a meaning";
    private static final String NOT_ZERO = "MESSAGE_INVALID, reserved fields are 0";
    private static final String LOOKUP = "MESSAGE_INVALID, a lookup has no request key, body hash or deadline";
    private static final String DURABILITY = "MESSAGE_INVALID, there is no such durability";
    private static final String NOT_AFTER = "MESSAGE_INVALID, notAfter is 0 or a time after the epoch";
    private static final String OUT_OF_REACH =
            "DURABILITY_UNAVAILABLE, this node does not reach the durability asked for";
    private static final int TEMPLATES = 65_536;
    private static final int INTERNAL_FROM = 200;
    private static final Set<Integer> SPOKEN = Set.of(20, 21, 22, 23, 60, 61);

    private TestNode node;
    private WireSocket socket;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        socket = WireSocket.open(node);
        socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", socket.answer());
    }

    @AfterAll
    void close() throws Exception {
        socket.close();
        node.close();
    }

    record Bad(String name, TestFrame frame, String refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> shapes() {
        List<Bad> table = new ArrayList<>();
        for (int length = 32; length < TestFrame.ROWS; length += 8) {
            table.add(new Bad("length " + length, transfers().ofLength(length), LENGTH));
        }
        table.add(new Bad("no row behind the group", transfers().ofLength(TestFrame.ROWS), LENGTH));
        table.add(new Bad("last row short", transfers().ofLength(192), LENGTH));
        table.add(new Bad("more than the row", transfers().ofLength(208), LENGTH));
        table.add(new Bad("two rows, says one", two().put16(TestFrame.GROUP_ROWS, 1), LENGTH));
        table.add(new Bad("one row, says two", transfers().put16(TestFrame.GROUP_ROWS, 2), LENGTH));
        table.add(new Bad("zero rows", TestFrame.transfers(7, 0), NO_EVENTS));
        table.add(new Bad("one row, says none", transfers().put16(TestFrame.GROUP_ROWS, 0), NO_EVENTS));
        table.add(new Bad("8,191 transfers", TestFrame.transfers(7, 8_191), TOO_MANY));
        table.add(new Bad("no accounts", TestFrame.request(20, 7, TestFrame.ROW_LENGTH, 0), NO_EVENTS));
        table.add(new Bad("8,191 accounts", TestFrame.request(20, 7, TestFrame.ROW_LENGTH, 8_191), TOO_MANY));
        table.add(new Bad("no accounts to look up", TestFrame.request(60, 7, 16, 0), NO_EVENTS));
        table.add(new Bad("no transfers to look up", TestFrame.request(61, 7, 16, 0), NO_EVENTS));
        table.add(new Bad("no limits", TestFrame.request(22, 7, TestFrame.LIMITS_LENGTH, 0), NO_EVENTS));
        table.add(new Bad("no status", TestFrame.request(23, 7, TestFrame.STATUS_LENGTH, 0), NO_EVENTS));
        table.add(new Bad("8,191 limits", TestFrame.request(22, 7, TestFrame.LIMITS_LENGTH, 8_191), TOO_MANY));
        table.add(new Bad("8,191 status", TestFrame.request(23, 7, TestFrame.STATUS_LENGTH, 8_191), TOO_MANY));
        table.add(new Bad("8,191 lookups", TestFrame.request(60, 7, 16, 8_191), TOO_MANY));
        table.add(new Bad("one row, says 65,535", transfers().put16(TestFrame.GROUP_ROWS, 65_535), TOO_MANY));
        for (int length : new int[] {0, 40, 43, 45, 48, 65_535}) {
            table.add(new Bad("block length " + length, transfers().put16(16, length), BLOCK_LENGTH));
        }
        for (int length : new int[] {0, 16, 127, 129, 65_535}) {
            String name = "row length " + length;
            table.add(new Bad(name, transfers().put16(TestFrame.GROUP_ROW_LENGTH, length), ROW_LENGTH));
        }
        table.add(new Bad("limits in rows of a status", TestFrame.request(22, 7, 32, 1), ROW_LENGTH));
        table.add(new Bad("status in rows of limits", TestFrame.request(23, 7, 48, 1), ROW_LENGTH));
        table.add(new Bad("a lookup of rows", lookup().put16(TestFrame.GROUP_ROW_LENGTH, 128), ROW_LENGTH));
        return table;
    }

    static List<Bad> fields() {
        List<Bad> table = new ArrayList<>();
        for (int option = 2; option <= 128; option *= 2) {
            table.add(new Bad("options " + option, transfers().put8(65, option), OPTIONS));
        }
        table.add(new Bad("zero at 66", transfers().put8(66, 1), NOT_ZERO));
        table.add(new Bad("zero at 67", transfers().put8(67, 0x80), NOT_ZERO));
        table.add(new Bad("durability 5", transfers().put8(64, 5), DURABILITY));
        table.add(new Bad("durability 127", transfers().put8(64, 127), DURABILITY));
        table.add(new Bad("durability null", transfers().put8(64, 255), DURABILITY));
        table.add(new Bad("durability standby", transfers().put8(64, 3), OUT_OF_REACH));
        table.add(new Bad("durability both", transfers().put8(64, 4), OUT_OF_REACH));
        table.add(new Bad("not after -1", transfers().put64(56, -1), NOT_AFTER));
        table.add(new Bad("not after min", transfers().put64(56, Long.MIN_VALUE), NOT_AFTER));
        for (int i = 120; i < 128; i++) {
            table.add(new Bad("transfer byte " + i, transfers().put8(TestFrame.ROWS + i, 1), NOT_ZERO));
            table.add(new Bad("second transfer byte " + i, two().put8(TestFrame.ROWS + 128 + i, 0x80), NOT_ZERO));
        }
        for (int i = 116; i < 128; i++) {
            var account = TestFrame.accounts(7, new UUID(3, i));
            table.add(new Bad("account byte " + i, account.put8(TestFrame.ROWS + i, 0x80), NOT_ZERO));
        }
        for (int i = 36; i < 48; i++) {
            var limits = TestFrame.limits(7, TestFrame.BANK, 0, 0, 0).put8(TestFrame.ROWS + i, 0x80);
            table.add(new Bad("limits byte " + i, limits, NOT_ZERO));
        }
        for (int i = 20; i < 32; i++) {
            var status = TestFrame.status(7, TestFrame.BANK, 0, 0).put8(TestFrame.ROWS + i, 1);
            table.add(new Bad("status byte " + i, status, NOT_ZERO));
        }
        for (int i = 32; i < 56; i++) table.add(new Bad("lookup byte " + i, lookup().put8(i, 0x80), LOOKUP));
        table.add(new Bad("lookup, not after", lookup().put64(56, 1), LOOKUP));
        return table;
    }

    private static TestFrame transfers() {
        return TestFrame.transfers(7, 1);
    }

    private static TestFrame two() {
        return TestFrame.transfers(7, 2);
    }

    private static TestFrame lookup() {
        return TestFrame.lookup(60, 7, TestFrame.BANK);
    }

    @ParameterizedTest
    @MethodSource({"shapes", "fields"})
    void aBadMessageIsRefusedAndTheConnectionGoesOn(Bad bad) throws Exception {
        long before = node.counters().value(FlorinCounter.REFUSED_INVALID);
        socket.send(bad.frame().sealed());
        assertEquals("reject 7: " + bad.refusal(), socket.answer());
        socket.send(TestFrame.transfers(8, 1).sealed());
        assertEquals("results 8: 1 events, []", socket.answer());
        assertEquals(before + 1, node.counters().value(FlorinCounter.REFUSED_INVALID));
        assertEquals(0, node.counters().value(FlorinCounter.FRAMES_INVALID));
    }

    /**
     * Answers of the node, commands of the journal from 200: whatever the template, it is no request.
     */
    @Test
    void everyTemplateThatIsNoRequestIsUnsupported() throws Exception {
        for (int templateId = SessionFrames.APPLICATION_FROM; templateId < TEMPLATES; templateId++) {
            if (SPOKEN.contains(templateId)) continue;
            if (templateId > 300 && templateId % 997 != 0) continue;
            socket.send(TestFrame.transfers(7, 1).put16(18, templateId).sealed());
            String refusal = templateId < INTERNAL_FROM ? UNSUPPORTED : INTERNAL;
            assertEquals("reject 7: " + refusal, socket.answer(), "template " + templateId);
        }
        socket.send(TestFrame.transfers(7, 1).put16(18, 65_535).sealed());
        assertEquals("reject 7: " + INTERNAL, socket.answer());
    }

    @Test
    void aFrameTooShortForANumberIsRefusedWithNumberZero() throws Exception {
        socket.send(TestFrame.empty(21, 24).sealed());
        assertEquals("reject 0: " + LENGTH, socket.answer());
        socket.send(TestFrame.empty(99, 24).sealed());
        assertEquals("reject 0: " + UNSUPPORTED, socket.answer());
    }

    @Test
    void aRefusalMayOvertakeAnAnswer() throws Exception {
        node.hold();
        socket.send(TestFrame.transfers(5, 1).sealed());
        socket.send(TestFrame.transfers(6, 0).sealed());
        assertEquals("reject 6: " + NO_EVENTS, socket.answer());
        node.answer();
        assertEquals("results 5: 1 events, []", socket.answer());
    }
}
