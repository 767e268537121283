package io.florin.ledger.model;

import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;
import io.florin.ledger.scenario.TransferStatus;
import java.math.BigInteger;

/** LEDGER.md, section 5: one event of {@code create_transfers}. Posts and voids go on in {@link ResolveRules}. */
final class TransferRules {
    static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int FLAGS_KNOWN = 0x19FF;
    private static final long AHEAD_MAX_NS = 300 * ModelState.NS_PER_S;

    private final ModelState state;
    private final ResolveRules resolve;

    TransferRules(ModelState state) {
        this.state = state;
        this.resolve = new ResolveRules(state);
    }

    /** When and for whom an event is decided. */
    record Context(Head head, boolean importing, long atNs) {}

    /** What the ladder found: a refusal, an object that is there already, or what may be stored. */
    record Decision(TransferStatus status, BigInteger amount) {
        static Decision of(TransferStatus status) {
            return new Decision(status, BigInteger.ZERO);
        }
    }

    Result decide(TransferCommand event, Context context) {
        TransferStatus early = earlyRefusal(event, context);
        if (early == TransferStatus.EXISTS) {
            return new Result(early.number(), existing(event).timestampNs(), 0);
        }
        if (early != TransferStatus.CREATED) return Result.refused(early.number(), context.atNs);

        boolean resolves = ResolveRules.resolves(event);
        Decision decision = resolves ? resolve.ladder(event, context) : ladder(event, context);
        if (decision.status != TransferStatus.CREATED) {
            return Result.refused(decision.status.number(), context.atNs);
        }
        long timestampNs = context.importing ? event.timestampNs() : context.atNs;
        if (resolves) {
            resolve.apply(event, decision.amount, timestampNs, context.atNs);
        } else {
            apply(event, decision.amount, timestampNs, context.atNs);
        }
        return new Result(Status.CREATED, timestampNs, decision.amount.longValueExact());
    }

    static boolean isLinked(TransferCommand event) {
        return (event.flags() & TransferFlags.LINKED) != 0;
    }

    static boolean isImported(TransferCommand event) {
        return (event.flags() & TransferFlags.IMPORTED) != 0;
    }

    static Id id(TransferCommand event) {
        return new Id(event.idHigh(), event.idLow());
    }

    private Transfer existing(TransferCommand event) {
        Transfer existing = state.transfers.get(id(event));
        if (existing == null) throw new IllegalStateException("not there: " + id(event));
        return existing;
    }

    private static boolean has(TransferCommand event, int flags) {
        return (event.flags() & flags) != 0;
    }

    /** Everything up to {@code id_already_failed}: the same for posts, voids and all others. */
    private TransferStatus earlyRefusal(TransferCommand event, Context context) {
        boolean importing = context.importing;
        if (importing && !isImported(event)) return TransferStatus.IMPORTED_EVENT_EXPECTED;
        if (!importing && isImported(event)) return TransferStatus.IMPORTED_EVENT_NOT_EXPECTED;
        if (!importing && event.timestampNs() != 0) return TransferStatus.TIMESTAMP_MUST_BE_ZERO;
        if (importing && event.timestampNs() < 1) return TransferStatus.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
        if (importing && event.timestampNs() >= context.atNs) {
            return TransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
        }
        if ((event.flags() & ~FLAGS_KNOWN) != 0) return TransferStatus.RESERVED_FLAG;
        Id id = id(event);
        if (id.isZero()) return TransferStatus.ID_MUST_NOT_BE_ZERO;
        if (id.isMax()) return TransferStatus.ID_MUST_NOT_BE_INT_MAX;
        if (state.isTooOld(id)) return TransferStatus.ID_TOO_OLD;
        if (state.isTimeOrdered && id.millis() > (context.atNs + AHEAD_MAX_NS) / ModelState.NS_PER_MS) {
            return TransferStatus.ID_IN_FUTURE;
        }
        boolean inheritsLedger = ResolveRules.resolves(event) && event.ledger() == 0;
        if (!inheritsLedger && !state.isGranted(context.head.principal(), event.ledger(), ModelState.POST)) {
            return TransferStatus.NOT_GRANTED;
        }
        Transfer existing = state.transfers.get(id);
        if (existing != null) return exists(event, existing);
        if (state.burnt.containsKey(id)) return TransferStatus.ID_ALREADY_FAILED;
        return TransferStatus.CREATED;
    }

    private static TransferStatus exists(TransferCommand event, Transfer existing) {
        if (event.flags() != existing.flags()) return TransferStatus.EXISTS_WITH_DIFFERENT_FLAGS;
        if (!new Id(event.pendingIdHigh(), event.pendingIdLow()).equals(existing.pendingId())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_PENDING_ID;
        }
        if (event.timeoutSeconds() != existing.timeoutSeconds()) return TransferStatus.EXISTS_WITH_DIFFERENT_TIMEOUT;
        if (ResolveRules.resolves(event)) return ResolveRules.exists(event, existing);
        if (!debitId(event).equals(existing.debitAccountId())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        if (!creditId(event).equals(existing.creditAccountId())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        int byAmount = BigInteger.valueOf(event.amountMinor()).compareTo(existing.amount());
        boolean balances = has(event, TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT);
        if (balances ? byAmount < 0 : byAmount != 0) return TransferStatus.EXISTS_WITH_DIFFERENT_AMOUNT;
        if (!new Id(event.userData128High(), event.userData128Low()).equals(existing.userData128())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_128;
        }
        if (event.userData64() != existing.userData64()) return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_64;
        if (event.userData32() != existing.userData32()) return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_32;
        if (event.ledger() != existing.ledger()) return TransferStatus.EXISTS_WITH_DIFFERENT_LEDGER;
        if (event.code() != existing.code()) return TransferStatus.EXISTS_WITH_DIFFERENT_CODE;
        return TransferStatus.EXISTS;
    }

    static Id debitId(TransferCommand event) {
        return new Id(event.debitAccountIdHigh(), event.debitAccountIdLow());
    }

    static Id creditId(TransferCommand event) {
        return new Id(event.creditAccountIdHigh(), event.creditAccountIdLow());
    }

    private Decision ladder(TransferCommand event, Context context) {
        TransferStatus shape = shapeRefusal(event);
        if (shape != TransferStatus.CREATED) return Decision.of(shape);

        Account debit = state.accounts.get(debitId(event));
        Account credit = state.accounts.get(creditId(event));
        if (debit == null) return Decision.of(TransferStatus.DEBIT_ACCOUNT_NOT_FOUND);
        if (credit == null) return Decision.of(TransferStatus.CREDIT_ACCOUNT_NOT_FOUND);
        if (debit.ledger != credit.ledger) return Decision.of(TransferStatus.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER);
        if (event.ledger() != debit.ledger) {
            return Decision.of(TransferStatus.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS);
        }
        if (context.importing) {
            TransferStatus imported = importRefusal(state, event.timestampNs(), debit, credit);
            if (imported != TransferStatus.CREATED) return Decision.of(imported);
            if (event.timeoutSeconds() != 0) return Decision.of(TransferStatus.IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO);
        }
        TransferStatus stopped = stoppedRefusal(debit, credit);
        if (stopped != TransferStatus.CREATED) return Decision.of(stopped);

        BigInteger amount = BigInteger.valueOf(event.amountMinor());
        if (has(event, TransferFlags.BALANCING_DEBIT)) amount = amount.min(debit.leftToDebit());
        if (has(event, TransferFlags.BALANCING_CREDIT)) amount = amount.min(credit.leftToCredit());
        return new Decision(amountRefusal(event, amount, debit, credit, context), amount);
    }

    private TransferStatus shapeRefusal(TransferCommand event) {
        if (has(event, TransferFlags.GROUP | TransferFlags.PARTIAL)) {
            return TransferStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE; // both are of posts and voids alone
        }
        Id debit = debitId(event);
        Id credit = creditId(event);
        if (debit.isZero()) return TransferStatus.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        if (debit.isMax()) return TransferStatus.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        if (credit.isZero()) return TransferStatus.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        if (credit.isMax()) return TransferStatus.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        if (debit.equals(credit)) return TransferStatus.ACCOUNTS_MUST_BE_DIFFERENT;
        if (event.pendingIdHigh() != 0 || event.pendingIdLow() != 0) return TransferStatus.PENDING_ID_MUST_BE_ZERO;
        if (!has(event, TransferFlags.PENDING)) {
            if (event.timeoutSeconds() != 0) return TransferStatus.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
            if (has(event, TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT)) {
                return TransferStatus.CLOSING_TRANSFER_MUST_BE_PENDING;
            }
        }
        if (event.ledger() == 0) return TransferStatus.LEDGER_MUST_NOT_BE_ZERO;
        if (event.code() == 0) return TransferStatus.CODE_MUST_NOT_BE_ZERO;
        if (event.amountMinor() < 0) return TransferStatus.AMOUNT_OUT_OF_RANGE;
        return TransferStatus.CREATED;
    }

    static TransferStatus importRefusal(ModelState state, long timestampNs, Account debit, Account credit) {
        if (timestampNs <= state.lastTransferNs) return TransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        if (timestampNs <= debit.timestampNs) {
            return TransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
        }
        if (timestampNs <= credit.timestampNs) {
            return TransferStatus.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT;
        }
        return TransferStatus.CREATED;
    }

    /** Closed and frozen accounts: for everything but voids. */
    static TransferStatus stoppedRefusal(Account debit, Account credit) {
        if (debit.isClosed()) return TransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED;
        if (credit.isClosed()) return TransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED;
        if ((debit.frozen & Account.DEBITS_FROZEN) != 0) return TransferStatus.DEBIT_ACCOUNT_FROZEN;
        if ((credit.frozen & Account.CREDITS_FROZEN) != 0) return TransferStatus.CREDIT_ACCOUNT_FROZEN;
        return TransferStatus.CREATED;
    }

    private TransferStatus amountRefusal(
            TransferCommand event, BigInteger amount, Account debit, Account credit, Context context) {
        if (has(event, TransferFlags.PENDING)) {
            if (overflows(amount, debit.debitsPending)) return TransferStatus.OVERFLOWS_DEBITS_PENDING;
            if (overflows(amount, credit.creditsPending)) return TransferStatus.OVERFLOWS_CREDITS_PENDING;
        }
        if (overflows(amount, debit.debitsPosted)) return TransferStatus.OVERFLOWS_DEBITS_POSTED;
        if (overflows(amount, credit.creditsPosted)) return TransferStatus.OVERFLOWS_CREDITS_POSTED;
        if (overflows(amount, debit.debits())) return TransferStatus.OVERFLOWS_DEBITS;
        if (overflows(amount, credit.credits())) return TransferStatus.OVERFLOWS_CREDITS;
        BigInteger timeoutNs = BigInteger.valueOf(Integer.toUnsignedLong(event.timeoutSeconds()))
                .multiply(BigInteger.valueOf(ModelState.NS_PER_S));
        if (overflows(timeoutNs, BigInteger.valueOf(context.atNs))) return TransferStatus.OVERFLOWS_TIMEOUT;
        if (debit.exceedsCredits(amount)) return TransferStatus.EXCEEDS_CREDITS;
        if (credit.exceedsDebits(amount)) return TransferStatus.EXCEEDS_DEBITS;
        if (!state.hasRoom(id(event), context.atNs)) return TransferStatus.TRANSFERS_FULL;
        return TransferStatus.CREATED;
    }

    private static boolean overflows(BigInteger amount, BigInteger sum) {
        return amount.add(sum).compareTo(MAX) > 0;
    }

    private void apply(TransferCommand event, BigInteger amount, long timestampNs, long storedNs) {
        boolean holds = has(event, TransferFlags.PENDING);
        state.makeRoom();
        state.change(debitId(event), account -> {
            if (holds) account.debitsPending = account.debitsPending.add(amount);
            if (!holds) account.debitsPosted = account.debitsPosted.add(amount);
            if (has(event, TransferFlags.CLOSING_DEBIT)) account.closed(true);
        });
        state.change(creditId(event), account -> {
            if (holds) account.creditsPending = account.creditsPending.add(amount);
            if (!holds) account.creditsPosted = account.creditsPosted.add(amount);
            if (has(event, TransferFlags.CLOSING_CREDIT)) account.closed(true);
        });
        state.add(Transfer.of(event, amount, timestampNs, storedNs, state.openGroup));
    }
}
