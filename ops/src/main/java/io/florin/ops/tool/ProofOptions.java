package io.florin.ops.tool;

import io.florin.feed.Checkpoint;
import io.florin.feed.CheckpointCheck;
import io.florin.feed.CheckpointFile;
import io.florin.feed.KeyFiles;
import io.florin.feed.LeafSalt;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ops.CheckpointConfig;
import io.florin.ops.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --public-key} and {@code --checkpoints}, the same for every verb that believes what was signed. */
public final class ProofOptions {
    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The public half of the key that signed the checkpoints.")
    @Nullable
    Path publicKey;

    @Option(
            names = "--checkpoints",
            paramLabel = "FILE",
            description = "Where they were published; by default as the settings say, or in the data directory.")
    @Nullable
    Path checkpoints;

    /** Whether checkpoints are to be looked at. */
    public boolean isAsked() {
        return publicKey != null || checkpoints != null;
    }

    /** All that were published about this ledger, each believed. The key may also be known from the settings. */
    List<Checkpoint> read(NodeConfig config, JournalView view) throws IOException {
        var ledgerId = new UUID(view.ledgerIdHigh(), view.ledgerIdLow());
        return CheckpointFile.of(Disk.real(), file(config)).read(KeyFiles.verifying(publicKey(config)), ledgerId);
    }

    /**
     * What compares a walk over this directory with what was signed about it; of a copy, about which no settings say
     * anything. To be read before the journal is looked at: else more may be signed than that look can see.
     */
    public CheckpointCheck check(DataDirectory directory) throws IOException {
        if (publicKey == null) throw noKey();
        Path file = checkpoints == null ? directory.path().resolve(CheckpointConfig.FILE_NAME) : checkpoints;
        var ledgerId = new UUID(directory.ledgerIdHigh(), directory.ledgerIdLow());
        return CheckpointCheck.of(
                CheckpointFile.of(Disk.real(), file).read(KeyFiles.verifying(publicKey), ledgerId),
                LeafSalt.read(Disk.real(), directory.path()));
    }

    private static CommandFailure noKey() {
        return new CommandFailure(ExitCode.USAGE, "name the public half of the key that signed: --public-key=FILE");
    }

    static LeafSalt salt(NodeConfig config) throws IOException {
        return LeafSalt.read(Disk.real(), config.data().path());
    }

    private Path file(NodeConfig config) {
        if (checkpoints != null) return checkpoints;
        return config.upkeep()
                .checkpoint()
                .map(CheckpointConfig::file)
                .orElse(config.data().path().resolve(CheckpointConfig.FILE_NAME));
    }

    private Path publicKey(NodeConfig config) {
        if (publicKey != null) return publicKey;
        return config.upkeep()
                .checkpoint()
                .map(checkpoint -> Path.of(checkpoint.key() + KeyFiles.PUBLIC_SUFFIX))
                .orElseThrow(ProofOptions::noKey);
    }
}
