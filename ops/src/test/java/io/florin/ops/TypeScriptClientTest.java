package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Right;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.SignatureRule;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.replay.Recovery;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of the TypeScript client, against nodes of this build, one open and one whose keys must sign; skipped where
 * npm or its packages are missing.
 */
@Tag("faults")
final class TypeScriptClientTest {
    private static final Path CLIENT = Path.of("..", "gateway", "typescript");

    private static final long SHOP = 17;

    @TempDir
    Path folder = Path.of("");

    private final ApiKeyText hmac = ApiKeyText.random();
    private final ApiKeyText ed25519 = ApiKeyText.random();

    @Test
    void itsTestsPass() throws Exception {
        assumeTrue(isOnPath("npm"), "needs npm, which is not there");
        assumeTrue(Files.exists(CLIENT.resolve("node_modules")), "needs npm ci in gateway/typescript, as .ci/run does");
        try (Node open = start("open", List.of());
                Node keyed =
                        start("keyed", List.of("gateway.keys-file=" + keysFile(), "gateway.rate-per-key=1000000"))) {
            grantEverything(keyed);
            var npm = new ProcessBuilder("npm", "test").directory(CLIENT.toFile());
            npm.environment()
                    .put("FLORIN_URL", "http://" + NodeReady.text(open.ready().http()));
            npm.environment()
                    .put(
                            "FLORIN_KEYED_URL",
                            "http://" + NodeReady.text(keyed.ready().http()));
            npm.environment().put("FLORIN_HMAC_KEY", hmac.text());
            npm.environment().put("FLORIN_ED25519_KEY", ed25519.text());
            Process process = npm.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            assertEquals(
                    List.of("# fail 0", "# skipped 0"),
                    output.lines()
                            .filter(line -> line.startsWith("# fail") || line.startsWith("# skipped"))
                            .toList(),
                    output);
        }
    }

    private Node start(String name, List<String> more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "data=" + folder.resolve(name),
                "profile=small",
                "journal.filesystem=accept",
                "journal.kind=plain",
                "journal.segment=16 MiB",
                "gateway.binary.bind=127.0.0.1:0",
                "gateway.http.bind=127.0.0.1:0",
                "gateway.admin.bind=127.0.0.1:0"));
        settings.addAll(more);
        NodeConfig config = NodeConfig.of(Settings.load(null, settings));
        Node.init(config, Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), Ids.next(), words -> {});
        return Node.start(config, Recovery.Progress.NONE, words -> {});
    }

    private Path keysFile() throws IOException {
        Path file = folder.resolve("keys");
        Files.write(file, List.of(line(hmac, Algorithm.HMAC_SHA256), line(ed25519, Algorithm.ED25519)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String line(ApiKeyText text, Algorithm algorithm) {
        String sha256 = HexFormat.of().formatHex(text.sha256());
        return new ApiKey(text.id(), sha256, SHOP, List.of(), Optional.empty())
                .withSignature(SignatureRule.of(text, algorithm, true))
                .line();
    }

    private static void grantEverything(Node node) {
        InetSocketAddress admin = node.ready().admin();
        try (var operator = FlorinAdminClient.connect(ClientConfig.of(admin.getHostString(), admin.getPort()))) {
            assertTrue(operator.grant(Ids.next(), SHOP, FlorinAdminClient.ALL_LEDGERS, EnumSet.allOf(Right.class))
                    .join()
                    .isApplied());
        }
    }

    private static boolean isOnPath(String program) throws IOException {
        for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }
}
