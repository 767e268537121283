package io.florin.ops;

import io.florin.gateway.client.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node in a process of its own, started from this one's class path: for the demo, benches and tests that kill it. The
 * ports that the first start found stay the same over all restarts. One thread.
 */
public final class NodeProcess implements AutoCloseable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final int HTTP_OK = 200;
    private static final String CERTIFICATE = "gateway.tls.certificate=";
    private static final String ANY_PORT = "127.0.0.1:0";

    private final Options options;
    private final HttpClient http;
    private final String scheme;

    private @Nullable Process process;
    private int starts;
    private @Nullable NodeReady ready;

    /**
     * What to start.
     *
     * @param data the node's data directory, made by {@link #init}.
     * @param logs where output goes, one file for each start.
     * @param settings as behind {@code --set}.
     * @param jvmFlags beyond those that Florin cannot run without, such as {@code -Xmx1g}.
     */
    public record Options(Path data, Path logs, List<String> settings, List<String> jvmFlags) {
        /** Any file system, no further settings or flags. */
        public static Options of(Path data, Path logs) {
            return new Options(data, logs, List.of("journal.filesystem=accept"), List.of());
        }

        /** What the node shows, if it speaks TLS. */
        Optional<Path> certificate() {
            return settings.stream()
                    .filter(setting -> setting.startsWith(CERTIFICATE))
                    .map(setting -> Path.of(setting.substring(CERTIFICATE.length())))
                    .findFirst();
        }
    }

    private NodeProcess(Options options) {
        this.options = options;
        Optional<Path> certificate = options.certificate();
        HttpClient.Builder builder = HttpClient.newBuilder();
        certificate.ifPresent(
                file -> builder.sslContext(ClientTls.trusting(file).jdkContext()));
        this.http = builder.build();
        this.scheme = certificate.isPresent() ? "https://" : "http://";
    }

    /** A node that was not started yet. */
    public static NodeProcess of(Options options) {
        return new NodeProcess(options);
    }

    /**
     * Makes a new ledger in the data directory, in a process that ends before this returns.
     *
     * @param arguments further ones of {@code florin init}.
     */
    public NodeProcess init(List<String> arguments, Duration timeout) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("init", "--data", options.data().toString()));
        options.settings().forEach(setting -> all.addAll(List.of("--set", setting)));
        all.addAll(arguments);
        Path log = options.logs().resolve("init.log");
        Process init = launch(all, log);
        if (!init.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) || init.exitValue() != 0) {
            init.destroyForcibly();
            throw new IllegalStateException("florin init failed: " + Files.readString(log));
        }
        return this;
    }

    /** Starts the process and returns at once. */
    public NodeProcess start() throws IOException {
        if (isAlive()) throw new IllegalStateException("the node runs already: pid=" + pid());
        starts++;
        List<String> arguments =
                new ArrayList<>(List.of("start", "--data", options.data().toString()));
        List<String> settings = new ArrayList<>(options.settings());
        settings.add("gateway.binary.bind=" + (ready == null ? ANY_PORT : NodeReady.text(ready.binary())));
        settings.add("gateway.http.bind=" + (ready == null ? ANY_PORT : NodeReady.text(ready.http())));
        settings.add("gateway.admin.bind=" + (ready == null ? ANY_PORT : NodeReady.text(ready.admin())));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        process = launch(arguments, log());
        return this;
    }

    private Process launch(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Main.flags());
        command.addAll(options.jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Files.createDirectories(options.logs());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Waits until the node has said its ports and its admin port says that it is ready.
     *
     * @throws IllegalStateException with the node's output, if it ended or took too long.
     */
    public NodeProcess awaitReady(Duration timeout) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (!isAlive()) throw new IllegalStateException("the node ended before it was ready: " + output());
            if (System.nanoTime() >= deadlineNs) {
                throw new IllegalStateException("the node was not ready within " + timeout + ": " + output());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return this;
    }

    private boolean isReady() throws IOException, InterruptedException {
        Optional<NodeReady> said = NodeReady.find(output());
        if (said.isEmpty()) return false;

        ready = said.get();
        return probe(ready.admin(), "/readyz") == HTTP_OK;
    }

    private int probe(InetSocketAddress admin, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + NodeReady.text(admin) + path))
                .timeout(PROBE_TIMEOUT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    /** SIGKILL, and waits until the process is gone. */
    public void kill() throws InterruptedException {
        Process running = running();
        running.destroyForcibly();
        running.waitFor();
    }

    /** SIGTERM: the node drains. Returns its exit code. */
    public int terminate(Duration timeout) throws IOException, InterruptedException {
        running().destroy();
        return exitCode(timeout);
    }

    /** Waits until the process ends by itself. */
    public int exitCode(Duration timeout) throws IOException, InterruptedException {
        Process running = running();
        if (!running.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the node did not end within " + timeout + ": " + output());
        }
        return running.exitValue();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** For signals of another kind. */
    public long pid() {
        return running().pid();
    }

    /** What the last start printed, stdout and stderr. */
    public String output() throws IOException {
        return Files.readString(log());
    }

    /** The same for messages, where an exception would hide what was to be said. */
    public String outputOrReason() {
        try {
            return output();
        } catch (IOException unread) {
            return "no output: " + unread;
        }
    }

    private Path log() {
        return options.logs().resolve("node-" + starts + ".log");
    }

    private Process running() {
        if (process == null) throw new IllegalStateException("the node was never started");
        return process;
    }

    /** What the last start that became ready said: ports, epoch, what was recovered. */
    public NodeReady ready() {
        if (ready == null) throw new IllegalStateException("the node was never ready");
        return ready;
    }

    /** Kills what still runs; the data directory stays. */
    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
        http.close();
    }
}
