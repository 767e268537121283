package io.florin.ops.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --api-key-file}, the same for every verb that asks a node as a client. The key itself is no argument: whoever
 * lists the processes sees those.
 */
public final class ApiKeyOption {
    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            defaultValue = "${FLORIN_API_KEY_FILE}",
            description = "Holds the API key that says who asks; or FLORIN_API_KEY_FILE.")
    @Nullable
    Path apiKeyFile;

    /** The key; empty if none was named. */
    public String text() {
        if (apiKeyFile == null) return "";
        try {
            return Files.readString(apiKeyFile).strip();
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read: --api-key-file=" + apiKeyFile);
        }
    }
}
