package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import io.florin.ops.NodeReady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dev",
        description = {
            "Run a node for trying things out, on ~/.florin/dev, which is made if needed and kept.",
            "Prints the ports and a first transfer to try."
        })
final class DevCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Mixin
    GenesisOptions genesis = new GenesisOptions();

    @Option(names = "--fresh", description = "Begin with an empty ledger in a temporary folder, removed at the end.")
    boolean isFresh;

    @Override
    public Integer call() throws Exception {
        Path folder = isFresh
                ? Files.createTempDirectory("florin-dev-")
                : Path.of(System.getProperty("user.home"), ".florin", "dev");
        NodeConfig config = settings.bind("journal.filesystem=accept", "data=" + folder, "projection.url=embedded");
        if (!Node.isInitialised(config)) {
            Node.init(config, genesis.bind(config.pipeline().profile()), UUID.randomUUID(), System.err::println);
        }
        return Serving.untilSignal(config, false, node -> System.out.println(welcome(config, node.ready())), () -> {
            if (isFresh) remove(folder);
        });
    }

    private static String welcome(NodeConfig config, NodeReady ready) {
        return """
                Florin is ready.
                  binary  %1$s
                  HTTP    %8$s://%2$s
                  admin   %8$s://%3$s
                  data    %4$s

                Two accounts, and a first transfer of 10.99 EUR between them (ledger 978 is EUR). Send it twice:
                money moves once.

                  curl -d '{"id": "%5$s", "ledger": 978, "code": 1}' -H 'Content-Type: application/json' \\
                    %8$s://%2$s/v1/accounts
                  curl -d '{"id": "%6$s", "ledger": 978, "code": 1}' -H 'Content-Type: application/json' \\
                    %8$s://%2$s/v1/accounts
                  curl -d '{"debit_account_id": "%5$s", "credit_account_id": "%6$s",
                    "amount": 1099, "ledger": 978, "code": 1}' -H 'Content-Type: application/json' \\
                    -H 'Idempotency-Key: %7$s' %8$s://%2$s/v1/transfers
                  curl %8$s://%2$s/v1/accounts/%6$s

                Ctrl-C drains and ends.""".formatted(
                        NodeReady.text(ready.binary()),
                        NodeReady.text(ready.http()),
                        NodeReady.text(ready.admin()),
                        config.data().path(),
                        Ids.next(),
                        Ids.next(),
                        Ids.next(),
                        config.gateway().tls().isPresent() ? "https" : "http");
    }

    private static void remove(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException failed) {
            System.err.println("florin: the temporary folder could not be removed: " + failed.getMessage());
        }
    }
}
