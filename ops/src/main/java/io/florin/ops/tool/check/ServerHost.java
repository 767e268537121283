package io.florin.ops.tool.check;

import io.florin.gateway.client.ClientTls;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Line;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A node that runs already, and lives in its own time: nothing is sent to it but what every client may send. One
 * thread.
 */
final class ServerHost extends WireHost {
    private final Wire wire;

    private ServerHost(Wire wire) {
        this.wire = wire;
    }

    /** In the name of a key, if there is one. */
    static ServerHost connect(InetSocketAddress address, String apiKey, Optional<ClientTls> tls) throws IOException {
        return new ServerHost(Wire.connect(address, apiKey, tls));
    }

    /** What of a line such a node cannot do for a table; empty if it can. */
    static Optional<String> obstacle(Line line) {
        return Optional.ofNullable(
                switch (line) {
                    case Line.Genesis genesis -> "genesis";
                    case Line.Grant grant -> "grant";
                    case Line.Capacities capacities -> "capacities";
                    case Line.CloseDay close -> "close";
                    case Line.As as -> "as";
                    case Line.Wait wait -> "wait";
                    case Line.At at -> "at";
                    case Line.Pulse pulse -> "pulse";
                    case Line.DeclareId id -> id.moment() == null ? null : "id of a moment";
                    case Line.OpenRequest request -> request.notAfter() == null ? null : "not_after";
                    case Line.CreateAccount account -> account.time() == null ? null : "time";
                    case Line.CreateTransfer transfer -> transfer.time() == null ? null : "time";
                    case Line.SetLimits limits -> null;
                    case Line.SetStatus status -> null;
                    case Line.Balance balance -> null;
                    case Line.Outcome outcome -> null;
                });
    }

    @Override
    Wire wire(long principal) {
        return wire;
    }

    @Override
    void isDue(Request.Batch batch) {
        // it is decided when it comes
    }

    /** The ledger began long ago. */
    @Override
    List<Result> decideInternal(Request request) {
        if (request instanceof Request.Genesis) return List.of(new Result(0, request.timestampNs(), 0));
        throw new IllegalArgumentException("no request for a node that serves others: " + request);
    }

    @Override
    public List<Id> expired() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
