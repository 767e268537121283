package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Florin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is made when it is first asked, and anew behind a failure: one check must not spoil the next. */
final class Asked implements AutoCloseable {
    private final Supplier<Florin> connect;
    private @Nullable Florin made;

    Asked(Supplier<Florin> connect) {
        this.connect = connect;
    }

    /** Asks once, and waits for the answer. */
    <T> T ask(Function<Florin, CompletableFuture<T>> question) {
        Florin open = made == null ? connect.get() : made;
        made = open;
        try {
            return question.apply(open).join();
        } catch (CompletionException failed) {
            close();
            throw failed;
        }
    }

    @Override
    public void close() {
        Florin open = made;
        made = null;
        if (open == null) return;
        try {
            open.close();
        } catch (Exception closing) {
            // what it was asked is answered, or the check has failed already
        }
    }
}
