package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.GatewayConfig;
import io.florin.gateway.LedgerNames;
import io.florin.journal.DataDirectory;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalKind;
import io.florin.journal.RetentionConfig;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Profile;
import io.florin.snapshot.SnapshotConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write, what it becomes, and what he hears otherwise. */
final class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void defaultsArePinned() {
        NodeConfig config = NodeConfig.of(Settings.load(null, List.of("profile=latency")));
        assertEquals(
                new NodeConfig(
                        "node-a",
                        new DataDirectory.Place(Path.of("/var/lib/florin"), false),
                        new PipelineConfig(Profile.LATENCY, 0, 65_536, 5_000_000_000L),
                        new JournalConfig(JournalKind.CHRONICLE, 256L << 20),
                        new NodeConfig.Upkeep(
                                RetentionConfig.KEEPS_ALL,
                                new SnapshotConfig(true, 4L << 30, 21_600_000_000_000L, 2, 40),
                                Optional.empty(),
                                DayCloseConfig.NONE,
                                Optional.empty()),
                        GatewayConfig.onLoopback(9400, 9401, 9402),
                        List.of(),
                        LedgerNames.NONE),
                config);
    }

    /** Few cores: less of everything that runs beside the road. */
    @Test
    void defaultsOfTheProfileSmallArePinned() {
        NodeConfig config = NodeConfig.of(Settings.load(null, List.of("profile=small")));
        assertEquals(new PipelineConfig(Profile.SMALL, 0, 32_768, 5_000_000_000L), config.pipeline());
        assertEquals(new JournalConfig(JournalKind.CHRONICLE, 64L << 20), config.journal());
    }

    @Test
    void everySettingCanBeWrittenInTheFile() throws IOException {
        Path file = write("""
                florin {
                  node = node-b, data = /srv/ledger, profile = small
                  pipeline { threads = 2, ring.capacity = 16384, drain-timeout = 2 s }
                  journal { kind = plain, segment = 16 MiB, filesystem = accept, retain = 30 d, archive = /srv/archive }
                  snapshot { worker = off, every-bytes = 64 MiB, every = 60 s, keep = 3, cpu-percent = 25 }
                  checkpoint { key = /etc/florin.key, file = /mnt/worm/checkpoints, every = 5 s, records = 1000 }
                  day.close = "all 02:30 UTC, 978 17:00 Europe/Paris"
                  gateway { binary.bind = "127.0.0.1:1", http.bind = "127.0.0.1:2", admin.bind = "127.0.0.1:3"
                            refuse = "0192a1f0-6c3e-7a10-9d57-3b1e5c0f2a44, 0192A1F0-6C3E-7A10-9D57-3B1E5C0F2A45" }
                  ledgers { "978" { currency = EUR } }
                }
                """);
        assertEquals(
                new NodeConfig(
                        "node-b",
                        new DataDirectory.Place(Path.of("/srv/ledger"), true),
                        new PipelineConfig(Profile.SMALL, 2, 16_384, 2_000_000_000L),
                        new JournalConfig(JournalKind.PLAIN, 16L << 20),
                        new NodeConfig.Upkeep(
                                new RetentionConfig(2_592_000_000_000_000L, Optional.of(Path.of("/srv/archive"))),
                                new SnapshotConfig(false, 64L << 20, 60_000_000_000L, 3, 25),
                                Optional.of(new CheckpointConfig(
                                        Path.of("/etc/florin.key"),
                                        Path.of("/mnt/worm/checkpoints"),
                                        5_000_000_000L,
                                        1_000)),
                                new DayCloseConfig(List.of(
                                        new DayCloseConfig.Rule(0, LocalTime.of(2, 30), ZoneId.of("UTC")),
                                        new DayCloseConfig.Rule(978, LocalTime.of(17, 0), ZoneId.of("Europe/Paris")))),
                                Optional.empty()),
                        GatewayConfig.onLoopback(1, 2, 3),
                        List.of(
                                UUID.fromString("0192a1f0-6c3e-7a10-9d57-3b1e5c0f2a44"),
                                UUID.fromString("0192a1f0-6c3e-7a10-9d57-3b1e5c0f2a45")),
                        new LedgerNames(List.of(new LedgerNames.Entry(978, "EUR", 2, "EUR")))),
                NodeConfig.of(Settings.load(file, List.of())));
    }

    @Test
    void whatIsSetWinsOverTheFileAndTheLaterOverTheEarlier() throws IOException {
        Path file = write("florin.data = /from/file");
        assertEquals("/from/file", data(file, List.of()));
        assertEquals("/b", data(file, List.of("data=/a", "florin.data=/b")));
    }

    @Test
    void aValueMayComeFromTheEnvironment() throws IOException {
        Path file = write("florin.data = ${?PATH}");
        assertTrue(data(file, List.of()).contains("bin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            pipeline.ring.capacity | 60000     | must be a power of two from 16384 to 1048576
            pipeline.threads       | 3         | must be 1, 2 or 4, or 0 for what suits the profile
            pipeline.ring.capacity | many      | must be a whole number
            pipeline.drain-timeout | 5         | must carry a unit, such as 5 s
            pipeline.drain-timeout | soon      | must be a duration such as 5 s
            snapshot.keep          | 1         | must be 2 or more
            snapshot.worker        | maybe     | must be one of on, off
            projection.url         | postgres  | must be jdbc:postgresql://host:5432/database
            projection.tls         | maybe     | must be one of off, require, verify
            journal.retain         | never     | must be a duration such as 5 s
            journal.segment        | 268435456 | must carry a unit, such as 256 MiB
            journal.segment        | big       | must be a size such as 256 MiB
            journal.kind           | paper     | must be one of chronicle, plain
            profile                | fast      | must be one of auto, latency, small
            gateway.refuse         | 12,13     | must be UUIDs or ULIDs with commas between them, or none
            gateway.http.bind      | 9401      | must be host:port
            gateway.http.bind      | here:http | must be host:port
            pipeline.ring.capasity | 16384     | no setting has this name, the nearest is florin.pipeline.ring.capacity
            ledgers                | many      | must be an object such as { "978" { currency = EUR } }
            ledgers.978            | EUR       | must be an object such as { currency = EUR }
            ledgers.978.currency   | XEU       | must be an ISO 4217 code such as EUR
            ledgers.9001.name      | µ         | must be 1 to 64 visible ASCII characters
            journal                | plain     | no setting has this name, the nearest is florin.journal.kind
            """)
    void aMistakeIsOneSentenceThatSaysWhatWouldBeRight(String key, String value, String sentence) {
        assertEquals("--set  " + sentence + ": florin." + key + "=" + value, refusal(null, List.of(key + "=" + value)));
    }

    @Test
    void aNegativeDurationIsRefusedByWhoeverNeedsIt() {
        assertEquals(
                "--set  must not be negative: florin.pipeline.drain-timeout=-1000000000ns",
                refusal(null, List.of("pipeline.drain-timeout=-1 s")));
    }

    @Test
    void aKeyAloneSignsWithTheDefaults() {
        NodeConfig config = NodeConfig.of(Settings.load(null, List.of("data=/srv/a", "checkpoint.key=/etc/key")));
        assertEquals(
                Optional.of(new CheckpointConfig(
                        Path.of("/etc/key"), Path.of("/srv/a/checkpoints"), 60_000_000_000L, 100_000)),
                config.upkeep().checkpoint());
        assertEquals(
                "--set  must be 1 ms or more: florin.checkpoint.every=0ns",
                refusal(null, List.of("checkpoint.key=/etc/key", "checkpoint.every=0 s")));
        assertEquals(
                "--set  must be 1 or more: florin.checkpoint.records=0",
                refusal(null, List.of("checkpoint.key=/etc/key", "checkpoint.records=0")));
    }

    @Test
    void snapshotsAreNotTakenAllTheTime() {
        assertEquals(
                "--set  must be 1 s or more: florin.snapshot.every=1000000ns",
                refusal(null, List.of("snapshot.every=1 ms")));
        assertEquals(
                "--set  must be 1 MiB or more: florin.snapshot.every-bytes=1024",
                refusal(null, List.of("snapshot.every-bytes=1 KiB")));
        assertEquals(
                "--set  must be 5 to 200: florin.snapshot.cpu-percent=4",
                refusal(null, List.of("snapshot.cpu-percent=4")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "midnight",
                "all 00:00",
                "all 24:00 UTC",
                "all 0:00 UTC",
                "0 00:00 UTC",
                "4294967296 00:00 UTC",
                "-1 00:00 UTC",
                "978 00:00 Europe/Atlantis",
                "978 00:00 UTC,",
                "978 00:00 UTC 979 00:00 UTC"
            })
    void whenDaysEndIsALedgerATimeAndAZone(String rules) {
        String refusal = refusal(null, List.of("day.close=" + rules));
        assertTrue(refusal.startsWith("--set  must be like all 00:00 UTC, or 978 17:00 Europe/Amsterdam"), refusal);
        assertTrue(refusal.endsWith(": florin.day.close=" + rules.strip()), refusal);
    }

    @Test
    void aLedgersDaysEndAtOneTime() {
        assertEquals(
                "--set  names a ledger twice: florin.day.close=978 00:00 UTC, 978 12:00 UTC",
                refusal(null, List.of("day.close=978 00:00 UTC, 978 12:00 UTC")));
    }

    @Test
    void aListOfRefusedIdsIsShort() {
        String ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(65).collect(Collectors.joining(","));
        assertEquals(
                "--set  must be at most 64 ids: florin.gateway.refuse=65 ids",
                refusal(null, List.of("gateway.refuse=" + ids)));
    }

    /** What allows it is named; what is set already is not asked for again, but all of it is. */
    @Test
    void aPortBeyondLoopbackNeedsTlsAndAuthentication() {
        String certificate = "florin.gateway.tls.certificate (TLS)";
        String authority = "florin.gateway.tls.client-authority (operators' certificates)";
        String keys = "florin.gateway.keys-file (who is known)";
        List<String> tls = List.of("gateway.tls.certificate=/a", "gateway.tls.key-file=/b");
        List<String> known = List.of("gateway.keys-file=/c");
        String http = "must be a loopback address, unless these are set: " + certificate + ", " + keys
                + ": florin.gateway.http.bind=0.0.0.0:9401";
        String admin = "must be a loopback address, unless these are set: " + certificate + ", " + authority + ", "
                + keys + ": florin.gateway.admin.bind=0.0.0.0:9402";
        assertEquals("--set  " + http, beyond("http", "9401", List.of(), List.of()));
        assertEquals("--set  " + http, beyond("http", "9401", tls, List.of()));
        assertEquals("--set  " + http, beyond("http", "9401", known, List.of()));
        assertEquals("", beyond("http", "9401", tls, known));
        String binary = http.replace("http.bind=0.0.0.0:9401", "binary.bind=0.0.0.0:9400");
        assertEquals("--set  " + binary, beyond("binary", "9400", tls, List.of()));
        assertEquals("", beyond("binary", "9400", tls, known));
        assertEquals("--set  " + admin, beyond("admin", "9402", List.of(), List.of()));
        assertEquals("--set  " + admin, beyond("admin", "9402", tls, known));
        List<String> mutual = List.of(tls.get(0), tls.get(1), "gateway.tls.client-authority=/d");
        assertEquals("", beyond("admin", "9402", mutual, known));
    }

    private static String beyond(String port, String number, List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(List.of("gateway." + port + ".bind=0.0.0.0:" + number));
        all.addAll(some);
        all.addAll(more);
        try {
            NodeConfig.of(Settings.load(null, all));
            return "";
        } catch (ConfigurationException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway.tls.certificate=/a                              | needs florin.gateway.tls.key-file beside it: \
            florin.gateway.tls.certificate=/a
            gateway.tls.key-file=/b                                 | needs florin.gateway.tls.certificate beside it: \
            florin.gateway.tls.key-file=/b
            gateway.tls.client-authority=/d                         | needs florin.gateway.tls.certificate beside it: \
            florin.gateway.tls.client-authority=/d
            gateway.tls.certificate=/a gateway.tls.key-file=/b gateway.tls.client-authority=/d | \
            needs florin.gateway.keys-file beside it: florin.gateway.tls.client-authority=/d
            gateway.tls.certificate=/a gateway.tls.key-file=/b gateway.tls.handshake-timeout=5ms | \
            must be from 10 ms to 60 s: florin.gateway.tls.handshake-timeout=5000000ns
            """)
    void settingsOfTlsBelongTogether(String overrides, String sentence) {
        assertEquals("--set  " + sentence, refusal(null, List.of(overrides.split(" "))));
    }

    @Test
    void aMistakeInTheFileIsNamedWithItsLine() throws IOException {
        Path file = write("florin {\n  node = a\n  pipeline.ring.capacity = 60000\n}\n");
        assertEquals(
                file + ":3  must be a power of two from 16384 to 1048576: florin.pipeline.ring.capacity=60000",
                refusal(file, List.of()));
    }

    @Test
    void aFileThatIsNotHoconOrNotThereIsNamed() throws IOException {
        Path file = write("florin { node = ");
        assertTrue(refusal(file, List.of()).endsWith("config=" + file));
        Path missing = folder.resolve("missing.conf");
        assertEquals("the configuration file cannot be read: config=" + missing, refusal(missing, List.of()));
    }

    @Test
    void anOverrideWithoutAValueIsRefused() {
        assertEquals("must be key=value: --set data", refusal(null, List.of("data")));
    }

    private static String data(Path file, List<String> overrides) {
        return NodeConfig.of(Settings.load(file, overrides)).data().path().toString();
    }

    private static String refusal(@Nullable Path file, List<String> overrides) {
        var wrong = assertThrows(ConfigurationException.class, () -> NodeConfig.of(Settings.load(file, overrides)));
        return String.valueOf(wrong.getMessage());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("florin.conf"), text);
    }
}
