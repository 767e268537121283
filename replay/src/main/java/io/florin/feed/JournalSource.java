package io.florin.feed;

import io.florin.journal.Reader;
import java.io.IOException;

/** Where a tail gets its records: the journal of this process, or a look at somebody else's. */
@FunctionalInterface
public interface JournalSource {
    /** Records from this sequence on, verified, never beyond what is forced. */
    Reader read(long fromSequence) throws IOException;
}
