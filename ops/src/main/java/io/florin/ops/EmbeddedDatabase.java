package io.florin.ops;

import io.florin.projection.ReadModelConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real PostgreSQL in the data directory, for trying things out: {@code florin dev}, {@code florin demo}. Its jars are
 * in {@code lib/dev} and never on the class path of a node in production, so this class alone names them.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String DIRECTORY = "postgres";
    private static final String WORK = "postgres-binaries";
    private static final long END_SECONDS = 10;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts it on what it left the last time.
     *
     * @throws ConfigurationException if its jars are not there, or it cannot start.
     */
    public static EmbeddedDatabase start(Path data) {
        try {
            Path work = Files.createDirectories(data.resolve(WORK));
            endOrphan(data.resolve(DIRECTORY).resolve("postmaster.pid"));
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(work.toFile())
                    .setDataDirectory(data.resolve(DIRECTORY))
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(START_TIMEOUT)
                    .start());
        } catch (NoClassDefFoundError notThere) {
            throw wrong(
                    "the embedded PostgreSQL is not on the class path, it is for florin dev and florin demo alone;"
                            + " name a PostgreSQL of yours",
                    notThere);
        } catch (IOException | IllegalStateException failed) {
            throw wrong(
                    "the embedded PostgreSQL does not start (" + failed.getMessage()
                            + "); name another one, or none to go without reports",
                    failed);
        }
    }

    /** A node that was killed could not end its PostgreSQL, which would keep the next one out. */
    private static void endOrphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) return;
        List<String> lines = Files.readAllLines(pidFile);
        boolean isNumber = !lines.isEmpty() && lines.getFirst().strip().matches("[0-9]{1,10}");
        if (!isNumber) return;
        Optional<ProcessHandle> left = ProcessHandle.of(
                        Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (left.isEmpty()) return;
        left.get().destroy();
        try {
            left.get().onExit().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException slow) {
            left.get().destroyForcibly();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConfigurationException wrong(String sentence, Throwable cause) {
        return new ConfigurationException(sentence + ": " + Setting.PROJECTION_URL.named("embedded"), cause);
    }

    /** The same settings, with where it listens. */
    public ReadModelConfig at(ReadModelConfig config) {
        return config.at(server.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
