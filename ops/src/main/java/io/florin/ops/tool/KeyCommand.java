package io.florin.ops.tool;

import io.florin.feed.KeyFiles;
import io.florin.feed.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "Make the key that signs a ledger's checkpoints.",
        subcommands = {KeyCommand.Create.class})
final class KeyCommand {
    private KeyCommand() {}

    @Command(
            name = "create",
            description = {
                "Draw a new Ed25519 key: FILE for its owner alone, FILE.pub for everybody who wants to check.",
                "Keep FILE outside of the data directory, and best on another machine's backup; a lost key means that"
                        + " checkpoints begin anew with another."
            })
    static final class Create implements Callable<Integer> {
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
