package io.florin.ops.tool.demo;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.ops.NodeProcess;
import io.florin.ops.NodeReady;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real node: a process of its own on this machine. */
final class ChildNode implements DemoNode {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HEADROOM = 2;
    private static final long ACCOUNTS_MIN = 65_536;
    private static final long TRANSFERS_MIN = 524_288;

    private final NodeProcess process;
    private final Path data;

    private ChildNode(NodeProcess process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Makes an empty ledger that is large enough for a book. */
    static ChildNode init(DemoFolder folder, Book book) throws IOException, InterruptedException {
        NodeProcess process = NodeProcess.of(NodeProcess.Options.of(folder.data(), folder.logs()));
        long accounts = Math.max(ACCOUNTS_MIN, HEADROOM * book.accounts().size());
        long transfers = Math.max(TRANSFERS_MIN, HEADROOM * book.postings().size());
        process.init(List.of("--accounts", Long.toString(accounts), "--transfers", Long.toString(transfers)), PATIENCE);
        return new ChildNode(process, folder.data());
    }

    @Override
    public Start start() throws IOException, InterruptedException {
        long beganNs = System.nanoTime();
        NodeReady ready = process.start().awaitReady(PATIENCE).ready();
        return new Start(ready.epoch(), ready.recovered(), ready.recoveryNs(), System.nanoTime() - beganNs);
    }

    @Override
    public Florin connectBinary() {
        return FlorinClient.connect(config(process.ready().binary()));
    }

    @Override
    public Florin connectHttp() {
        return FlorinHttpClient.connect(config(process.ready().http()));
    }

    private static ClientConfig config(InetSocketAddress address) {
        return new ClientConfig(address, ClientConfig.WINDOW_EVENTS_DEFAULT, PATIENCE.toNanos()).withoutReconnect();
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        int exitCode = process.terminate(PATIENCE);
        if (exitCode != 0) throw new IllegalStateException("the node did not end well: exit=" + exitCode);
    }

    @Override
    public String output() throws IOException {
        return process.output();
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public void close() {
        process.close();
    }
}
