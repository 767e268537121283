package io.florin.ops.tool.journal;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.IdArgument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ids as people give them: UUID or ULID. */
final class IdOptions {
    private IdOptions() {}

    static UUID id(String option, String text) {
        return IdArgument.of(text)
                .orElseThrow(
                        () -> new CommandFailure(ExitCode.USAGE, "must be a UUID or ULID: " + option + "=" + text));
    }

    static Set<UUID> ids(String option, List<String> texts) {
        Set<UUID> ids = new LinkedHashSet<>();
        texts.forEach(text -> ids.add(id(option, text)));
        return ids;
    }
}
