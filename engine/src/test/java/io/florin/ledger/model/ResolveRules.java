package io.florin.ledger.model;

import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.model.Transfer.PendingStatus;
import io.florin.ledger.model.TransferRules.Context;
import io.florin.ledger.model.TransferRules.Decision;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.TransferStatus;
import java.math.BigInteger;
import java.util.List;

/** Posts and voids: decided on a path of their own, right behind {@code id_already_failed} (LEDGER.md, section 6). */
final class ResolveRules {
    private static final int RESOLVES = TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;
    private static final int NEVER_WITH_THEM = TransferFlags.PENDING
            | TransferFlags.BALANCING_DEBIT
            | TransferFlags.BALANCING_CREDIT
            | TransferFlags.CLOSING_DEBIT
            | TransferFlags.CLOSING_CREDIT;

    private final ModelState state;

    ResolveRules(ModelState state) {
        this.state = state;
    }

    static boolean resolves(TransferCommand event) {
        return (event.flags() & RESOLVES) != 0;
    }

    private static boolean has(TransferCommand event, int flags) {
        return (event.flags() & flags) != 0;
    }

    private static boolean isVoid(TransferCommand event) {
        return has(event, TransferFlags.VOID_PENDING_TRANSFER);
    }

    private static Id pendingId(TransferCommand event) {
        return new Id(event.pendingIdHigh(), event.pendingIdLow());
    }

    private static boolean isAll(TransferCommand event) {
        return event.amountMinor() == (isVoid(event) ? 0 : Long.MAX_VALUE);
    }

    /** A retry: zeros and "all" mean what they meant the first time. */
    static TransferStatus exists(TransferCommand event, Transfer existing) {
        Id debit = TransferRules.debitId(event);
        if (!debit.isZero() && !debit.equals(existing.debitAccountId())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        Id credit = TransferRules.creditId(event);
        if (!credit.isZero() && !credit.equals(existing.creditAccountId())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        boolean isSameAmount = BigInteger.valueOf(event.amountMinor()).equals(existing.amount());
        boolean tookAll = isAll(event) && existing.all();
        if (!isSameAmount && !tookAll) return TransferStatus.EXISTS_WITH_DIFFERENT_AMOUNT;
        Id user128 = new Id(event.userData128High(), event.userData128Low());
        if (user128.isZero() ? !existing.same().userData128() : !user128.equals(existing.userData128())) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_128;
        }
        long user64 = event.userData64();
        if (user64 == 0 ? !existing.same().userData64() : user64 != existing.userData64()) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_64;
        }
        int user32 = event.userData32();
        if (user32 == 0 ? !existing.same().userData32() : user32 != existing.userData32()) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_USER_DATA_32;
        }
        if (event.ledger() != 0 && event.ledger() != existing.ledger()) {
            return TransferStatus.EXISTS_WITH_DIFFERENT_LEDGER;
        }
        if (event.code() != 0 && event.code() != existing.code()) return TransferStatus.EXISTS_WITH_DIFFERENT_CODE;
        return TransferStatus.EXISTS;
    }

    Decision ladder(TransferCommand event, Context context) {
        TransferStatus shape = shapeRefusal(event);
        if (shape != TransferStatus.CREATED) return Decision.of(shape);

        Transfer hold = state.transfers.get(pendingId(event));
        if (hold == null) return Decision.of(TransferStatus.PENDING_TRANSFER_NOT_FOUND);
        if (event.ledger() == 0 && !state.isGranted(context.head().principal(), hold.ledger(), ModelState.POST)) {
            return Decision.of(TransferStatus.NOT_GRANTED);
        }
        TransferStatus differs = differs(event, hold);
        if (differs != TransferStatus.CREATED) return Decision.of(differs);

        BigInteger amount = isAll(event) ? hold.rest() : BigInteger.valueOf(event.amountMinor());
        if (amount.compareTo(hold.rest()) > 0) return Decision.of(TransferStatus.EXCEEDS_PENDING_TRANSFER_AMOUNT);
        boolean mustTakeAll = isVoid(event) || has(event, TransferFlags.GROUP);
        if (mustTakeAll && !amount.equals(hold.rest())) {
            return Decision.of(TransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT);
        }
        boolean isGroup = has(event, TransferFlags.GROUP);
        TransferStatus resolved = isGroup ? groupRefusal(hold, context) : resolvedRefusal(hold.status());
        if (resolved != TransferStatus.CREATED) return Decision.of(resolved);
        for (Transfer member : members(event, hold)) {
            TransferStatus refusal = waitingRefusal(event, member, context);
            if (refusal != TransferStatus.CREATED) return Decision.of(refusal);
        }
        boolean staysPending = has(event, TransferFlags.PARTIAL) && amount.compareTo(hold.rest()) < 0;
        boolean leavesItself = !staysPending && state.isOlder(hold, TransferRules.id(event), context.atNs());
        if (!leavesItself && !state.hasRoom(TransferRules.id(event), context.atNs())) {
            return Decision.of(TransferStatus.TRANSFERS_FULL);
        }
        return new Decision(TransferStatus.CREATED, amount);
    }

    private static TransferStatus shapeRefusal(TransferCommand event) {
        if ((event.flags() & RESOLVES) == RESOLVES || has(event, NEVER_WITH_THEM)) {
            return TransferStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        }
        if (has(event, TransferFlags.PARTIAL) && (isVoid(event) || has(event, TransferFlags.GROUP))) {
            return TransferStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        }
        Id pendingId = pendingId(event);
        if (pendingId.isZero()) return TransferStatus.PENDING_ID_MUST_NOT_BE_ZERO;
        if (pendingId.isMax()) return TransferStatus.PENDING_ID_MUST_NOT_BE_INT_MAX;
        if (pendingId.equals(TransferRules.id(event))) return TransferStatus.PENDING_ID_MUST_BE_DIFFERENT;
        if (event.timeoutSeconds() != 0) return TransferStatus.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
        if (event.amountMinor() < 0) return TransferStatus.AMOUNT_OUT_OF_RANGE;
        return TransferStatus.CREATED;
    }

    private static TransferStatus differs(TransferCommand event, Transfer hold) {
        if (hold.status() == PendingStatus.NONE) return TransferStatus.PENDING_TRANSFER_NOT_PENDING;
        if (has(event, TransferFlags.GROUP) && !hold.group().isNamedBy(hold.id())) {
            return TransferStatus.PENDING_TRANSFER_NOT_PENDING; // a group goes by the name of its first
        }
        Id debit = TransferRules.debitId(event);
        if (!debit.isZero() && !debit.equals(hold.debitAccountId())) {
            return TransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        Id credit = TransferRules.creditId(event);
        if (!credit.isZero() && !credit.equals(hold.creditAccountId())) {
            return TransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        if (event.ledger() != 0 && event.ledger() != hold.ledger()) {
            return TransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
        }
        if (event.code() != 0 && event.code() != hold.code()) return TransferStatus.PENDING_TRANSFER_HAS_DIFFERENT_CODE;
        return TransferStatus.CREATED;
    }

    private List<Transfer> members(TransferCommand event, Transfer hold) {
        if (!has(event, TransferFlags.GROUP)) return List.of(hold);
        return hold.group().members.stream().map(this::hold).toList();
    }

    private Transfer hold(Id id) {
        Transfer hold = state.transfers.get(id);
        if (hold == null) throw new IllegalStateException("no hold " + id);
        return hold;
    }

    /**
     * A group is resolved as one or not at all. What broke it is decided by time alone, never by whether a pulse has
     * come by: the named one's own end, then whatever was the first to end alone; an expiry ends a hold when it is due.
     */
    private TransferStatus groupRefusal(Transfer first, Context context) {
        if (!first.isPending()) return resolvedRefusal(first.status());
        if (first.isDue(context.atNs())) return TransferStatus.PENDING_TRANSFER_EXPIRED;
        TransferStatus broken = resolvedRefusal(first.group().brokenBy);
        if (broken != TransferStatus.CREATED) return broken;
        if (state.anyIsDue(first.group(), context.atNs())) return TransferStatus.PENDING_TRANSFER_EXPIRED;
        return state.mayTouch(first.group().members.size()) ? TransferStatus.CREATED : TransferStatus.TOO_MANY_LEGS;
    }

    private static TransferStatus resolvedRefusal(PendingStatus status) {
        return switch (status) {
            case POSTED -> TransferStatus.PENDING_TRANSFER_ALREADY_POSTED;
            case VOIDED -> TransferStatus.PENDING_TRANSFER_ALREADY_VOIDED;
            case EXPIRED -> TransferStatus.PENDING_TRANSFER_EXPIRED;
            case PENDING, NONE -> TransferStatus.CREATED;
        };
    }

    private TransferStatus waitingRefusal(TransferCommand event, Transfer hold, Context context) {
        if (hold.isDue(context.atNs())) return TransferStatus.PENDING_TRANSFER_EXPIRED;
        Account debit = state.account(hold.debitAccountId());
        Account credit = state.account(hold.creditAccountId());
        if (context.importing()) {
            TransferStatus imported = TransferRules.importRefusal(state, event.timestampNs(), debit, credit);
            if (imported != TransferStatus.CREATED) return imported;
        }
        return isVoid(event) ? TransferStatus.CREATED : TransferRules.stoppedRefusal(debit, credit);
    }

    void apply(TransferCommand event, BigInteger amount, long timestampNs, long storedNs) {
        Transfer named = hold(pendingId(event));
        boolean isPartial = has(event, TransferFlags.PARTIAL);
        for (Transfer hold : members(event, named)) {
            BigInteger posted = posted(event, hold, amount);
            BigInteger rest = hold.rest().subtract(posted);
            boolean staysPending = isPartial && rest.signum() > 0;
            if (staysPending) {
                move(hold, posted, posted);
                state.replace(hold.with(PendingStatus.PENDING, rest), storedNs);
            } else {
                move(hold, hold.rest(), posted);
                PendingStatus status = isVoid(event) ? PendingStatus.VOIDED : PendingStatus.POSTED;
                if (isVoid(event)) reopen(state, hold);
                state.replace(hold.with(status, hold.rest()), storedNs);
            }
        }
        state.makeRoom(); // what was just resolved may be what leaves
        state.add(named.resolvedBy(event, amount, timestampNs, storedNs));
    }

    private static BigInteger posted(TransferCommand event, Transfer hold, BigInteger amount) {
        if (isVoid(event)) return BigInteger.ZERO;
        return has(event, TransferFlags.GROUP) ? hold.rest() : amount;
    }

    private void move(Transfer hold, BigInteger released, BigInteger posted) {
        state.change(hold.debitAccountId(), account -> {
            account.debitsPending = account.debitsPending.subtract(released);
            account.debitsPosted = account.debitsPosted.add(posted);
        });
        state.change(hold.creditAccountId(), account -> {
            account.creditsPending = account.creditsPending.subtract(released);
            account.creditsPosted = account.creditsPosted.add(posted);
        });
    }

    /** A closing hold that is voided or expires gives its accounts back. */
    private static void reopen(ModelState state, Transfer hold) {
        if (hold.has(TransferFlags.CLOSING_DEBIT)) {
            state.change(hold.debitAccountId(), account -> account.closed(false));
        }
        if (hold.has(TransferFlags.CLOSING_CREDIT)) {
            state.change(hold.creditAccountId(), account -> account.closed(false));
        }
    }

    /** The hold's time is over: what is left of it goes back. */
    void expire(Transfer hold, long atNs) {
        move(hold, hold.rest(), BigInteger.ZERO);
        reopen(state, hold);
        state.replace(hold.with(PendingStatus.EXPIRED, hold.rest()), atNs);
    }
}
