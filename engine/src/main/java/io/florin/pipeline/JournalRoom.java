package io.florin.pipeline;

/** Whether the journal can still take what is admitted; asked for every request, by any thread. */
@FunctionalInterface
public interface JournalRoom {
    /** A journal that never fills up, for tests and rehearsals. */
    JournalRoom ENDLESS = bytes -> true;

    /** Whether so many bytes fit into space that is reserved already, so that writing them cannot run out of it. */
    boolean hasRoom(int bytes);

    /** Whether more space is being prepared; if not, only somebody who makes room on the disk can help. */
    default boolean isGrowing() {
        return false;
    }
}
