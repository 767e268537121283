package io.florin.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Does to a ledger what a pipeline does: stamps sequence and time, decides requests event by event, fails chains. */
final class Host {
    static final long START_NS = 1_800_000_000L * Durations.NS_PER_SECOND;
    static final long STEP_NS = Durations.NS_PER_MS;
    static final int EUR = 978;
    static final int USD = 840;
    static final long HIGH = 7L << 32; // of all account ids made here

    Ledger ledger = new Ledger();
    long sequence;
    long timeNs = START_NS;
    long principal = Operator.LOCAL;
    int lastEventsFailed;
    /** Called behind each event of a request. */
    Runnable afterEach = () -> {};

    private long idCount;

    private final RequestCommand request = new RequestCommand();
    private long keyHigh;
    private long keyLow;
    private long bodyHash;
    private long notAfterNs;

    static GenesisCommand genesis() {
        return new GenesisCommand()
                .ledgerIdHigh(1)
                .ledgerIdLow(2)
                .accountsMax(1_000)
                .transfersMax(10_000)
                .windowNs(86_400 * Durations.NS_PER_SECOND)
                .repliesMax(100)
                .replyRowsMax(10_000)
                .grantsMax(100)
                .idPolicy(0)
                .featureLevel(1);
    }

    static Host started() {
        return started(genesis());
    }

    static Host started(GenesisCommand genesis) {
        var host = new Host();
        host.timeNs += STEP_NS;
        host.ledger.decide(++host.sequence, host.timeNs, genesis);
        return host;
    }

    // Commands.

    TransferCommand transfer(long debit, long credit, long amountMinor) {
        return new TransferCommand()
                .idHigh(idHigh())
                .idLow(++idCount)
                .debitAccountIdHigh(HIGH)
                .debitAccountIdLow(debit)
                .creditAccountIdHigh(HIGH)
                .creditAccountIdLow(credit)
                .amountMinor(amountMinor)
                .ledger(EUR)
                .code(1);
    }

    TransferCommand pending(long debit, long credit, long amountMinor) {
        return transfer(debit, credit, amountMinor).flags(TransferFlags.PENDING);
    }

    TransferCommand post(TransferCommand hold, long amountMinor) {
        return resolution(hold, amountMinor).flags(TransferFlags.POST_PENDING_TRANSFER);
    }

    TransferCommand voidOf(TransferCommand hold) {
        return resolution(hold, 0).flags(TransferFlags.VOID_PENDING_TRANSFER);
    }

    private TransferCommand resolution(TransferCommand hold, long amountMinor) {
        return new TransferCommand()
                .idHigh(idHigh())
                .idLow(++idCount)
                .pendingIdHigh(hold.idHigh())
                .pendingIdLow(hold.idLow())
                .amountMinor(amountMinor);
    }

    /** The upper half of a time-ordered id made now. */
    long idHigh() {
        return idHigh(timeNs / Durations.NS_PER_MS);
    }

    static long idHigh(long epochMs) {
        return epochMs << 16 | 0x7000;
    }

    static AccountCommand account(long idLow) {
        return new AccountCommand().idHigh(HIGH).idLow(idLow).ledger(EUR).code(1);
    }

    // Requests.

    Host as(long newPrincipal) {
        principal = newPrincipal;
        return this;
    }

    Host key(long high, long low, long hash) {
        keyHigh = high;
        keyLow = low;
        bodyHash = hash;
        return this;
    }

    Host notAfter(long ns) {
        notAfterNs = ns;
        return this;
    }

    /** T of the next request of so many events. */
    private void begin(int events) {
        timeNs += STEP_NS;
        request.set(events, keyHigh, keyLow, bodyHash, notAfterNs, principal);
        ledger.begin(timeNs, request);
        keyHigh = 0;
        keyLow = 0;
        bodyHash = 0;
        notAfterNs = 0;
    }

    CreateTransferResult decide(TransferCommand transfer) {
        return decideAll(transfer)[0];
    }

    CreateTransferResult[] decideAll(TransferCommand... transfers) {
        begin(transfers.length);
        var results = new CreateTransferResult[transfers.length];
        for (int i = 0; i < transfers.length; i++) {
            long eventNs = timeNs - transfers.length + i + 1;
            results[i] = transferResult(ledger.decide(++sequence, eventNs, transfers[i]));
            lastEventsFailed = ledger.eventsFailed();
            Arrays.fill(results, i - lastEventsFailed, i, CreateTransferResult.LINKED_EVENT_FAILED);
            afterEach.run();
        }
        return results;
    }

    CreateAccountResult decide(AccountCommand account) {
        return decideAll(account)[0];
    }

    CreateAccountResult[] decideAll(AccountCommand... accounts) {
        begin(accounts.length);
        var results = new CreateAccountResult[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            long eventNs = timeNs - accounts.length + i + 1;
            results[i] = accountResult(ledger.decide(++sequence, eventNs, accounts[i]));
            lastEventsFailed = ledger.eventsFailed();
            Arrays.fill(results, i - lastEventsFailed, i, CreateAccountResult.LINKED_EVENT_FAILED);
            afterEach.run();
        }
        return results;
    }

    int decide(LimitsCommand limits) {
        begin(1);
        return ledger.decide(++sequence, timeNs, limits);
    }

    int decide(StatusCommand status) {
        begin(1);
        return ledger.decide(++sequence, timeNs, status);
    }

    int decide(GrantCommand grant) {
        begin(1);
        return ledger.decide(++sequence, timeNs, grant);
    }

    int decide(CapacitiesCommand capacities) {
        begin(1);
        return ledger.decide(++sequence, timeNs, capacities);
    }

    int decide(CloseDayCommand day) {
        begin(1);
        return ledger.decide(++sequence, timeNs, day);
    }

    int decideFeatureLevel(int level) {
        begin(1);
        return ledger.decideFeatureLevel(++sequence, timeNs, level);
    }

    int decideEpoch(int epoch) {
        begin(1);
        return ledger.decideEpoch(++sequence, timeNs, epoch);
    }

    /** The hash of the state in a fresh second, so that no time passes that would change it. */
    long stateHashInAFreshSecond() {
        timeNs = (timeNs / Durations.NS_PER_SECOND + 1) * Durations.NS_PER_SECOND;
        begin(1);
        ledger.decideFeatureLevel(++sequence, timeNs, ledger.featureLevel());
        return ledger.stateHash();
    }

    /** Goes on with another ledger, that was restored from this one's state. */
    Host restart() {
        ledger = Words.of(ledger).restored();
        return this;
    }

    void pulse() {
        begin(1);
        ledger.pulse(++sequence, timeNs);
    }

    void pulseAt(long ns) {
        timeNs = ns - STEP_NS;
        pulse();
    }

    /** Accounts 1 to n, all plain. */
    Host accounts(int count) {
        for (int i = 1; i <= count; i++) {
            CreateAccountResult result = decide(account(i));
            if (result != CreateAccountResult.CREATED) throw new AssertionError(i + ": " + result);
        }
        return this;
    }

    // Reads.

    AccountView view(long idLow) {
        var view = new AccountView();
        if (!ledger.lookup(0, HIGH, idLow, view)) throw new AssertionError("no account " + idLow);
        return view;
    }

    TransferView view(TransferCommand transfer) {
        var view = new TransferView();
        ledger.lookup(0, transfer.idHigh(), transfer.idLow(), view);
        return view;
    }

    /** The four balances: debits pending, debits posted, credits pending, credits posted. */
    List<Long> balances(long idLow) {
        AccountView view = view(idLow);
        return List.of(
                view.debitsPendingMinor(),
                view.debitsPostedMinor(),
                view.creditsPendingMinor(),
                view.creditsPostedMinor());
    }

    static CreateTransferResult transferResult(int code) {
        return find(CreateTransferResult.values(), code, CreateTransferResult::code);
    }

    static CreateAccountResult accountResult(int code) {
        return find(CreateAccountResult.values(), code, CreateAccountResult::code);
    }

    private static <E> E find(E[] values, int code, ToIntFunction<E> codeOf) {
        return Arrays.stream(values)
                .filter(value -> codeOf.applyAsInt(value) == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no result has code=" + code));
    }

    /** The same command, changed. */
    static TransferCommand with(TransferCommand transfer, Consumer<TransferCommand> change) {
        change.accept(transfer);
        return transfer;
    }
}
