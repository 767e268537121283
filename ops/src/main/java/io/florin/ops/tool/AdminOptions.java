package io.florin.ops.tool;

import io.florin.gateway.client.AdminAnswer;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.FlorinException;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs that command a node's admin port have in common: where it is, the key, how they print. */
final class AdminOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9402",
            description = "Admin port of the node; default ${DEFAULT-VALUE}.")
    String endpoint = "127.0.0.1:9402";

    @Mixin
    TlsOptions tls = new TlsOptions();

    @Mixin
    KeyOption key = new KeyOption();

    @Mixin
    OutputOption output = new OutputOption();

    /** Sends one command and prints its answer; the exit code. */
    Integer send(BiFunction<FlorinAdminClient, UUID, CompletableFuture<AdminAnswer>> command) {
        AdminAnswer answer;
        try (FlorinAdminClient admin = connect()) {
            answer = command.apply(admin, key.key()).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FlorinException why) throw key.named(ClientOptions.failure(why));
            throw failed;
        }
        output.print(new Fields()
                .text("result", answer.code())
                .text("key", key.key().toString())
                .fact("replayed", answer.isReplayed())
                .number("sequence", answer.position().sequence())
                .number("epoch", answer.position().epoch()));
        return answer.isApplied() ? ExitCode.OK : ExitCode.FAILED;
    }

    private FlorinAdminClient connect() {
        InetSocketAddress address = Endpoint.of("--endpoint", endpoint);
        try {
            return FlorinAdminClient.connect(tls.on(ClientConfig.of(address.getHostString(), address.getPort())));
        } catch (IllegalStateException notThere) {
            throw TlsOptions.notThere(notThere, endpoint);
        } catch (IllegalArgumentException unusable) {
            throw TlsOptions.refused(unusable);
        }
    }
}
