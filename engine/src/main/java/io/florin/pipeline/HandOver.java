package io.florin.pipeline;

/** What becomes of requests that are decided: the threads of later stages are woken, or this one goes on with them. */
interface HandOver {

    /**
     * Everything up to this ring sequence, the end of a request, is decided.
     *
     * @throws Exception if a stage behind the ledger failed; the process halts.
     */
    void decided(long requestEnd) throws Exception;

    /** Events that are decided before they are handed over, if so many are there. */
    int eventsMax();
}
