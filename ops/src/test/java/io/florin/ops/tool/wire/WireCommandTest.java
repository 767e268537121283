package io.florin.ops.tool.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captured frames in words. */
class WireCommandTest {
    private static final UUID SESSION = new UUID(0x019aa1f06c3e7a10L, 0x9d573b1e5c0f2a44L);
    private static final String KEY = "fl_live_7k2mq0c9_0123456789abcdefghjkmnpqrstvwxyz";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private String out = "";

    private int run(byte[] content, String... options) throws IOException {
        Path file = Files.write(folder.resolve("capture"), content);
        var captured = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            var arguments = new ArrayList<>(List.of("wire", "decode", file.toString()));
            arguments.addAll(List.of(options));
            return FlorinCommand.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
        } finally {
            System.setOut(before);
            out = captured.toString(StandardCharsets.UTF_8);
        }
    }

    private static byte[] join(byte[]... frames) {
        var joined = new ByteArrayOutputStream();
        for (byte[] frame : frames) joined.writeBytes(frame);
        return joined.toByteArray();
    }

    /** The same file that clients in other languages are tested with; each value of its text is in ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "negotiate",
                "negotiation_response",
                "negotiation_reject",
                "establish",
                "establish_again",
                "establishment_ack",
                "establishment_reject",
                "establishment_reject_not_primary",
                "sequence",
                "not_applied",
                "retransmit_request",
                "retransmission",
                "retransmit_reject",
                "terminate_finished",
                "credit",
                "create_accounts",
                "create_transfers",
                "lookup_accounts",
                "lookup_transfers",
                "results_all_created",
                "results_with_refusals",
                "accounts",
                "transfers",
                "busy",
                "terminate_schema_unsupported"
            })
    void everyGoldenFrameIsExplained(String name) throws IOException {
        String golden;
        try (InputStream in = SessionFrames.class.getResourceAsStream("golden/" + name + ".txt")) {
            golden = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(ExitCode.OK, run(golden.getBytes(StandardCharsets.UTF_8), "-o", "json"), err + out);
        String decoded = golden.substring(golden.indexOf('['));
        String message = decoded.substring(1, decoded.indexOf(']'));
        assertTrue(out.contains("\"field\": \"" + message + "\""), out);
        var values = Pattern.compile("(\\w+)=([0-9]+)").matcher(decoded.substring(decoded.indexOf("):")));
        int found = 0;
        while (values.find()) {
            if (List.of("high", "low").contains(values.group(1))) continue; // an id is one value
            String field = values.group(1) + "\", \"value\": \"" + values.group(2);
            assertTrue(out.contains(field), () -> "no " + field + " in " + out);
            found++;
        }
        assertTrue(found > 0, decoded);
    }

    @Test
    void fieldsHaveOffsetsAndUnits() throws IOException {
        byte[] establish = SessionFrames.establish(SESSION, 7, 0, 10_000, "");
        assertEquals(ExitCode.OK, run(join(establish, SessionFrames.credit(5)), "-o", "csv"));
        List<String> lines = out.lines().toList();
        assertEquals("frame,offset,field,value,meaning", lines.getFirst());
        assertTrue(lines.contains("1,0,Establish,72 bytes,template 4"), out);
        assertTrue(lines.contains("1,24,sessionId," + SESSION + ",\"128 bits: high, then low; as text a UUID\""), out);
        assertTrue(lines.contains("1,56,keepAlive,10000,\"ms, 1000 to 60000\""), out);
        assertTrue(lines.contains("2,96,credit,5,events that may be under way from now on"), out);
    }

    @Test
    void aKeyIsNotShown() throws IOException {
        assertEquals(ExitCode.OK, run(SessionFrames.negotiate(SESSION, 0, KEY)));
        assertTrue(out.contains("fl_live_7k2mq0c9…"), out);
        assertFalse(out.contains("0123456789abc"), out);
    }

    @Test
    void hexadecimalTextInAnyFormIsRead() throws IOException {
        byte[] frame = SessionFrames.sequence(4_711);
        String hex = HexFormat.of().formatHex(frame);
        for (String text : List.of(
                hex,
                hex.toUpperCase(Locale.ROOT) + "\n",
                "# from the test\n" + hex.substring(0, 32) + "\n" + hex.substring(32) + "\n",
                "00000000: " + HexFormat.ofDelimiter(" ").formatHex(frame, 0, 16) + "  ....FL..\n00000010: "
                        + HexFormat.ofDelimiter(" ").formatHex(frame, 16, 32) + "  ....\n")) {
            assertEquals(ExitCode.OK, run(text.getBytes(StandardCharsets.US_ASCII)), text);
            assertTrue(out.contains("4711"), out);
        }
        assertEquals(ExitCode.USAGE, run("hello".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(err.toString().contains(":1  must be pairs of hexadecimal digits: hello"), err.toString());
        assertEquals(ExitCode.USAGE, run(new byte[0]));
        assertTrue(err.toString().contains("holds no frame: "), err.toString());
    }

    /** A bad frame does not hide those behind it, as long as its length can be believed. */
    @Test
    void aBadFrameIsNamedWithItsOffsetAndWhatWouldBeRight() throws IOException {
        byte[] good = SessionFrames.sequence(4_711);
        assertEquals("32,bad frame,\"the CRC-32C of bytes 8 to the end is ", bad(good, changed(good, 24, 1), good));
        assertTrue(out.contains("3,64,Sequence,32 bytes,template 7"), out);
        assertEquals("32,bad frame,\"has 'FL' at byte 8, not 4e4c\",", bad(good, changed(good, 8, 8), good));
        assertEquals("32,bad frame,\"frame version 3 is not spoken here, only 1\",", bad(good, changed(good, 10, 2)));
        assertEquals(
                "32,bad frame,flags and the reserved bytes of a frame header are 0,", bad(good, changed(good, 11, 1)));
        assertEquals("32,bad frame,schema id 3 is not 1,", bad(good, sealed(changed(good, 20, 2))));
        assertEquals(
                "32,bad frame,\"schema version 4 is not spoken here, only 0\",",
                bad(good, sealed(changed(good, 22, 4))));
        assertEquals("32,bad frame,no message has template 15,", bad(good, sealed(changed(good, 18, 8))));
        assertEquals(
                "32,bad frame,\"the root block of Sequence has 8 bytes, not 9\",",
                bad(good, sealed(changed(good, 16, 1))));
        assertEquals(
                "0,bad frame,\"its length is a multiple of 8 from 24 to 1048576, not 33:"
                        + " nothing behind it can be read\",",
                bad(changed(good, 0, 1)));
        assertEquals(
                "32,bad frame,ends after 31 of 32 bytes: nothing behind it can be read,",
                bad(good, Arrays.copyOf(good, 31)));
        byte[] terminate = SessionFrames.terminate(Reason.FINISHED, "done", 0);
        assertEquals("0,bad frame,\"text has at most 512 bytes, not 65540\",", bad(sealed(changed(terminate, 34, 1))));
        assertEquals(
                "0,bad frame,\"rows and texts take 48 bytes, the frame has 40\",",
                bad(sealed(changed(terminate, 32, 8))));
    }

    /** The first line about a bad frame, without its number. */
    private String bad(byte[]... frames) throws IOException {
        assertEquals(ExitCode.DAMAGED, run(join(frames), "-o", "csv"));
        String line = out.lines()
                .filter(each -> each.contains("bad frame"))
                .findFirst()
                .orElseThrow();
        String text = line.substring(line.indexOf(',') + 1);
        return text.contains("CRC") ? text.substring(0, text.indexOf(" is ") + 4) : text;
    }

    private static byte[] changed(byte[] frame, int at, int bits) {
        byte[] copy = frame.clone();
        copy[at] ^= (byte) bits;
        return copy;
    }

    private static byte[] sealed(byte[] frame) {
        int crc = new Crc32c().of(frame, 8, frame.length - 8);
        FrameEncoder.seal(new UnsafeBuffer(frame), 0, crc);
        return frame;
    }
}
