package io.florin.ledger;

/**
 * The only place where money moves: a pure function of its input, {@code decide(sequence, timestampNs, command)}.
 *
 * <p>A host calls {@link #begin} once for a request, then {@code decide} for each of its events in order, with time
 * stamps T − n + i + 1. The results of a request are final when its last event is decided: until then a linked chain
 * may still fail, which {@link #eventsFailed()} reports. Sequences count up without a gap, beginning with Genesis;
 * what operators say and pulses may come without {@code begin}, and are then Florin's own. Called by one thread;
 * allocates at construction, {@code Genesis} and {@code Capacities} only.
 */
public final class Ledger {
    private final LedgerTables tables = new LedgerTables();
    private final IdWindow window = tables.transfers().window();
    private final Outcome outcome = new Outcome();
    private final Request request = new Request(tables.replies(), tables.settings());
    private final Chain chain = new Chain(tables.changes());
    private final AccountLadder accountLadder = new AccountLadder(request, tables, outcome);
    private final TransferLadder transferLadder = new TransferLadder(request, tables, outcome);
    private final AccountControls controls = new AccountControls(request, tables);
    private final Operator operator = new Operator(request, tables);
    private final Pulse pulse = new Pulse(tables);
    private final Lookups lookups = new Lookups(tables);
    private final LedgerState state = new LedgerState(tables, pulse.rowsHash());

    private long lastSequence;
    private long lastTimestampNs;

    /** Opens a request whose own time is T; decides request-wide refusals and replays. */
    public void begin(long timestampNs, RequestCommand command) {
        Belief.require(timestampNs - command.events() >= lastTimestampNs, "time advances with every request");
        window.advance(timestampNs - command.events() + 1);
        tables.replies().age(window.agedSecond());
        tables.transfers().makeReady(command.events());
        request.begin(timestampNs, command);
    }

    /** One event of {@code create_accounts}; the wire number of {@link CreateAccountResult}. */
    public int decide(long sequence, long timestampNs, AccountCommand account) {
        open(sequence, timestampNs);
        request.next(timestampNs, (account.flags() & AccountFlags.IMPORTED) != 0);
        if (request.isAnswered()) return close(sequence, request.answer(outcome, account.timestampNs()));

        boolean isLinked = (account.flags() & AccountFlags.LINKED) != 0;
        chain.meet(isLinked, request.event());
        CreateAccountResult result;
        if (isLinked && request.isLastEvent()) {
            result = CreateAccountResult.LINKED_EVENT_CHAIN_OPEN;
        } else if (chain.isBroken()) {
            result = CreateAccountResult.LINKED_EVENT_FAILED;
        } else {
            result = accountLadder.decide(timestampNs, account);
        }

        if (result != CreateAccountResult.CREATED) outcome.eventsFailed(chain.fail(request.event()));
        chain.pass(isLinked && !request.isLastEvent());
        return close(sequence, result.code());
    }

    /** One event of {@code create_transfers}; the wire number of {@link CreateTransferResult}. */
    public int decide(long sequence, long timestampNs, TransferCommand transfer) {
        open(sequence, timestampNs);
        request.next(timestampNs, (transfer.flags() & TransferFlags.IMPORTED) != 0);
        if (request.isAnswered()) return close(sequence, request.answer(outcome, transfer.timestampNs()));

        boolean isLinked = (transfer.flags() & TransferFlags.LINKED) != 0;
        chain.meet(isLinked, request.event());
        CreateTransferResult result;
        if (isLinked && request.isLastEvent()) {
            result = CreateTransferResult.LINKED_EVENT_CHAIN_OPEN;
        } else if (chain.isBroken()) {
            result = CreateTransferResult.LINKED_EVENT_FAILED;
        } else {
            result = transferLadder.decide(timestampNs, transfer);
        }

        if (result != CreateTransferResult.CREATED) outcome.eventsFailed(chain.fail(request.event()));
        if (result.isTransient()) result = burn(timestampNs, transfer, result);
        chain.pass(isLinked && !request.isLastEvent());
        return close(sequence, result.code());
    }

    /** A refusal that cannot be remembered must not sound final: then the answer is that the table is full. */
    private CreateTransferResult burn(long timestampNs, TransferCommand transfer, CreateTransferResult refusal) {
        boolean isBurnt = tables.changes().burn(transfer, request.principal(), refusal.code(), timestampNs);
        return isBurnt ? refusal : CreateTransferResult.TRANSFERS_FULL;
    }

    /** The wire number of {@link LimitsResult}. */
    public int decide(long sequence, long timestampNs, LimitsCommand limits) {
        open(sequence, timestampNs);
        request.next(timestampNs, false);
        if (request.isAnswered()) return close(sequence, request.answer(outcome, 0));
        return close(sequence, controls.decide(limits).code());
    }

    /** The wire number of {@link StatusResult}. */
    public int decide(long sequence, long timestampNs, StatusCommand status) {
        open(sequence, timestampNs);
        request.next(timestampNs, false);
        if (request.isAnswered()) return close(sequence, request.answer(outcome, 0));
        return close(sequence, controls.decide(status).code());
    }

    /**
     * Must be sequence 1. Takes the memory. The wire number of {@link AdminResult}.
     *
     * @throws IllegalArgumentException if a capacity is beyond what this build can hold.
     */
    public int decide(long sequence, long timestampNs, GenesisCommand genesis) {
        Belief.require(sequence == 1, "a ledger has one Genesis, and it comes first");
        openInternal(sequence, timestampNs);
        return closeInternal(sequence, operator.decide(timestampNs, genesis).code());
    }

    /** The wire number of {@link AdminResult}. */
    public int decide(long sequence, long timestampNs, GrantCommand grant) {
        openInternal(sequence, timestampNs);
        if (request.isAnswered()) return closeInternal(sequence, request.answer(outcome, 0));
        return closeInternal(sequence, operator.decide(grant).code());
    }

    /** Takes the memory. The wire number of {@link AdminResult}. */
    public int decide(long sequence, long timestampNs, CapacitiesCommand capacities) {
        openInternal(sequence, timestampNs);
        if (request.isAnswered()) return closeInternal(sequence, request.answer(outcome, 0));
        return closeInternal(sequence, operator.decide(capacities).code());
    }

    /** Raises the feature level; never lowers it. The wire number of {@link AdminResult}. */
    public int decideFeatureLevel(long sequence, long timestampNs, int featureLevel) {
        openInternal(sequence, timestampNs);
        if (request.isAnswered()) return closeInternal(sequence, request.answer(outcome, 0));
        return closeInternal(sequence, operator.decideFeatureLevel(featureLevel).code());
    }

    /** Whoever leads from now on begins an epoch, a u32 above the one before; stored replies name it. Always 0. */
    public int decideEpoch(long sequence, long timestampNs, int epoch) {
        openInternal(sequence, timestampNs);
        operator.decideEpoch(epoch);
        return closeInternal(sequence, AdminResult.APPLIED.code());
    }

    /** Whether the principal has the right {@code admin} in this ledger, 0 for every; changes nothing. */
    public int lookupRight(long principal, int ledger) {
        boolean isGranted = tables.grants().allows(principal, ledger, GrantTable.ADMIN);
        return (isGranted ? AdminResult.APPLIED : AdminResult.NOT_GRANTED).code();
    }

    /** Ends a day: nothing moves, and the day cannot be closed again. The wire number of {@link AdminResult}. */
    public int decide(long sequence, long timestampNs, CloseDayCommand day) {
        openInternal(sequence, timestampNs);
        if (request.isAnswered()) return closeInternal(sequence, request.answer(outcome, 0));
        return closeInternal(sequence, operator.decide(timestampNs, day).code());
    }

    /** Expires what is due, at most 4,096 holds, and hashes the next 4,096 account rows; always 0. */
    public int pulse(long sequence, long timestampNs) {
        openInternal(sequence, timestampNs);
        pulse.decide(timestampNs);
        return closeInternal(sequence, AdminResult.APPLIED.code());
    }

    private void open(long sequence, long timestampNs) {
        Belief.require(sequence == lastSequence + 1, "sequences have no gap, and begin with Genesis");
        Belief.require(timestampNs > lastTimestampNs, "time advances with every command");
        lastSequence = sequence;
        lastTimestampNs = timestampNs;
        window.advance(timestampNs);
        outcome.begin(timestampNs);
    }

    private int close(long sequence, int status) {
        request.done(sequence, status, outcome);
        return status;
    }

    private void openInternal(long sequence, long timestampNs) {
        open(sequence, timestampNs);
        if (request.isUnderWay()) request.next(timestampNs, false);
        else request.beginInternal();
    }

    private int closeInternal(long sequence, int status) {
        if (request.isUnderWay()) request.done(sequence, status, outcome);
        return status;
    }

    // Of the last decide; valid until the next one.

    /** Of what was created or exists; of a refusal its own time. */
    public long resultTimestampNs() {
        return outcome.timestampNs();
    }

    /** Minor units that moved or are held now; 0 for a refusal, for what exists already, and for accounts. */
    public long resultAmountMinor() {
        return outcome.amountMinor();
    }

    /** How many events right before this one failed with it: their results become {@code linked_event_failed}. */
    public int eventsFailed() {
        return outcome.eventsFailed();
    }

    /** Whether this event is linked to the next one: until that is decided, its result may still become another. */
    public boolean isChainOpen() {
        return chain.isOpen();
    }

    /** Whether the request under way is answered from its stored reply: results are the stored ones, nothing moves. */
    public boolean isReplayed() {
        return request.isReplayed();
    }

    /** Sequence of the last event of the stored reply. */
    public long replayedSequence() {
        return request.replayedSequence();
    }

    /** The epoch in which the stored reply was given, a u32. */
    public int replayedEpoch() {
        return request.replayedEpoch();
    }

    /** T of the stored reply. */
    public long replayedTimestampNs() {
        return request.replayedTimestampNs();
    }

    // Of the last pulse.

    public int expiredCount() {
        return pulse.expired();
    }

    public long expiredIdHigh(int index) {
        return pulse.expiredIdHigh(index);
    }

    public long expiredIdLow(int index) {
        return pulse.expiredIdLow(index);
    }

    public int hashedFirstRow() {
        return pulse.rowsHash().firstRow();
    }

    public int hashedRows() {
        return pulse.rowsHash().rows();
    }

    public long hashedRowsHash() {
        return pulse.rowsHash().hash();
    }

    // Reads.

    /** Fills the view; false and an empty view if there is no such account, or none the principal may read. */
    public boolean lookup(long principal, long idHigh, long idLow, AccountView view) {
        return lookups.fill(principal, idHigh, idLow, view);
    }

    /** Fills the view with what became of the id. */
    public void lookup(long principal, long idHigh, long idLow, TransferView view) {
        lookups.fill(principal, idHigh, idLow, view);
    }

    /**
     * The last day that a ledger closed, as yyyymmdd, 0 before the first; of ledger 0, which stands for every ledger,
     * the last that any closed.
     */
    public int lastDayClosed(int ledger) {
        return tables.closedDays().last(ledger);
    }

    /** The latest of any transfer, hold, post or void that was ever created; 0 before the first. */
    public long lastTransferTimestampNs() {
        return tables.transfers().lastTimestampNs();
    }

    /** When the ledger began; 0 before that. */
    public long genesisTimestampNs() {
        return tables.settings().genesisNs();
    }

    /** Whether any ledger ever closed a day. */
    public boolean hasClosedDays() {
        return tables.closedDays().count() > 0;
    }

    /** When the next hold expires, ns since the epoch; {@code Long.MAX_VALUE} if none is due. Ledger thread only. */
    public long nextTimerNs() {
        return tables.holds().expiry().nextNs();
    }

    public int accounts() {
        return tables.accounts().count();
    }

    /** Transfers, holds and burnt ids remembered. */
    public int transfersRemembered() {
        return window.remembered();
    }

    /** Holds that are neither posted nor voided nor expired. */
    public int holdsOpen() {
        return window.unresolved();
    }

    /** Accounts that there can be. */
    public long accountsMax() {
        return tables.settings().capacities().accountsMax();
    }

    /** Transfers, holds and burnt ids that can be remembered at once. */
    public long transfersMax() {
        return tables.settings().capacities().transfersMax();
    }

    /** Whether ids may be opaque: then a transfer's id says nothing about its age. */
    public boolean isAnyId() {
        return tables.settings().idPolicy() == Settings.ANY;
    }

    public int featureLevel() {
        return tables.settings().featureLevel();
    }

    /** Of the last command; 0 before Genesis. */
    public long lastSequence() {
        return lastSequence;
    }

    public long lastTimestampNs() {
        return lastTimestampNs;
    }

    // The state as a whole, between requests.

    /** Writes everything that decisions depend on: the same words at one sequence, whoever takes them. Allocates. */
    public void write(StateWriter writer) {
        Belief.require(!request.isUnderWay(), "the state is whole between requests only");
        writer.begin(StateTable.POSITION);
        writer.write(1);
        writer.write(lastSequence);
        writer.write(lastTimestampNs);
        writer.end(StateTable.POSITION);
        state.write(writer);
    }

    /** Becomes what was written; instead of Genesis. Takes the memory. */
    public void read(StateReader reader) {
        Belief.require(lastSequence == 0, "only a new ledger reads a state");
        reader.begin(StateTable.POSITION);
        Belief.require(reader.read() == 1, "the position is one row");
        lastSequence = reader.read();
        lastTimestampNs = reader.read();
        reader.end(StateTable.POSITION);
        state.read(reader);
    }

    /** Over the whole state but its position: what changed nothing leaves it as it was. Slow; allocates. */
    public long stateHash() {
        var hash = new StateHash();
        write(hash);
        return hash.hash();
    }

    /** For this package's tests, which look inside and change nothing. */
    LedgerTables tables() {
        return tables;
    }

    // Touching ahead: brings memory into the cache that later events of a batch need, and has no other effect.

    /** Notes the id of a transfer to come; of more than 128 the rest is left out. */
    public void expectTransfer(long idHigh, long idLow) {
        tables.ahead().transfer(idHigh, idLow);
    }

    /** Notes the id of an account that a transfer to come will move; of more than 128 the rest is left out. */
    public void expectAccount(long idHigh, long idLow) {
        tables.ahead().account(idHigh, idLow);
    }

    /** Touches the memory of all ids that were noted, and forgets them. */
    public void touchExpected() {
        tables.ahead().touch();
    }

    /** Of no meaning, but that the memory touched is really read. */
    public long touched() {
        return tables.ahead().touched() + tables.transfers().touched();
    }
}
