package io.florin.bench.micro;

import static io.florin.ledger.TransferFlags.BALANCING_DEBIT;
import static io.florin.ledger.TransferFlags.CLOSING_DEBIT;
import static io.florin.ledger.TransferFlags.GROUP;
import static io.florin.ledger.TransferFlags.IMPORTED;
import static io.florin.ledger.TransferFlags.LINKED;
import static io.florin.ledger.TransferFlags.PARTIAL;
import static io.florin.ledger.TransferFlags.PENDING;
import static io.florin.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.florin.ledger.TransferFlags.VOID_PENDING_TRANSFER;

import io.florin.bench.load.LoadFailedException;
import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.AccountView;
import io.florin.ledger.AdminResult;
import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.CreateAccountResult;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.Ledger;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import java.util.concurrent.TimeUnit;

/**
 * Every command that a ledger decides, as often as wanted: each leaves behind what the next of its kind needs. The
 * answer is checked each time. One thread; allocates nothing after construction.
 */
public final class EveryCommand {
    private static final long PRINCIPAL_LOCAL = 1;
    private static final long CLERK = 2;
    private static final long START_NS = 1_795_000_000_000_000_000L;
    /** So that a second of ids fits into the table many times, and old ones can leave for new ones. */
    private static final long STEP_NS = 100_000;

    private static final long ALL = Long.MAX_VALUE;
    private static final int LEDGER = 978;
    private static final int ACCOUNTS = 10_000;
    private static final int BANK = 1;
    private static final int SHOP = 2;
    private static final int KEYS = 1_000;

    private final Ledger ledger = new Ledger();
    private final RequestCommand request = new RequestCommand();
    private final TransferCommand transfer = new TransferCommand();
    private final AccountCommand account = new AccountCommand();
    private final LimitsCommand limits = new LimitsCommand();
    private final StatusCommand status = new StatusCommand();
    private final GrantCommand grant = new GrantCommand();
    private final CapacitiesCommand capacities = new CapacitiesCommand();
    private final CloseDayCommand day = new CloseDayCommand();
    private final AccountView accountView = new AccountView();
    private final TransferView transferView = new TransferView();
    private long sequence;
    private long timeNs = START_NS;
    private int eventsLeft;
    private long idLow;
    private long importedNs = START_NS - TimeUnit.DAYS.toNanos(1);
    private int version;
    private long count;

    /** What can be asked for; some take several events, because one without the others would not come far. */
    public enum Kind {
        ACCOUNT_THAT_EXISTS,
        /** Created in a chain that breaks, and undone: accounts are for ever, and this may be done for ever. */
        ACCOUNT_CREATED_AND_UNDONE,
        SINGLE,
        REFUSED,
        REFUSED_AND_BURNT,
        CHAIN_UNDONE,
        HOLD_AND_POST,
        HOLD_AND_VOID,
        HOLD_AND_PARTS,
        GROUP_OF_TWO,
        BALANCING,
        CLOSING_AND_REOPENING,
        IMPORTED_TRANSFER,
        RETRY,
        LIMITS,
        STATUS,
        GRANT_AND_REVOKE,
        CAPACITIES,
        CLOSED_DAY,
        STORED_REPLY,
        LOOKUP_ACCOUNT,
        LOOKUP_TRANSFER,
        HOLD_AND_EXPIRY_BY_PULSE
    }

    public EveryCommand() {
        request(1, 0);
        GenesisCommand genesis = new GenesisCommand()
                .accountsMax(2 * ACCOUNTS)
                .transfersMax(100_000)
                .windowNs(TimeUnit.HOURS.toNanos(24))
                .repliesMax(KEYS)
                .replyRowsMax(10 * KEYS)
                .grantsMax(100)
                .featureLevel(1);
        check(ledger.decide(sequence + 1, time(), genesis), 0);
        account.ledger(LEDGER).code(1);
        for (int i = 1; i <= ACCOUNTS; i++) {
            request(1, 0);
            check(ledger.decide(sequence + 1, time(), account.idLow(i)), 0);
        }
        limits.accountIdLow(BANK);
        status.accountIdLow(BANK);
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), day.ledger(LEDGER).date(1970_01_01)), 0);
    }

    /** Decides this kind once; throws if the answer is not the one it must have. */
    public void decide(Kind kind) {
        count++;
        switch (kind) {
            case ACCOUNT_THAT_EXISTS -> accountThatExists();
            case ACCOUNT_CREATED_AND_UNDONE -> accountUndone();
            case SINGLE -> single(BANK, SHOP, 0, CreateTransferResult.CREATED);
            case REFUSED -> single(BANK, BANK, 0, CreateTransferResult.ACCOUNTS_MUST_BE_DIFFERENT);
            case REFUSED_AND_BURNT -> single(BANK, 3 * ACCOUNTS, 0, CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND);
            case CHAIN_UNDONE -> chainUndone();
            case HOLD_AND_POST -> holdAnd(POST_PENDING_TRANSFER, ALL);
            case HOLD_AND_VOID -> holdAnd(VOID_PENDING_TRANSFER, 0);
            case HOLD_AND_PARTS -> holdAndParts();
            case GROUP_OF_TWO -> groupOfTwo();
            case BALANCING -> single(BANK, SHOP, BALANCING_DEBIT, CreateTransferResult.CREATED);
            case CLOSING_AND_REOPENING -> closingAndReopening();
            case IMPORTED_TRANSFER -> imported();
            case RETRY -> retry();
            case LIMITS -> limits();
            case STATUS -> status();
            case GRANT_AND_REVOKE -> grantAndRevoke();
            case CAPACITIES -> capacities();
            case CLOSED_DAY -> closedDay();
            case STORED_REPLY -> storedReply();
            case LOOKUP_ACCOUNT -> lookupAccount();
            case LOOKUP_TRANSFER -> lookupTransfer();
            case HOLD_AND_EXPIRY_BY_PULSE -> holdAndExpiry();
        }
    }

    // Requests.

    private void request(int events, long key) {
        timeNs += STEP_NS;
        eventsLeft = events;
        ledger.begin(timeNs, request.set(events, 0, key, key, 0, PRINCIPAL_LOCAL));
    }

    /** The next event of the request, at a time of its own. */
    private long time() {
        sequence++;
        eventsLeft--;
        return timeNs - eventsLeft;
    }

    private static void check(int answer, int wanted) {
        if (answer != wanted) throw new LoadFailedException("wanted " + wanted + ", not status=" + answer);
    }

    private TransferCommand transfer(int flags, long amountMinor) {
        return transfer.idHigh((timeNs / 1_000_000) << 16)
                .idLow(++idLow)
                .debitAccountIdLow(BANK)
                .creditAccountIdLow(SHOP)
                .pendingIdHigh(0)
                .pendingIdLow(0)
                .timestampNs(0)
                .timeoutSeconds(0)
                .ledger(LEDGER)
                .code(1)
                .flags(flags)
                .amountMinor(amountMinor);
    }

    /** A post or void of the hold that was made last, or of one so many events before it. */
    private TransferCommand resolution(int flags, long amountMinor, int back) {
        long high = transfer.idHigh();
        return transfer(flags, amountMinor)
                .debitAccountIdLow(0)
                .creditAccountIdLow(0)
                .pendingIdHigh(high)
                .pendingIdLow(idLow - 1 - back)
                .ledger(0)
                .code(0);
    }

    private void decide(TransferCommand decided, CreateTransferResult wanted) {
        check(ledger.decide(sequence + 1, time(), decided), wanted.code());
    }

    // Kinds.

    private void accountThatExists() {
        request(1, 0);
        account.idLow(1 + count % ACCOUNTS).flags(0);
        check(ledger.decide(sequence + 1, time(), account), CreateAccountResult.EXISTS.code());
    }

    private void accountUndone() {
        request(2, 0);
        account.idLow(ACCOUNTS + 1).flags(AccountFlags.LINKED);
        check(ledger.decide(sequence + 1, time(), account), CreateAccountResult.CREATED.code());
        account.idLow(0).flags(0);
        check(ledger.decide(sequence + 1, time(), account), CreateAccountResult.ID_MUST_NOT_BE_ZERO.code());
    }

    private void single(int debit, int credit, int flags, CreateTransferResult wanted) {
        request(1, 0);
        decide(transfer(flags, 1).debitAccountIdLow(debit).creditAccountIdLow(credit), wanted);
    }

    private void chainUndone() {
        request(3, 0);
        decide(transfer(LINKED, 1), CreateTransferResult.CREATED);
        decide(transfer(LINKED | PENDING, 1).timeoutSeconds(9), CreateTransferResult.CREATED);
        decide(transfer(0, 1).code(0), CreateTransferResult.CODE_MUST_NOT_BE_ZERO);
    }

    private void holdAnd(int flags, long amountMinor) {
        request(2, 0);
        decide(transfer(PENDING, 5).timeoutSeconds(60), CreateTransferResult.CREATED);
        decide(resolution(flags, amountMinor, 0), CreateTransferResult.CREATED);
    }

    private void holdAndParts() {
        request(3, 0);
        decide(transfer(PENDING, 5), CreateTransferResult.CREATED);
        decide(resolution(POST_PENDING_TRANSFER | PARTIAL, 2, 0), CreateTransferResult.CREATED);
        decide(resolution(POST_PENDING_TRANSFER | PARTIAL, ALL, 1), CreateTransferResult.CREATED);
    }

    private void groupOfTwo() {
        request(3, 0);
        decide(transfer(PENDING | LINKED, 5).timeoutSeconds(60), CreateTransferResult.CREATED);
        decide(transfer(PENDING, 5), CreateTransferResult.CREATED);
        decide(resolution(POST_PENDING_TRANSFER | GROUP, ALL, 1), CreateTransferResult.CREATED);
    }

    private void closingAndReopening() {
        request(2, 0);
        decide(transfer(PENDING | CLOSING_DEBIT, 0).debitAccountIdLow(3), CreateTransferResult.CREATED);
        decide(resolution(VOID_PENDING_TRANSFER, 0, 0), CreateTransferResult.CREATED);
    }

    private void imported() {
        importedNs = Math.max(importedNs + 1, timeNs - STEP_NS / 2);
        request(1, 0);
        decide(transfer(IMPORTED, 1).timestampNs(importedNs), CreateTransferResult.CREATED);
    }

    private void retry() {
        request(2, 0);
        decide(transfer(0, 1), CreateTransferResult.CREATED);
        decide(transfer, CreateTransferResult.EXISTS);
    }

    private void limits() {
        request(1, 0);
        check(
                ledger.decide(
                        sequence + 1, time(), limits.debitAllowanceMinor(count).expectedVersion(version++)),
                0);
    }

    private void status() {
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), status.reason((int) count & 0xFFFF)), 0);
    }

    private void grantAndRevoke() {
        grant.principal(CLERK).ledger(LEDGER);
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), grant.rights(1)), 0);
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), grant.rights(0)), 0);
    }

    private void capacities() {
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), capacities.grantsMax(100)), 0);
    }

    private void closedDay() {
        request(1, 0);
        check(ledger.decide(sequence + 1, time(), day), AdminResult.DAY_ALREADY_CLOSED.code());
    }

    /** Under a new key, and again under the same: the oldest reply leaves each time. */
    private void storedReply() {
        request(1, 1 + count);
        decide(transfer(0, 1).code(0), CreateTransferResult.CODE_MUST_NOT_BE_ZERO);
        request(1, 1 + count);
        decide(transfer, CreateTransferResult.CODE_MUST_NOT_BE_ZERO);
        if (!ledger.isReplayed()) throw new LoadFailedException("the reply was not stored: key=" + (1 + count));
    }

    private void lookupAccount() {
        boolean isFound = ledger.lookup(PRINCIPAL_LOCAL, 0, 1 + count % ACCOUNTS, accountView);
        if (!isFound) throw new LoadFailedException("no account has id=" + (1 + count % ACCOUNTS));
    }

    private void lookupTransfer() {
        ledger.lookup(PRINCIPAL_LOCAL, transfer.idHigh(), transfer.idLow(), transferView);
    }

    private void holdAndExpiry() {
        request(1, 0);
        decide(transfer(PENDING, 5).timeoutSeconds(1), CreateTransferResult.CREATED);
        timeNs += TimeUnit.SECONDS.toNanos(1);
        request(1, 0);
        check(ledger.pulse(sequence + 1, time()), 0);
        if (ledger.expiredCount() != 1) throw new LoadFailedException("expired=" + ledger.expiredCount());
    }
}
