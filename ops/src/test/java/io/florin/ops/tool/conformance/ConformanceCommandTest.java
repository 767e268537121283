package io.florin.ops.tool.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ops.NodeProcess;
import io.florin.ops.NodeReady;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import io.florin.protocol.Frames;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The kit finds nothing at a real node, and finds each way in which a server was made wrong. */
class ConformanceCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHECKS_MIN = 85;
    private static final int EXISTS = 46;
    private static final int EXCEEDS_CREDITS =
            ProblemCatalogue.instance().byCode("exceeds_credits").transferStatus();
    private static final int STATUS = Frames.BLOCK_OFFSET + 72 + 12;

    @TempDir
    static Path folder;

    private static NodeProcess node;

    private final StringWriter err = new StringWriter();
    private int exitCode;

    @BeforeAll
    static void start() throws Exception {
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB", "profile=small"),
                List.of());
        node = NodeProcess.of(options).init(List.of(), PATIENCE).start().awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aRealNodePassesEveryCheck() {
        String said = run("--target " + text(node.ready().binary()) + " --http "
                + text(node.ready().http()));
        assertEquals(ExitCode.OK, exitCode, said);
        assertFalse(said.contains(Check.FAIL), said);
        long checks = said.lines().filter(line -> line.startsWith(Check.OK)).count();
        assertTrue(checks >= CHECKS_MIN, said);
        assertTrue(said.strip().endsWith(checks + " ok, 0 failed"), said);
    }

    @Test
    void aWrongChecksumIsSeen() throws Exception {
        try (var wrong = WrongServer.ofBytes(node.ready().binary(), ConformanceCommandTest::flipLastByte)) {
            String said = run("--target " + wrong.address());
            assertEquals(ExitCode.FAILED, exitCode, said);
            assertTrue(said.contains("expected: a frame whose checksum is right"), said);
            assertTrue(said.contains("came:     another checksum"), said);
        }
    }

    private static void flipLastByte(UnsafeBuffer frame) {
        int last = frame.capacity() - 1;
        frame.putByte(last, (byte) (frame.getByte(last) ^ 1));
    }

    @Test
    void anotherReasonIsSeen() throws Exception {
        try (var wrong = WrongServer.ofFrames(node.ready().binary(), frame -> {
            if (template(frame) != BusinessRejectDecoder.TEMPLATE_ID) return;
            int reason = Frames.BLOCK_OFFSET + BusinessRejectDecoder.reasonEncodingOffset();
            frame.putShort(reason, (short) 1);
        })) {
            String said = run("--target " + wrong.address());
            assertEquals(ExitCode.FAILED, exitCode, said);
            assertTrue(said.contains("FAIL  binary  no rows: refused, not executed"), said);
            assertTrue(said.contains("expected: BusinessReject 2 MESSAGE_INVALID"), said);
            assertTrue(said.contains("ok    binary  golden create_accounts"), said);
        }
    }

    /** A server that says another result than the rules of money have. */
    @Test
    void anotherResultIsSeen() throws Exception {
        try (var wrong = WrongServer.ofFrames(node.ready().binary(), frame -> {
            boolean hasRow = template(frame) == ResultsDecoder.TEMPLATE_ID && frame.capacity() > STATUS;
            if (hasRow && frame.getInt(STATUS) == EXISTS) frame.putInt(STATUS, EXCEEDS_CREDITS);
        })) {
            String said = run("--target " + wrong.address());
            assertEquals(ExitCode.FAILED, exitCode, said);
            assertTrue(said.contains("FAIL  binary  a transfer moves money once"), said);
            assertTrue(said.contains("expected: exists"), said);
        }
    }

    @Test
    void anotherStatusOverHttpIsSeen() throws Exception {
        try (var wrong =
                WrongServer.ofText(node.ready().http(), text -> text.replace("HTTP/1.1 411 ", "HTTP/1.1 400 "))) {
            String said = run("--http " + wrong.address() + " -o json");
            assertEquals(ExitCode.FAILED, exitCode, said);
            assertTrue(
                    said.contains("{\"result\": \"FAIL\", \"surface\": \"http\", \"check\": \"no length\","
                            + " \"expected\": \"411 length_required\", \"came\": \"400 length_required\"}"),
                    said);
            assertTrue(said.contains("\"result\": \"ok\""), said);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidOnce() {
        for (String option : List.of("--target", "--http")) {
            assertEquals("", run(option + " 127.0.0.1:1"));
            assertEquals(ExitCode.NOT_READY, exitCode);
            assertTrue(err.toString().contains("nobody answers: " + option + "=127.0.0.1:1"), err::toString);
        }
        assertEquals("", run("--target 127.0.0.1:1 --http nowhere"));
    }

    @Test
    void whoNamesNoServerHearsHow() {
        run("");
        assertEquals(ExitCode.USAGE, exitCode);
        assertTrue(
                err.toString().contains("name a server: --target=HOST:PORT, --http=HOST:PORT or both"), err::toString);
    }

    private static int template(UnsafeBuffer frame) {
        return new MessageHeaderDecoder().wrap(frame, Frames.HEADER_LENGTH).templateId();
    }

    private static String text(InetSocketAddress address) {
        return NodeReady.text(address);
    }

    private String run(String options) {
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine commandLine = FlorinCommand.commandLine();
            commandLine.setErr(new PrintWriter(err, true));
            exitCode = commandLine.execute(("conformance " + options).strip().split(" +", -1));
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
