package io.florin.ops.tool.check;

import io.florin.ledger.GenesisCommand;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.ops.Genesis;
import io.florin.ops.HandDrivenNode;
import io.florin.ops.NodeConfig;
import io.florin.ops.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the table's own, on an empty folder: begins with the table's genesis, decides at the table's times, and is
 * asked over its binary port. What only Florin and its operators send, such as pulses and grants, enters its ring
 * directly. One thread.
 */
final class OwnNodeHost extends WireHost {
    private final Path folder;
    private @Nullable HandDrivenNode node;
    private @Nullable Wire wire;
    private List<Id> expired = List.of();

    /** Of a node that will be in this folder, and starts with the first request. */
    OwnNodeHost(Path folder) {
        this.folder = folder;
    }

    @Override
    Wire wire(long principal) {
        node().speaker(principal);
        if (wire == null) throw new IllegalStateException("not connected");
        return wire;
    }

    @Override
    void isDue(Request.Batch batch) {
        node().at(batch.timestampNs());
    }

    @Override
    List<Result> decideInternal(Request request) throws IOException, InterruptedException {
        if (request instanceof Request.Genesis genesis) {
            begin(genesis);
            return List.of(new Result(0, request.timestampNs(), 0));
        }
        node().at(request.timestampNs());
        node().speaker(Request.Head.LOCAL);
        int status =
                switch (request) {
                    case Request.Grant grant -> node().grant(grant.command());
                    case Request.Capacities change -> node().capacities(change.command());
                    case Request.CloseDay close -> node().closeDay(close.command());
                    case Request.Pulse pulse -> pulse();
                    default -> throw new IllegalArgumentException("no line of a table: " + request);
                };
        return List.of(Result.refused(status, request.timestampNs()));
    }

    private int pulse() throws InterruptedException {
        expired = node().pulse().stream()
                .map(id -> new Id(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                .toList();
        return 0;
    }

    private void begin(Request.Genesis genesis) throws IOException, InterruptedException {
        GenesisCommand command = genesis.command();
        var ledger = new Genesis(
                command.accountsMax(),
                command.transfersMax(),
                command.windowNs(),
                command.repliesMax(),
                command.replyRowsMax(),
                command.grantsMax(),
                command.idPolicy() != 0);
        HandDrivenNode started = HandDrivenNode.start(config(), ledger, genesis.timestampNs(), System.err::println);
        node = started;
        wire = Wire.connect(started.binary());
    }

    /** Small, on loopback, on whatever ports are free. */
    private NodeConfig config() {
        return NodeConfig.of(Settings.load(
                null,
                List.of(
                        "data=" + folder,
                        "profile=small",
                        "journal.filesystem=accept",
                        "journal.segment=16 MiB",
                        "gateway.binary.bind=127.0.0.1:0",
                        "gateway.http.bind=127.0.0.1:0",
                        "gateway.admin.bind=127.0.0.1:0")));
    }

    @Override
    public List<Id> expired() {
        return expired;
    }

    private HandDrivenNode node() {
        if (node == null) throw new IllegalStateException("a table begins with its genesis");
        return node;
    }

    @Override
    public void close() throws IOException {
        if (wire != null) wire.close();
        if (node != null) node.close();
    }
}
