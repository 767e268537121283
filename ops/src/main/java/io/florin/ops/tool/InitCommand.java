package io.florin.ops.tool;

import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description = {
            "Make a new ledger in an empty data directory.",
            "What is decided here is the first record of the journal and no setting."
        })
final class InitCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Mixin
    GenesisOptions genesis = new GenesisOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Option(
            names = "--ledger-id",
            paramLabel = "UUID",
            description = "Names the ledger; drawn at random unless it is given.")
    @Nullable
    UUID ledgerId;

    @Override
    public Integer call() throws Exception {
        NodeConfig config = settings.bind();
        UUID id = ledgerId == null ? UUID.randomUUID() : ledgerId;
        Node.init(config, genesis.bind(config.pipeline().profile()), id, System.err::println);
        output.print(new Fields()
                .text("ledger_id", id.toString())
                .text("data", config.data().path().toString()));
        return ExitCode.OK;
    }
}
