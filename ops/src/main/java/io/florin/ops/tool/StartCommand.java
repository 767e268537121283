package io.florin.ops.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = {
            "Run a node on its data directory until SIGTERM, which drains it.",
            "Prints one line with its ports once clients are served."
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Option(names = "--progress", description = "Print how far recovery has come also where stderr is a file.")
    boolean isProgressAsked;

    @Override
    public Integer call() throws Exception {
        return Serving.untilSignal(
                settings.bind(),
                isProgressAsked,
                node -> System.out.println(node.ready().line()),
                () -> {});
    }
}
