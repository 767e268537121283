package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import io.florin.ops.NodeProcess;
import io.florin.ops.NodeReady;
import io.florin.ops.TrialCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line and a real node behind TLS: who trusts it is answered, who does not hears why. */
class TlsCommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ID = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void everyVerbSpeaksTlsAndNewCertificatesAreTakenFromTheirFiles() throws Exception {
        TrialCertificates trial = TrialCertificates.make(folder);
        TrialCertificates.Issued first = trial.issue("first");
        TrialCertificates.Issued second = trial.issue("second");
        Path data = folder.resolve("data");
        List<String> settings = new ArrayList<>(
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB", "profile=small"));
        settings.addAll(first.settings());
        var options = new NodeProcess.Options(data, folder.resolve("logs"), settings, List.of());
        try (var node = NodeProcess.of(options)) {
            node.init(List.of(), PATIENCE).start().awaitReady(PATIENCE);
            NodeReady ready = node.ready();
            String trust = " --tls-authority " + trial.authority();
            speak(ready, trust);

            Path counters = data.resolve("counters");
            long expires = CountersFile.value(counters, FlorinCounter.TLS_EXPIRES_S);
            long month = Duration.ofDays(30).toSeconds();
            assertTrue(expires > month - 3_600 && expires <= month, "expires in " + expires);
            assertEquals(1, CountersFile.value(counters, FlorinCounter.TLS_READ));

            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            await(counters, FlorinCounter.TLS_NOT_READ, 1);
            speak(ready, trust);
            Files.copy(second.keyFile(), first.keyFile(), StandardCopyOption.REPLACE_EXISTING);
            await(counters, FlorinCounter.TLS_READ, 2);
            speak(ready, trust);
            assertEquals(1, CountersFile.value(counters, FlorinCounter.TLS_NOT_READ), "said once");
            assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
            assertFalse(node.output().contains("PRIVATE"), node::outputOrReason);
        }
    }

    private void speak(NodeReady ready, String trust) {
        String binary = " --endpoint " + text(ready.binary());
        String admin = " --endpoint " + text(ready.admin());
        assertEquals(ExitCode.OK, run("status" + admin + trust), err::toString);
        assertEquals(ExitCode.OK, run("account create --ledger 978" + binary + trust), err::toString);
        assertEquals(ExitCode.OK, run("grant 17 --ledger 978 --right read" + admin + trust), err::toString);

        assertEquals(ExitCode.NOT_READY, run("outcome " + ID + binary + " --tls"));
        assertTrue(err.toString().contains("florin: no TLS with this node ("), err::toString);
        assertEquals(ExitCode.NOT_READY, run("status" + admin + " --tls"));
        assertTrue(err.toString().contains("florin: no TLS with this node ("), err::toString);
        assertEquals(ExitCode.NOT_READY, run("status" + admin), "plain text");
    }

    private static void await(Path counters, FlorinCounter counter, long value) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (CountersFile.value(counters, counter) < value && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(value, CountersFile.value(counters, counter), counter::label);
    }

    @Test
    void aCertificateIsEnteredListedAndRevoked() throws Exception {
        TrialCertificates trial = TrialCertificates.make(folder);
        Path certificate = trial.issue("shop").certificate();
        Path keys = folder.resolve("keys");
        String rest = " --keys " + keys + " -o json";
        assertEquals(ExitCode.OK, run("key create --principal 17 --certificate " + certificate + rest), err::toString);
        assertEquals(ExitCode.OK, run("key create --principal 18 --certificate-name dns:Shop.Example" + rest));
        String content = Files.readString(keys);
        assertTrue(content.contains(" san=dns:shop.example principal=18"), content);
        assertTrue(printed("key ls" + rest).contains("\"kind\": \"certificate\", \"principal\": \"17\""));

        assertEquals(ExitCode.USAGE, run("key create --principal 19 --certificate " + certificate + rest));
        assertTrue(err.toString().contains("two lines know the same certificate: "), err::toString);
        assertEquals(content, Files.readString(keys));
        String id = content.lines()
                .filter(line -> line.contains("principal=17"))
                .map(line -> line.split(" ", -1)[1])
                .findFirst()
                .orElseThrow();
        assertEquals(ExitCode.OK, run("key revoke " + id + rest));
        assertFalse(Files.readString(keys).contains("principal=17"));
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        Path absent = folder.resolve("absent");
        Path empty = Files.createFile(folder.resolve("empty"));
        mistake("status --tls-authority " + absent, "is not there: --tls-authority=" + absent);
        mistake("outcome " + ID + " --tls-authority " + empty, "holds no certificate in PEM form: --tls-authority=");
        mistake("status --tls-certificate " + empty, "needs --tls-key beside it: --tls-certificate=" + empty);
        mistake("status --tls-key " + empty, "needs --tls-certificate beside it: --tls-key=" + empty);
        String create = "key create --principal 17 --keys " + folder.resolve("keys");
        mistake(create + " --certificate " + empty, "holds no certificate in PEM form: --certificate=" + empty);
        mistake(
                create + " --certificate-name shop",
                "must be dns:, uri: or email: and a name: --certificate-name=shop");
        mistake(create + " --certificate a --certificate-name dns:b", "mutually exclusive");
    }

    private void mistake(String line, String sentence) {
        assertEquals(ExitCode.USAGE, run(line), line);
        assertTrue(err.toString().contains(sentence), err::toString);
    }

    private static String text(InetSocketAddress address) {
        return NodeReady.text(address);
    }

    private String printed(String line) {
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertEquals(ExitCode.OK, run(line), err::toString);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        err.getBuffer().setLength(0);
        CommandLine commandLine = FlorinCommand.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(line.split(" +"));
    }
}
