package io.florin.bench.limit;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, with this process's JDK, flags and class path. It says its ports when
 * it serves, and ends when its standard input does, so that none outlives the bench, even one that was killed.
 */
public final class ServerProcess implements AutoCloseable {
    private static final String SERVING = "serving";
    private static final long END_SECONDS = 10;

    private final Process process;
    private final Map<String, Integer> ports;

    private ServerProcess(Process process, Map<String, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Starts a class with a {@code main} and waits until it serves. */
    public static ServerProcess start(Class<?> server, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.contains("FlightRecord"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), server.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Integer> ports = new HashMap<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(SERVING)) return new ServerProcess(process, ports);
            int equals = line.indexOf('=');
            if (equals > 0) ports.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 1)));
        }
        throw new IOException("a server ended before it served: " + server.getName());
    }

    /** Said by a server of one port when it serves. */
    public static void announce(int port) {
        announce(Map.of("port", port));
    }

    /** Said by a server of several ports when it serves. */
    public static void announce(Map<String, Integer> ports) {
        ports.forEach((name, port) -> System.out.println(name + "=" + port));
        System.out.println(SERVING);
    }

    /** Where the server's main thread waits. */
    public static void awaitEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    /** Of the only port. */
    public InetSocketAddress address() {
        return address("port");
    }

    /** Of a port by the name under which it was announced. */
    public InetSocketAddress address(String name) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), requireNonNull(ports.get(name), name));
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
