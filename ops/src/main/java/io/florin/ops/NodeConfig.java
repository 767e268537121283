package io.florin.ops;

import io.florin.gateway.GatewayConfig;
import io.florin.gateway.LedgerNames;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.RefusedIds;
import io.florin.gateway.session.SessionLimits;
import io.florin.gateway.wire.TlsConfig;
import io.florin.journal.DataDirectory;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalKind;
import io.florin.journal.RetentionConfig;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Profile;
import io.florin.projection.ReadModelConfig;
import io.florin.snapshot.SnapshotConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The settings of one node, checked and fixed. No setting decides a result: what does is in the journal.
 *
 * @param node what people call it.
 * @param data where the journal lies.
 * @param upkeep what is done with the journal beside serving.
 * @param refuse ids whose commands the doors refuse.
 * @param ledgers what people call their ledgers.
 */
public record NodeConfig(
        String node,
        DataDirectory.Place data,
        PipelineConfig pipeline,
        JournalConfig journal,
        Upkeep upkeep,
        GatewayConfig gateway,
        List<UUID> refuse,
        LedgerNames ledgers) {
    static final String NONE = "none";
    private static final String EMBEDDED = "embedded";
    private static final int CHECKPOINT_RECORDS_DEFAULT = 100_000;
    private static final long SNAPSHOT_EVERY_BYTES_DEFAULT = 4L << 30;
    private static final int SNAPSHOT_KEEP_DEFAULT = 2;
    private static final int SNAPSHOT_CPU_PERCENT_DEFAULT = 40;
    private static final List<String> PROFILES = List.of("auto", "latency", "small");

    /**
     * What is done with the journal beside serving.
     *
     * @param retention how long segments stay that no snapshot needs.
     * @param snapshot when snapshots are taken.
     * @param checkpoint how it is signed, if it is.
     * @param days when they end by themselves.
     * @param projection where the read model is, if there is one.
     */
    public record Upkeep(
            RetentionConfig retention,
            SnapshotConfig snapshot,
            Optional<CheckpointConfig> checkpoint,
            DayCloseConfig days,
            Optional<ReadModelConfig> projection) {}

    /** Binds what was read; the first mistake is the operator's answer. */
    public static NodeConfig of(Settings settings) {
        try {
            return bind(settings);
        } catch (IllegalArgumentException wrong) {
            throw settings.wrong(wrong);
        }
    }

    private static NodeConfig bind(Settings settings) {
        Profile profile =
                Profile.valueOf(settings.choice(Setting.PROFILE, PROFILES).toUpperCase(Locale.ROOT));
        return new NodeConfig(
                settings.text(Setting.NODE),
                data(settings),
                pipeline(settings, profile),
                journal(settings, profile),
                upkeep(settings),
                gateway(settings),
                refuse(settings),
                settings.ledgers());
    }

    private static DataDirectory.Place data(Settings settings) {
        String filesystem = settings.choice(Setting.JOURNAL_FILESYSTEM, List.of("check", "accept"));
        return new DataDirectory.Place(settings.path(Setting.DATA), filesystem.equals("accept"));
    }

    private static PipelineConfig pipeline(Settings settings, Profile profile) {
        PipelineConfig defaults = PipelineConfig.of(profile);
        return new PipelineConfig(
                profile,
                settings.count(Setting.PIPELINE_THREADS, defaults.threads()),
                settings.count(Setting.RING_CAPACITY, defaults.ringCapacity()),
                settings.nanos(Setting.DRAIN_TIMEOUT));
    }

    private static JournalConfig journal(Settings settings, Profile profile) {
        boolean isSmall = profile.on(Runtime.getRuntime().availableProcessors()) == Profile.SMALL;
        JournalConfig defaults = JournalConfig.of(isSmall);
        return new JournalConfig(
                settings.choice(Setting.JOURNAL_KIND, JournalKind.class, defaults.kind()),
                settings.bytes(Setting.JOURNAL_SEGMENT, defaults.segmentLength()));
    }

    private static Upkeep upkeep(Settings settings) {
        return new Upkeep(
                retention(settings),
                snapshot(settings),
                checkpoint(settings),
                DayCloseConfig.parse(settings.text(Setting.DAY_CLOSE)),
                projection(settings));
    }

    private static Optional<CheckpointConfig> checkpoint(Settings settings) {
        if (settings.text(Setting.CHECKPOINT_KEY).equals(NONE)) return Optional.empty();
        Path data = settings.path(Setting.DATA);
        return Optional.of(new CheckpointConfig(
                settings.path(Setting.CHECKPOINT_KEY),
                settings.path(Setting.CHECKPOINT_FILE, data.resolve(CheckpointConfig.FILE_NAME)),
                settings.nanos(Setting.CHECKPOINT_EVERY),
                settings.count(Setting.CHECKPOINT_RECORDS, CHECKPOINT_RECORDS_DEFAULT)));
    }

    private static Optional<ReadModelConfig> projection(Settings settings) {
        String url = settings.text(Setting.PROJECTION_URL);
        boolean isEmbedded = url.equals(EMBEDDED);
        boolean isUsed = !url.equals(NONE); // what is written beside it is checked all the same
        boolean keepsAll = settings.text(Setting.PROJECTION_RETAIN).equals("forever");
        var config = new ReadModelConfig(
                isEmbedded || !isUsed ? ReadModelConfig.EMBEDDED_URL : url,
                isEmbedded ? ReadModelConfig.EMBEDDED_USER : settings.text(Setting.PROJECTION_USER),
                settings.text(Setting.PROJECTION_PASSWORD),
                settings.choice(Setting.PROJECTION_TLS, ReadModelConfig.Tls.class, ReadModelConfig.Tls.OFF),
                file(settings, Setting.PROJECTION_AUTHORITY),
                settings.count(Setting.PROJECTION_CONNECTIONS, ReadModelConfig.CONNECTIONS_DEFAULT),
                settings.nanos(Setting.PROJECTION_TIMEOUT),
                settings.choice(
                        Setting.PROJECTION_PARTITION, ReadModelConfig.Partition.class, ReadModelConfig.Partition.MONTH),
                keepsAll ? ReadModelConfig.FOREVER : settings.nanos(Setting.PROJECTION_RETAIN));
        return isUsed ? Optional.of(config) : Optional.empty();
    }

    private static RetentionConfig retention(Settings settings) {
        String archive = settings.text(Setting.JOURNAL_ARCHIVE);
        boolean keepsAll = settings.text(Setting.JOURNAL_RETAIN).equals("forever");
        return new RetentionConfig(
                keepsAll ? RetentionConfig.FOREVER : settings.nanos(Setting.JOURNAL_RETAIN),
                archive.equals(NONE) ? Optional.empty() : Optional.of(settings.path(Setting.JOURNAL_ARCHIVE)));
    }

    private static SnapshotConfig snapshot(Settings settings) {
        return new SnapshotConfig(
                settings.choice(Setting.SNAPSHOT_WORKER, List.of("on", "off")).equals("on"),
                settings.bytes(Setting.SNAPSHOT_EVERY_BYTES, SNAPSHOT_EVERY_BYTES_DEFAULT),
                settings.nanos(Setting.SNAPSHOT_EVERY),
                settings.count(Setting.SNAPSHOT_KEEP, SNAPSHOT_KEEP_DEFAULT),
                settings.count(Setting.SNAPSHOT_CPU_PERCENT, SNAPSHOT_CPU_PERCENT_DEFAULT));
    }

    private static List<UUID> refuse(Settings settings) {
        List<UUID> ids = settings.ids(Setting.REFUSE);
        RefusedIds.requireFew(ids);
        return ids;
    }

    private static GatewayConfig gateway(Settings settings) {
        return new GatewayConfig(
                settings.address(Setting.BINARY_BIND),
                settings.address(Setting.HTTP_BIND),
                settings.address(Setting.ADMIN_BIND),
                file(settings, Setting.KEYS_FILE),
                tls(settings),
                settings.count(Setting.RATE_PER_KEY, Doorkeeper.RATE_DEFAULT),
                0,
                limits(settings));
    }

    private static Limits limits(Settings settings) {
        SessionLimits sessions = SessionLimits.DEFAULT;
        return Limits.DEFAULT
                .withConnections(
                        settings.count(Setting.CONNECTIONS, Limits.DEFAULT.connections()),
                        settings.count(Setting.CONNECTIONS_PER_ADDRESS, Limits.DEFAULT.connectionsPerAddress()))
                .withSessions(sessions.withFree(settings.nanos(Setting.SESSION_TIMEOUT))
                        .withCaps(
                                settings.count(Setting.SESSIONS, sessions.sessions()),
                                settings.count(Setting.CONNECTIONS_PER_KEY, sessions.connectionsPerKey()),
                                settings.count(Setting.EVENTS_PER_PRINCIPAL, sessions.eventsPerPrincipal())));
    }

    private static Optional<TlsConfig> tls(Settings settings) {
        Optional<Path> certificate = file(settings, Setting.TLS_CERTIFICATE);
        Optional<Path> key = file(settings, Setting.TLS_KEY_FILE);
        Optional<Path> authority = file(settings, Setting.TLS_CLIENT_AUTHORITY);
        needs(settings, Setting.TLS_KEY_FILE, key, Setting.TLS_CERTIFICATE, certificate);
        needs(settings, Setting.TLS_CLIENT_AUTHORITY, authority, Setting.TLS_CERTIFICATE, certificate);
        if (certificate.isEmpty()) return Optional.empty();
        needs(settings, Setting.TLS_CERTIFICATE, certificate, Setting.TLS_KEY_FILE, key);
        needs(settings, Setting.TLS_CLIENT_AUTHORITY, authority, Setting.KEYS_FILE, file(settings, Setting.KEYS_FILE));
        return Optional.of(
                new TlsConfig(certificate.get(), key.get(), authority, settings.nanos(Setting.TLS_HANDSHAKE_TIMEOUT)));
    }

    /** One setting says nothing without another. */
    private static void needs(
            Settings settings, Setting given, Optional<Path> value, Setting needed, Optional<Path> other) {
        if (value.isPresent() && other.isEmpty()) {
            throw settings.wrong(given, value.get().toString(), "needs " + needed.path() + " beside it");
        }
    }

    private static Optional<Path> file(Settings settings, Setting setting) {
        return settings.text(setting).equals(NONE) ? Optional.empty() : Optional.of(settings.path(setting));
    }
}
