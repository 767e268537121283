package io.florin.ops.tool.repl;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import io.florin.ops.tool.ClientOptions;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The node on the other side, connected to when it is needed and again after a connection was lost. One thread. */
final class ReplNode implements AutoCloseable {
    private final Supplier<Florin> connect;
    private @Nullable Florin florin;

    ReplNode(Supplier<Florin> connect) {
        this.connect = connect;
    }

    /** Asks once and waits for the answer. */
    <T> T ask(Function<Florin, CompletableFuture<T>> question) {
        Florin open = florin == null ? connect.get() : florin;
        florin = open;
        try {
            return question.apply(open).join();
        } catch (CompletionException failed) {
            close();
            if (failed.getCause() instanceof FlorinException why) throw failure(why);
            throw failed;
        } catch (FlorinException failed) {
            close();
            throw failure(failed);
        }
    }

    private static CommandFailure failure(FlorinException why) {
        if (why instanceof NotExecutedException) return ClientOptions.failure(why);
        return new CommandFailure(
                ExitCode.FAILED, why.getMessage() + "; \"again\" sends the same once more, and it is done only once");
    }

    Account account(UUID id) {
        return ask(client -> client.lookupAccounts(List.of(id)))
                .rows()
                .getFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no such account: " + id));
    }

    TransferOutcome outcome(UUID id) {
        return ask(client -> client.lookupTransfers(List.of(id))).rows().getFirst();
    }

    Optional<Transfer> transfer(UUID id) {
        return outcome(id).transfer();
    }

    @Override
    public void close() {
        Florin open = florin;
        florin = null;
        if (open == null) return;
        try {
            open.close();
        } catch (Exception closing) {
            // it is gone either way, and what was asked is answered or said to be unknown
        }
    }
}
