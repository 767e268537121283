package io.florin.ops.tool.check;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Host;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A node behind its binary port: what is the same whoever owns it. One thread. */
abstract class WireHost implements Host, AutoCloseable {
    /** The connection, for a request or lookup by this principal. */
    abstract Wire wire(long principal);

    /** Has a request decided that is not one of a client. */
    abstract List<Result> decideInternal(Request request) throws IOException, InterruptedException;

    /** Called before a client's request is sent. */
    abstract void isDue(Request.Batch batch);

    @Override
    public final List<Result> decide(Request request) {
        try {
            if (!(request instanceof Request.Batch batch)) return decideInternal(request);
            isDue(batch);
            return wire(batch.head().principal()).decide(batch);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    @Override
    public final boolean lookup(long principal, Id id, AccountView view) {
        try {
            return wire(principal).account(id, view);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public final void lookup(long principal, Id id, TransferView view) {
        try {
            wire(principal).transfer(id, view);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public final List<Optional<AccountView>> accounts(long principal, List<Id> ids) {
        try {
            return wire(principal).accounts(ids);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public final List<TransferView> transfers(long principal, List<Id> ids) {
        try {
            return wire(principal).transfers(ids);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public abstract void close() throws IOException;
}
