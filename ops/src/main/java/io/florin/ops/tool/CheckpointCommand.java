package io.florin.ops.tool;

import io.florin.feed.Checkpoint;
import io.florin.feed.CheckpointPublisher;
import io.florin.feed.KeyFiles;
import io.florin.feed.SigningKey;
import io.florin.ops.CheckpointConfig;
import io.florin.ops.Checkpoints;
import io.florin.ops.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "checkpoint",
        description = {
            "Sign what the journal holds now, behind the last checkpoint, and publish that.",
            "A node whose settings name a key (checkpoint.key) does this by itself, every checkpoint.every or"
                    + " checkpoint.records; this verb is for all others, running or stopped."
        },
        subcommands = {CheckpointCommand.Key.class})
final class CheckpointCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Option(names = "--key", paramLabel = "FILE", description = "The signing key; short for --set checkpoint.key=FILE.")
    @Nullable
    Path key;

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        NodeConfig config = key == null ? settings.bind() : settings.bind("checkpoint.key=" + key);
        CheckpointConfig checkpoint = config.upkeep()
                .checkpoint()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "name the key with --key, or in the settings: florin.checkpoint.key=none"));
        Optional<CheckpointPublisher> opened =
                Checkpoints.open(checkpoint, config.data().path());
        if (opened.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_READY,
                    "another process publishes to this file now; a node that has the key signs by itself:"
                            + " florin.checkpoint.file=" + checkpoint.file());
        }
        try (CheckpointPublisher publisher = opened.get()) {
            output.print(sign(publisher, checkpoint));
        }
        return ExitCode.OK;
    }

    private static Fields sign(CheckpointPublisher publisher, CheckpointConfig config) throws IOException {
        long checkpoints = 0;
        while (publisher.poll(config.recordsMax()) > 0) {
            publisher.sign();
            checkpoints++;
        }
        Fields fields = new Fields().number("signed", checkpoints);
        Optional<Checkpoint> newest = publisher.newest();
        if (newest.isPresent()) {
            Checkpoint.Covered covered = newest.get().covered();
            fields.number("number", newest.get().place().number())
                    .number("sequence", covered.last())
                    .text("time", newest.get().place().time().toString())
                    .text("chain", covered.chain().toString())
                    .text("key_id", newest.get().keyId());
        }
        return fields.text("file", config.file().toString());
    }

    @Command(
            name = "key",
            description = {
                "Draw a new Ed25519 key: FILE for its owner alone, FILE.pub for everybody who wants to check.",
                "Keep FILE outside of the data directory, and best on another machine's backup; a lost key means that"
                        + " checkpoints begin anew with another."
            })
    static final class Key implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "Where the key goes; must not be there yet.")
        Path file = Path.of("");

        @Mixin
        OutputOption output = new OutputOption();

        @Override
        public Integer call() {
            SigningKey key = KeyFiles.create(file);
            output.print(new Fields()
                    .text("key", file.toString())
                    .text("public_key", file + KeyFiles.PUBLIC_SUFFIX)
                    .text("key_id", key.verifyingKey().id()));
            return ExitCode.OK;
        }
    }
}
