package io.florin.ops.tool.report;

import io.florin.ops.NodeConfig;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.SettingsOptions;
import io.florin.projection.ReadModelConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which read model, of which node. */
final class ModelOptions {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Option(names = "--progress", description = "Say how far it has come also where stderr is a file.")
    boolean isProgressAsked;

    NodeConfig config() {
        return settings.bind();
    }

    static ReadModelConfig model(NodeConfig config) {
        ReadModelConfig model = config.upkeep()
                .projection()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "name the PostgreSQL in the settings: florin.projection.url=none"));
        if (!model.isEmbedded()) return model;
        throw new CommandFailure(
                ExitCode.USAGE,
                "the embedded PostgreSQL ends with its node; ask it where the node printed its address:"
                        + " florin.projection.url=embedded");
    }

    ProgressLine progress(String what) {
        return ProgressLine.start(what, "records", ProgressLine.Mode.of(isProgressAsked));
    }
}
