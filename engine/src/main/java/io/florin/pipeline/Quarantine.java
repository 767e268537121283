package io.florin.pipeline;

/**
 * Keeps a command that could not be decided. It reaches no journal and gets no answer, so this copy is all that is left
 * of it when the process halts right behind.
 */
@FunctionalInterface
public interface Quarantine {
    /** Keeps nothing, for tests and rehearsals. */
    Quarantine NONE = (slots, ringSequence, visible, reason) -> {};

    /**
     * Writes the request to a place where an operator finds it, durably. Ledger thread, once.
     *
     * @param ringSequence of the event on which deciding failed; those before it in its request were decided.
     * @param visible the last ring sequence whose slot may be read; the request may go on behind it.
     */
    void keep(Slots slots, long ringSequence, long visible, Throwable reason);
}
