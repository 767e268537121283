package io.florin.ledger;

/**
 * The only place where money moves: a pure function of its input, {@code decide(sequence, timestampNs, command)}.
 *
 * <p>A host calls {@link #begin} once for a request, then {@code decide} for each of its events in order, with time
 * stamps T − n + i + 1. The results of a request are final when its last event is decided: until then a linked chain
 * may still fail, which {@link #eventsFailed()} reports. Called by one thread; allocates at {@code Genesis} and
 * {@code Capacities} only.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are here
public final class Ledger {

    /** Opens a request whose own time is T; decides request-wide refusals and replays. */
    public void begin(long timestampNs, RequestCommand request) {
        throw new UnsupportedOperationException();
    }

    /** One event of {@code create_accounts}; the wire number of {@code CreateAccountResult}. */
    public int decide(long sequence, long timestampNs, AccountCommand account) {
        throw new UnsupportedOperationException();
    }

    /** One event of {@code create_transfers}; the wire number of {@code CreateTransferResult}. */
    public int decide(long sequence, long timestampNs, TransferCommand transfer) {
        throw new UnsupportedOperationException();
    }

    public int decide(long sequence, long timestampNs, LimitsCommand limits) {
        throw new UnsupportedOperationException();
    }

    public int decide(long sequence, long timestampNs, StatusCommand status) {
        throw new UnsupportedOperationException();
    }

    /** Must be sequence 1. Takes the memory. */
    public int decide(long sequence, long timestampNs, GenesisCommand genesis) {
        throw new UnsupportedOperationException();
    }

    public int decide(long sequence, long timestampNs, GrantCommand grant) {
        throw new UnsupportedOperationException();
    }

    public int decide(long sequence, long timestampNs, CapacitiesCommand capacities) {
        throw new UnsupportedOperationException();
    }

    /** Raises the feature level; never lowers it. */
    public int decideFeatureLevel(long sequence, long timestampNs, int featureLevel) {
        throw new UnsupportedOperationException();
    }

    /** An {@code Epoch} or {@code CloseDay} record: time passes, nothing else changes. */
    public int decideNothing(long sequence, long timestampNs) {
        throw new UnsupportedOperationException();
    }

    /** Expires what is due, at most 4,096 holds, and hashes the next 4,096 account rows. */
    public int pulse(long sequence, long timestampNs) {
        throw new UnsupportedOperationException();
    }

    // Of the last decide; valid until the next one.

    /** Of what was created or exists; of a refusal its own time. */
    public long resultTimestampNs() {
        throw new UnsupportedOperationException();
    }

    /** Minor units that moved or are held; 0 for a refusal, and for accounts. */
    public long resultAmountMinor() {
        throw new UnsupportedOperationException();
    }

    /**
     * How many events right before this one in the request failed with it: their results become {@code
     * linked_event_failed}.
     */
    public int eventsFailed() {
        throw new UnsupportedOperationException();
    }

    /** Whether the request under way is answered from its stored reply. */
    public boolean isReplayed() {
        throw new UnsupportedOperationException();
    }

    /** Sequence of the last event of the stored reply. */
    public long replayedSequence() {
        throw new UnsupportedOperationException();
    }

    /** T of the stored reply. */
    public long replayedTimestampNs() {
        throw new UnsupportedOperationException();
    }

    // Of the last pulse.

    public int expiredCount() {
        throw new UnsupportedOperationException();
    }

    public long expiredIdHigh(int index) {
        throw new UnsupportedOperationException();
    }

    public long expiredIdLow(int index) {
        throw new UnsupportedOperationException();
    }

    public int hashedFirstRow() {
        throw new UnsupportedOperationException();
    }

    public int hashedRows() {
        throw new UnsupportedOperationException();
    }

    public long hashedRowsHash() {
        throw new UnsupportedOperationException();
    }

    // Reads.

    /** Fills the view; false and an empty view if there is no such account, or none the principal may read. */
    public boolean lookup(long principal, long idHigh, long idLow, AccountView view) {
        throw new UnsupportedOperationException();
    }

    /** Fills the view with what became of the id. */
    public void lookup(long principal, long idHigh, long idLow, TransferView view) {
        throw new UnsupportedOperationException();
    }

    /** When the next hold expires, ns since the epoch; {@code Long.MAX_VALUE} if none is due. Ledger thread only. */
    public long nextTimerNs() {
        throw new UnsupportedOperationException();
    }

    public int accounts() {
        throw new UnsupportedOperationException();
    }

    /** Transfers, holds and burnt ids remembered. */
    public int transfersRemembered() {
        throw new UnsupportedOperationException();
    }
}
