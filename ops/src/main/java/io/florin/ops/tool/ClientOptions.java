package io.florin.ops.tool;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --endpoint}, the same for every verb that asks a node over the binary protocol. */
public final class ClientOptions {
    /** The client's own word, of a connection that ended. */
    private static final String NOBODY_ANSWERS = "finished";

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9400",
            description = "Binary port of the node; default ${DEFAULT-VALUE}.")
    String endpoint = "127.0.0.1:9400";

    @Mixin
    ApiKeyOption apiKey = new ApiKeyOption();

    @Mixin
    TlsOptions tls = new TlsOptions();

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

    /** Sends one transfer. A failure names its id, with which it can be sent again. */
    Results create(Transfer transfer) {
        try {
            return ask(florin -> florin.createTransfer(transfer));
        } catch (CommandFailure failed) {
            throw new CommandFailure(failed.exitCode(), failed.getMessage() + ": id=" + transfer.id());
        }
    }

    /** An account as it is now. */
    Account account(UUID id) {
        return ask(florin -> florin.lookupAccounts(List.of(id)))
                .rows()
                .getFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no such account: id=" + id));
    }

    /** Refuses an address that is none, before anybody connects. */
    public void requireEndpoint() {
        Endpoint.of("--endpoint", endpoint);
    }

    /** A connection of its own, for verbs with more than one question. */
    public Florin connect() {
        InetSocketAddress address = Endpoint.of("--endpoint", endpoint);
        try {
            var config = ClientConfig.of(address.getHostString(), address.getPort());
            return FlorinClient.connect(tls.on(config.withKey(apiKey.text())));
        } catch (IllegalStateException notThere) {
            throw TlsOptions.notThere(notThere, endpoint);
        } catch (IllegalArgumentException unusable) {
            throw TlsOptions.refused(unusable);
        }
    }

    /** What a user hears of a request that has no answer. */
    public static CommandFailure failure(FlorinException answer) {
        boolean isLater = answer instanceof NotExecutedException not && isLater(not.code());
        return new CommandFailure(isLater ? ExitCode.NOT_READY : ExitCode.FAILED, String.valueOf(answer.getMessage()));
    }

    /** Whether the same request may succeed later or elsewhere; what is wrong with it stays wrong. */
    private static boolean isLater(String code) {
        Problem problem = ProblemCatalogue.instance().find(code);
        return code.equals(NOBODY_ANSWERS) || (problem != null && problem.isRetryable());
    }
}
