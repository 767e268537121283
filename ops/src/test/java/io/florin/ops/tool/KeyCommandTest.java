package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.session.ApiKeyText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A key's life in its file: made, listed, replaced, revoked. */
class KeyCommandTest {
    private static final Pattern KEY = Pattern.compile("\"key\": \"(fl_live_([a-z0-9]+)_[a-z0-9]+)\"");

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("keys");
    }

    @Test
    void theSecretIsShownOnceAndKeptNowhere() throws IOException {
        Matcher made = made(run("key create --principal 17 --addresses 10.0.0.0/8 --expires 2999-01-01T00:00:00Z"));
        String secret = made.group(1);
        assertTrue(ApiKeyText.parse(secret) != null, secret);
        String content = Files.readString(file);
        assertFalse(content.contains(secret.substring(secret.lastIndexOf('_') + 1)), content);
        assertTrue(content.contains("principal=17 addresses=10.0.0.0/8 expires=2999-01-01T00:00:00Z"), content);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String listed = run("key ls");
        assertEquals(
                "{\"id\": \"" + made.group(2)
                        + "\", \"kind\": \"key\", \"principal\": \"17\", \"addresses\": \"10.0.0.0/8\","
                        + " \"expires\": \"2999-01-01T00:00:00Z\", \"live\": true}",
                listed.strip());
    }

    @Test
    void aKeyIsReplacedByOneMoreAndThenOneLess() throws IOException {
        String first = made(run("key create --principal 17")).group(2);
        run("key create --principal 17");
        assertEquals(ExitCode.FAILED, exitCode("key create --principal 17"));
        assertTrue(err.toString().contains("has two live keys already"), err::toString);
        run("key create --principal 18");
        assertTrue(run("key revoke " + first).contains("\"keys_left\": 2"));
        run("key create --principal 17");
        assertEquals(ExitCode.FAILED, exitCode("key revoke " + first));
        assertTrue(err.toString().contains("no such key in " + file + ": id=" + first), err::toString);
    }

    @Test
    void commentsOfPeopleStay() throws IOException {
        Files.write(file, List.of("# the shop, until March"));
        String id = made(run("key create --principal 17")).group(2);
        run("key revoke " + id);
        assertEquals(List.of("# the shop, until March"), Files.readAllLines(file));
    }

    @Test
    void aFileThatIsWrongIsNotTouched() throws IOException {
        Files.write(file, List.of("key what"));
        assertEquals(ExitCode.USAGE, exitCode("key create --principal 17"));
        assertTrue(err.toString().contains(file + ":1  no key is named so: key what"), err::toString);
        assertEquals(List.of("key what"), Files.readAllLines(file));
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        file = folder.resolve("nowhere").resolve("keys");
        assertEquals(ExitCode.FAILED, exitCode("key create --principal 17"));
        assertTrue(
                err.toString().contains("cannot be written (") && err.toString().contains("--keys=" + file),
                err::toString);
    }

    private static Matcher made(String json) {
        Matcher made = KEY.matcher(json);
        assertTrue(made.find(), json);
        return made;
    }

    private String run(String line) {
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertEquals(ExitCode.OK, exitCode(line + " -o json"), err::toString);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private int exitCode(String line) {
        CommandLine commandLine = FlorinCommand.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute((line + " --keys " + file).split(" "));
    }
}
