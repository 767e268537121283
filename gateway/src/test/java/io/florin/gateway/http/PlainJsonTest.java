package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.LedgerNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiFunction;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reading plainly and parsing the whole are two ways to one result: the same rows, or the same refusal. Bodies are
 * drawn, and then damaged.
 */
class PlainJsonTest {
    private static final int BODIES = 30_000;
    private static final byte[] DAMAGE = "\"\\{}[]:,.-+eE0123456789abfnrtux \t\r\n\0\u007F\u0080\u00C3\u00A9\u00FF"
            .getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> NAMES = List.of(
            "id", "debit_account_id", "credit_account_id", "amount", "ledger", "code", "user_data_32", "cod", "Amount");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "00",
            "-0",
            "1.0",
            "1e3",
            "65535",
            "65536",
            "4294967295",
            "4294967296",
            "999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "\"7\"",
            "\"max\"",
            "null",
            "");

    private final BodyReader plain = new BodyReader(LedgerNames.NONE);
    private final BodyReader whole = new BodyReader(LedgerNames.NONE);

    @Test
    void whatProgramsWriteIsReadPlainly() {
        var json = new PlainJson();
        var reader = plain.events(Route.CREATE_TRANSFER);
        var random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] body = bytes(good(random));
            boolean isPlain = reader.readPlainly(json.over(body, body.length), plain.rows(), 0);
            assertTrue(isPlain && json.isAtEnd(), () -> text(body));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_121})
    void bothWaysComeToOneResult(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < BODIES; i++) {
            byte[] body = damaged(bytes(random.nextInt(3) == 0 ? odd(random) : good(random)), random);
            same("object, seed " + seed, body, this::one, this::parsedOne);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bothWaysComeToOneResultForManyEvents(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < BODIES / 10; i++) {
            List<String> events = new ArrayList<>();
            for (int event = random.nextInt(4); event >= 0; event--) {
                events.add(random.nextInt(20) == 0 ? odd(random) : good(random));
            }
            byte[] array = damaged(bytes("[" + String.join(random.nextBoolean() ? "," : " , ", events) + "]"), random);
            byte[] line = damaged(bytes(events.getFirst()), random);
            same("array, seed " + seed, array, this::array, this::parsedArray);
            same("line, seed " + seed, line, this::line, this::parsedLine);
        }
    }

    private static void same(
            String what,
            byte[] body,
            BiFunction<byte[], Integer, String> plainly,
            BiFunction<byte[], Integer, String> wholly) {
        byte[] padded = Arrays.copyOf(body, body.length + 3); // what lies behind the body belongs to another one
        padded[body.length] = '}';
        String expected = result(wholly, padded, body.length);
        assertEquals(expected, result(plainly, padded, body.length), () -> what + ": " + text(body));
    }

    private static String result(BiFunction<byte[], Integer, String> way, byte[] body, int length) {
        try {
            return way.apply(body, length);
        } catch (RequestFault fault) {
            return fault.problem().code() + " | " + fault.param() + " | " + fault.detail() + " | " + fault.isClosing();
        }
    }

    private String one(byte[] body, int length) {
        plain.readOne(plain.events(Route.CREATE_TRANSFER), body, length);
        return rows(plain, 1);
    }

    private String parsedOne(byte[] body, int length) {
        whole.parseOne(whole.events(Route.CREATE_TRANSFER), body, length);
        return rows(whole, 1);
    }

    private String array(byte[] body, int length) {
        return rows(plain, plain.readArray(plain.events(Route.CREATE_TRANSFER), body, length));
    }

    private String parsedArray(byte[] body, int length) {
        return rows(whole, whole.parseArray(whole.events(Route.CREATE_TRANSFER), body, length));
    }

    private String line(byte[] body, int length) {
        return line(plain, body, length, true);
    }

    private String parsedLine(byte[] body, int length) {
        return line(whole, body, length, false);
    }

    /** As the third event of a batch, which stands on the fifth line. */
    private static String line(BodyReader bodies, byte[] body, int length, boolean isPlainTried) {
        EventReader reader = bodies.events(Route.CREATE_TRANSFER);
        var rows = new ExpandableArrayBuffer();
        if (isPlainTried) {
            if (!bodies.readLine(reader, body, length, rows, 2, 5)) return "nothing";
        } else {
            if (new PlainJson().over(body, length).isAtEnd()) return "nothing";
            bodies.parseLine(reader, body, length, new BodyReader.Place(rows, 2, 5));
        }
        byte[] row = new byte[reader.rowLength()];
        rows.getBytes(2 * row.length, row);
        return HexFormat.of().formatHex(row);
    }

    private static String rows(BodyReader bodies, int events) {
        EventReader reader = bodies.events(Route.CREATE_TRANSFER);
        byte[] rows = new byte[events * reader.rowLength()];
        bodies.rows().getBytes(0, rows);
        return reader.hasId() + " " + (reader.hasId() ? reader.idHigh() + " " + reader.idLow() : "") + " "
                + HexFormat.of().formatHex(rows);
    }

    /** The usual fields in any order, with blanks here and there. */
    private static String good(SplittableRandom random) {
        List<String> fields = new ArrayList<>(List.of(
                field("id", '"' + id(random) + '"', random),
                field("debit_account_id", '"' + id(random) + '"', random),
                field("credit_account_id", '"' + id(random) + '"', random),
                field("amount", Long.toString(random.nextLong(1_000_000_000_000_000_000L)), random),
                field("ledger", Integer.toUnsignedString(random.nextInt()), random),
                field("code", Integer.toString(random.nextInt(65_536)), random)));
        for (int i = fields.size() - 1; i > 0; i--) {
            fields.set(i, fields.set(random.nextInt(i + 1), fields.get(i)));
        }
        return blank(random) + "{" + String.join(",", fields) + "}" + blank(random);
    }

    /** Any name with any value. */
    private static String odd(SplittableRandom random) {
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(7); i >= 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            boolean isId = random.nextInt(3) == 0;
            String value = isId ? '"' + id(random) + '"' : NUMBERS.get(random.nextInt(NUMBERS.size()));
            fields.add(field(name, value, random));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String field(String name, String value, SplittableRandom random) {
        return blank(random) + '"' + name + '"' + blank(random) + ':' + blank(random) + value + blank(random);
    }

    private static String id(SplittableRandom random) {
        if (random.nextInt(8) == 0) return "01ARZ3NDEKTSV4RRFFQ69G5F" + random.nextInt(10, 99);
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String blank(SplittableRandom random) {
        return random.nextInt(6) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    /** Half of the bodies with one to three bytes changed, put in, left out, or cut off. */
    private static byte[] damaged(byte[] body, SplittableRandom random) {
        byte[] damaged = body;
        for (int i = random.nextInt(6) - 2; i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            byte[] head = Arrays.copyOf(damaged, at);
            int kind = random.nextInt(8);
            byte[] tail = Arrays.copyOfRange(damaged, kind < 4 ? at : at + 1, damaged.length);
            String middle = kind < 7 ? String.valueOf((char) (DAMAGE[random.nextInt(DAMAGE.length)] & 0xFF)) : "";
            damaged = bytes(text(head) + middle + (random.nextInt(16) == 0 ? "" : text(tail)));
        }
        return damaged;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
