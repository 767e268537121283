package io.florin.gateway.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One line of the keys file: by which somebody is known. Nothing in it lets anybody in. */
public sealed interface Credential permits ApiKey, KnownCertificate {
    /** Its name wherever it is spoken of. */
    String id();

    /** Whom its owner is to the ledger; unsigned, not 0, and not {@link Principals#LOCAL}. */
    long principal();

    /** It may be used from; empty for any. */
    List<AddressRange> addresses();

    /** From then on it opens nothing; empty for never. */
    Optional<Instant> expires();

    /** As it stands in the keys file. */
    String line();

    /** Whether it may still open something. */
    default boolean isLive(Instant now) {
        return expires().isEmpty() || now.isBefore(expires().get());
    }
}
