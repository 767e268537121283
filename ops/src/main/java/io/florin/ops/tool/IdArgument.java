package io.florin.ops.tool;

import io.florin.protocol.IdText;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.TypeConversionException;

/** Ids as people give them, everywhere alike: a UUID in all its 36 characters, or a ULID. */
public final class IdArgument {
    private IdArgument() {}

    /** Of an option or a parameter. */
    static UUID parse(String text) {
        return of(text).orElseThrow(() -> new TypeConversionException("must be a UUID or ULID, not '" + text + "'"));
    }

    /** Empty if it is neither form. */
    public static Optional<UUID> of(String text) {
        var id = new IdText();
        return id.parse(text) ? Optional.of(new UUID(id.high(), id.low())) : Optional.empty();
    }
}
