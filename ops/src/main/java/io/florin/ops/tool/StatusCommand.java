package io.florin.ops.tool;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Ask a node's admin port whether it lives and serves.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int HTTP_OK = 200;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9402",
            description = "Admin port of the node; default ${DEFAULT-VALUE}.")
    String endpoint = "127.0.0.1:9402";

    @Mixin
    TlsOptions tls = new TlsOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws InterruptedException {
        try (HttpClient http = tls.http()) {
            HttpResponse<String> live = ask(http, "/livez");
            HttpResponse<String> ready = ask(http, "/readyz");
            boolean isReady = ready.statusCode() == HTTP_OK;
            output.print(new Fields()
                    .text("endpoint", endpoint)
                    .fact("live", live.statusCode() == HTTP_OK)
                    .fact("ready", isReady)
                    .text("says", ready.body().strip()));
            return isReady ? ExitCode.OK : ExitCode.NOT_READY;
        }
    }

    private HttpResponse<String> ask(HttpClient http, String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(tls.scheme() + endpoint + path))
                    .timeout(TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, "must be host:port: --endpoint=" + endpoint);
        } catch (SSLException notOurs) {
            throw new CommandFailure(
                    ExitCode.NOT_READY, "no TLS with this node (" + notOurs.getMessage() + "): --endpoint=" + endpoint);
        } catch (IOException notThere) {
            throw new CommandFailure(ExitCode.NOT_READY, "no node answers: --endpoint=" + endpoint);
        }
    }
}
