package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies of transfers, drawn and damaged: each is taken or refused as an oracle says that was written from the
 * document, and what is taken has the same fields. Every reader of every other body meets the same bytes and answers
 * with rows or a refusal, and with nothing else.
 *
 * <p>The long run: {@code mvn -pl gateway -am test -Dtest=JsonFuzzTest -Dflorin.fuzz.seconds=600
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class JsonFuzzTest {
    private static final int CASES = 30_000;
    private static final long SECONDS = Long.getLong("florin.fuzz.seconds", 0);
    private static final String ZERO = new UUID(0, 0).toString();
    private static final byte[] DAMAGE = "\"\\{}[]:,.-+eE0123456789abfnrtux \t\r\n\0\u007F\u0080\u00C3\u00A9\u00FF"
            .getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> NAMES = List.of(
            "id",
            "debit_account_id",
            "credit_account_id",
            "amount",
            "ledger",
            "code",
            "flags",
            "pending_id",
            "timeout",
            "timestamp",
            "user_data_128",
            "user_data_64",
            "user_data_32",
            "currency",
            "partial",
            "group",
            "colour",
            "Id");
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "-0",
            "-1",
            "00",
            "01",
            "1.0",
            "1e3",
            "65535",
            "65536",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551615",
            "\"18446744073709551615\"",
            "\"18446744073709551616\"",
            "\"7\"",
            "\"007\"",
            "\"+7\"",
            "\"\"",
            "\"max\"",
            "\"Max\"",
            "\"\\u0037\"",
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[\"linked\"]",
            "[\"pending\",\"linked\"]",
            "[\"linked\",\"linked\"]",
            "[\"void_pending_transfer\"]",
            "[\"group\",\"partial\",\"imported\"]",
            "[1]",
            "[[\"linked\"]]",
            "\"EUR\"",
            "\"JPY\"",
            "\"eur\"",
            "\"2026-11-20T18:04:11Z\"",
            "\"2026-11-20T18:04:11.123456789Z\"",
            "\"2026-02-30T18:04:11Z\"",
            "\"1969-12-31T23:59:59Z\"",
            "\"2026-11-20T18:04:11+01:00\"",
            "\"2300-01-01T00:00:00Z\"");

    private final BodyReader bodies = new BodyReader(LedgerNames.NONE);
    private int taken;
    private int refused;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_121})
    void everyBodyIsWhatTheDocumentMakesOfIt(long seed) {
        var random = new SplittableRandom(seed);
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < CASES || System.nanoTime() < endNs; i++) {
            byte[] body = damaged(drawn(random).getBytes(StandardCharsets.UTF_8), random);
            try {
                judge(body);
                everyReader(body);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "seed=" + seed + " case=" + i + " " + new String(body, StandardCharsets.ISO_8859_1) + " bytes="
                                + HexFormat.of().formatHex(body),
                        failed);
            }
        }
        assertTrue(taken > CASES / 10, () -> "taken=" + taken);
        assertTrue(refused > CASES / 10, () -> "refused=" + refused);
    }

    private void judge(byte[] body) {
        Map<String, String> expected;
        try {
            expected = TransferOracle.of(body);
        } catch (TransferOracle.UnsaidException unsaid) {
            return;
        } catch (TransferOracle.RefusedException wrong) {
            expected = Map.of();
        }
        boolean isTaken = reads(Route.CREATE_TRANSFER, body);
        assertEquals(!expected.isEmpty(), isTaken, expected::toString);
        if (isTaken) assertEquals(inWords(expected), row());
        if (isTaken) taken++;
        else refused++;
    }

    private boolean reads(Route route, byte[] body) {
        try {
            bodies.readOne(bodies.events(route), body, body.length);
            return true;
        } catch (RequestFault fault) {
            assertTrue(
                    List.of("request_invalid", "currency_unknown")
                            .contains(fault.problem().code()),
                    fault::detail);
            assertTrue(fault.detail().contains(" "), fault::detail);
            return false;
        }
    }

    private static Map<String, String> inWords(Map<String, String> expected) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String id : List.of("id", "debit_account_id", "credit_account_id", "pending_id", "user_data_128")) {
            words.put(id, TransferOracle.orElse(expected, id, ZERO));
        }
        for (String number :
                List.of("amount", "user_data_64", "timestamp", "user_data_32", "timeout", "ledger", "code")) {
            words.put(number, TransferOracle.orElse(expected, number, "0"));
        }
        words.put("flags", TransferOracle.orElse(expected, "flags", "[]"));
        return words;
    }

    private Map<String, String> row() {
        var row = new TransferRowDecoder().wrap(bodies.rows(), 0);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("id", id(row.id()));
        words.put("debit_account_id", id(row.debitAccountId()));
        words.put("credit_account_id", id(row.creditAccountId()));
        words.put("pending_id", id(row.pendingId()));
        words.put("user_data_128", id(row.userData128()));
        words.put("amount", Long.toString(row.amount()));
        words.put("user_data_64", Long.toUnsignedString(row.userData64()));
        words.put("timestamp", Long.toString(row.timestamp()));
        words.put("user_data_32", Long.toString(row.userData32()));
        words.put("timeout", Long.toString(row.timeout()));
        words.put("ledger", Long.toString(row.ledger()));
        words.put("code", Integer.toString(row.code()));
        Set<String> flags = new HashSet<>();
        for (int bit = 0; bit < TransferOracle.FLAGS.size(); bit++) {
            if ((row.flags() & 1 << bit) != 0) flags.add(TransferOracle.FLAGS.get(bit));
        }
        words.put("flags", TransferOracle.words(flags));
        return words;
    }

    private static String id(IdDecoder id) {
        return new UUID(id.high(), id.low()).toString();
    }

    /** What no oracle judges must at least be rows or a refusal. */
    private void everyReader(byte[] body) {
        for (Route route : List.of(Route.CREATE_ACCOUNT, Route.CREATE_HOLD, Route.POST_HOLD, Route.VOID_HOLD)) {
            if (route.settlesHold()) bodies.events(route).about(1, 2);
            reads(route, body);
        }
        for (Route route : List.of(Route.ACCOUNT_LIMITS, Route.ACCOUNT_STATUS, Route.GRANT, Route.CAPACITIES)) {
            try {
                var reader = bodies.control(route, 1);
                if (route.isNamed()) reader.about(1, 2);
                bodies.readOne(reader, body, body.length);
            } catch (RequestFault fault) {
                assertTrue(fault.detail().contains(" "), fault::detail);
            }
        }
        byte[] array = new byte[body.length + 2];
        array[0] = '[';
        System.arraycopy(body, 0, array, 1, body.length);
        array[body.length + 1] = ']';
        try {
            bodies.readArray(bodies.events(Route.CREATE_TRANSFERS), array, array.length);
        } catch (RequestFault fault) {
            assertTrue(fault.detail().contains(" "), fault::detail);
        }
    }

    private static String drawn(SplittableRandom random) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (random.nextInt(8) != 0) fields.put("amount", Long.toString(random.nextLong() >>> random.nextInt(1, 64)));
        for (int i = random.nextInt(7); i > 0; i--) {
            String name = NAMES.get(random.nextInt(random.nextInt(4) == 0 ? NAMES.size() : 13));
            fields.put(name, random.nextInt(4) == 0 ? VALUES.get(random.nextInt(VALUES.size())) : good(name, random));
        }
        List<String> texts = new ArrayList<>();
        fields.forEach((name, value) -> texts.add(blank(random) + '"' + name + '"' + blank(random) + ":" + value));
        if (random.nextInt(40) == 0 && !texts.isEmpty()) texts.add(texts.getFirst());
        return blank(random) + "{" + String.join(",", texts) + blank(random) + "}" + blank(random);
    }

    private static String good(String name, SplittableRandom random) {
        return switch (name) {
            case "flags" -> "[\"" + List.of("linked", "pending", "imported").get(random.nextInt(3)) + "\"]";
            case "timestamp" -> "\"2026-11-20T18:04:" + random.nextInt(10, 60) + "." + random.nextInt(1_000) + "Z\"";
            case "user_data_64" -> '"' + Long.toUnsignedString(random.nextLong()) + '"';
            case "code" -> Integer.toString(random.nextInt(65_536));
            case "amount", "ledger", "timeout", "user_data_32" -> Integer.toUnsignedString(random.nextInt());
            default -> '"' + new UUID(random.nextLong(), random.nextLong()).toString() + '"';
        };
    }

    private static String blank(SplittableRandom random) {
        return random.nextInt(8) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    /** A third of the bodies with one to three bytes changed, put in, or left out, or cut. */
    private static byte[] damaged(byte[] body, SplittableRandom random) {
        byte[] damaged = body;
        if (random.nextInt(3) != 0) return damaged;
        for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            byte[] head = Arrays.copyOf(damaged, at);
            byte[] tail = Arrays.copyOfRange(damaged, random.nextBoolean() ? at : at + 1, damaged.length);
            byte[] middle = {DAMAGE[random.nextInt(DAMAGE.length)]};
            damaged = RequestDraw.joined(head, random.nextInt(4) == 0 ? new byte[0] : middle, tail);
            if (random.nextInt(24) == 0) damaged = head;
        }
        return damaged;
    }
}
