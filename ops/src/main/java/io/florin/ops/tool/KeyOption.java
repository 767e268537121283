package io.florin.ops.tool;

import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.RequestOptions;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --key}, the same for every verb whose command has no id of its own. */
final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "UUID",
            description = "Names the request, so that sending it again does nothing twice; made here unless given.")
    @Nullable
    UUID key;

    UUID key() {
        if (key == null) key = Ids.next();
        return key;
    }

    /** Asks under the key. A failure names it, so that the same can be sent again. */
    <T> T ask(ClientOptions client, BiFunction<Florin, RequestOptions, CompletableFuture<T>> question) {
        try {
            return client.ask(florin -> question.apply(florin, RequestOptions.NONE.key(key())));
        } catch (CommandFailure failed) {
            throw named(failed);
        }
    }

    CommandFailure named(CommandFailure failed) {
        return new CommandFailure(failed.exitCode(), failed.getMessage() + ": key=" + key());
    }
}
