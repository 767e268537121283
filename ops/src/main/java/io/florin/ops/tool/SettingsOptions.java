package io.florin.ops.tool;

import io.florin.ops.NodeConfig;
import io.florin.ops.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}, the same for every verb that runs or prepares a node. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file; default conf/florin.conf of the release.")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one setting; may be given again. The root \"florin.\" may be left out.")
    List<String> overrides = new ArrayList<>();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory; short for --set data=DIR.")
    @Nullable
    Path data;

    /** Reads and checks everything. Defaults come before what the user asked for. */
    public NodeConfig bind(String... defaults) {
        List<String> all = new ArrayList<>(List.of(defaults));
        all.addAll(overrides);
        if (data != null) all.add("data=" + data);
        return NodeConfig.of(Settings.load(config == null ? released() : config, all));
    }

    private static @Nullable Path released() {
        String home = System.getProperty("florin.home");
        if (home == null) return null;
        Path file = Path.of(home, "conf", "florin.conf");
        return Files.exists(file) ? file : null;
    }
}
