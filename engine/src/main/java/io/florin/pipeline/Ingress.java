package io.florin.pipeline;

/**
 * The way into the ring, for any thread. A request claims as many consecutive slots as it has events, fills each, and
 * publishes once:
 *
 * <pre>{@code
 * long first = ingress.tryClaim(events);
 * if (first < 0) return refuse(Ingress.refusal(first));
 * for (int i = 0; i < events; i++) ingress.at(first + i).begin(templateId, events, i)...;
 * ingress.publish(first, events);
 * }</pre>
 *
 * <p>What was claimed must be published, whatever happens in between: a hole would stop the ring for ever.
 */
public interface Ingress extends Slots {

    /**
     * Claims slots without waiting.
     *
     * @param events 1 to 8,190.
     * @return the first ring sequence; negative if the request is refused, see {@link #refusal}. A refusal is definite:
     *     nothing was recorded.
     */
    long tryClaim(int events);

    /** The same for a read, which leaves no record: it goes on where commands are refused because of the journal. */
    default long tryClaimRead(int events) {
        return tryClaim(events);
    }

    /** The same for one event of Florin's own, for which space in the journal is kept. */
    default long tryClaimInternal() {
        return tryClaim(1);
    }

    /** Hands the filled slots over; all of them become visible together. */
    void publish(long firstRingSequence, int events);

    /**
     * The same, but a ledger that waits for work is left waiting until {@link #wake}: for a thread that has more
     * requests at hand. It must wake soon: nobody else will.
     */
    void publishQuietly(long firstRingSequence, int events);

    /** Behind quiet publishes: the ledger goes to work, if it does not already. */
    void wake();

    /** Slots that could be claimed now; a hint for when to stop reading from sockets. */
    long remaining();

    /** Whether the journal is behind with preparing space, for a moment; the same hint for another reason. */
    default boolean isShortOfRoom() {
        return false;
    }

    /** The SBE value of {@code Reason} in a negative claim. */
    static int refusal(long claim) {
        return (int) -claim;
    }
}
