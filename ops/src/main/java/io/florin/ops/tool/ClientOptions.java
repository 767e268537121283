package io.florin.ops.tool;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.NotExecutedException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** {@code --endpoint}, the same for every verb that asks a node over the binary protocol. */
public final class ClientOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9400",
            description = "Binary port of the node; default ${DEFAULT-VALUE}.")
    String endpoint = "127.0.0.1:9400";

    /** Connects, asks once and waits for the answer. Every failure is a sentence and an exit code. */
    <T> T ask(Function<Florin, CompletableFuture<T>> question) {
        try (Florin client = connect()) {
            return question.apply(client).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FlorinException answer) throw failure(answer);
            throw failed;
        } catch (FlorinException failed) {
            throw failure(failed);
        }
    }

    private Florin connect() {
        InetSocketAddress address = Endpoint.of("--endpoint", endpoint);
        try {
            return FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()));
        } catch (IllegalStateException notThere) {
            throw new CommandFailure(ExitCode.NOT_READY, "no node answers: --endpoint=" + endpoint);
        }
    }

    private static CommandFailure failure(FlorinException answer) {
        int exitCode = answer instanceof NotExecutedException ? ExitCode.NOT_READY : ExitCode.FAILED;
        return new CommandFailure(exitCode, String.valueOf(answer.getMessage()));
    }
}
