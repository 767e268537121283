package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Projector and PostgreSQL are killed at random while rows come in, and in the end every row is there once. Five kills;
 * {@code -Dflorin.kills=100} for the long run.
 */
@Tag("faults")
final class ProjectorKillTest {
    private static final int KILLS = Integer.getInteger("florin.kills", 5);
    private static final int REQUESTS_PER_KILL = 120;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(20_261_121);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everythingIsThereOnce() throws Exception {
        Path data = folder.resolve("data");
        JournalAndModel.history(data, 31, REQUESTS_PER_KILL * (KILLS + 3));
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        ReadModelConfig config = ReadModelConfig.local(Postgres.url("postgres", port), "postgres", "");
        Process projector = project(data, config);
        int projectors = 0;
        int servers = 0;
        for (int kills = 0; kills < KILLS; kills++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1_200))); // a random moment
            if (random.nextBoolean()) {
                projector.destroyForcibly().waitFor();
                projectors++;
                projector = project(data, config);
            } else {
                killServer();
                closeKilled(server);
                servers++;
                server = restart(port);
            }
        }
        assertTrue(projectors + servers == KILLS && projectors > 0 && servers > 0, "both were killed");
        assertTrue(projector.waitFor(5, TimeUnit.MINUTES), "the projector came to its end");
        assertEquals(0, projector.exitValue());
        try (ReadModel model = ReadModel.of(config)) {
            JournalAndModel.assertEqualToTheLedger(model, data);
            var afterKills = JournalAndModel.export(model, folder.resolve("killed"));
            model.drop();
            JournalAndModel.project(model, data);
            assertEquals(afterKills, JournalAndModel.export(model, folder.resolve("at-once")));
        }
        server.close();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    /** Its children need a moment to see that their parent is gone. */
    private EmbeddedPostgres restart(int port) throws InterruptedException {
        IOException last = new IOException("never tried");
        for (int tries = 0; tries < 100; tries++) {
            try {
                return start(port);
            } catch (IOException notYet) {
                last = notYet;
            } catch (IllegalStateException notYet) {
                last = new IOException(notYet);
            }
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        throw new IllegalStateException("PostgreSQL did not come back", last);
    }

    private void killServer() throws IOException {
        String pid =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    /** The library keeps a lock in this process for as long as it believes in a server. */
    private static void closeKilled(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException | IllegalStateException gone) {
            // it could not be asked to stop, since it was killed
        }
    }

    private Process project(Path data, ReadModelConfig config) throws IOException, SQLException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ProjectsUntilKilled.class.getName(), data.toString(), config.url()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("projector.log").toFile()))
                .start();
    }
}
