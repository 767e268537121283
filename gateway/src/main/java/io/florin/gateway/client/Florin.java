package io.florin.gateway.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What a client may ask of a node, over the binary protocol ({@link FlorinClient}) or HTTP ({@link FlorinHttpClient}).
 *
 * <p>Every method may be called from any thread and returns at once, unless the credit window is used up: then it waits
 * until answers come. A future ends in one of three ways: with the answer; with {@link NotExecutedException}, which is
 * definite: nothing happened; or with {@link OutcomeUnknownException}: send the same ids again, and what happened
 * before answers {@code exists}. What the ledger refuses is an answer and no exception: see {@link Results#isSuccess}.
 * A request of no events, or of more than 8,190, is thrown back as {@link IllegalArgumentException}. Futures end on a
 * thread of the client, which must not be blocked.
 *
 * <p>Amounts are minor units, times ns since the epoch. Ids are made by the caller, see {@link Ids}. A change of limits
 * or status has no id: give its request a key ({@link RequestOptions#key}) if it may have to be sent again.
 */
public interface Florin extends AutoCloseable {

    /** Events in one request, fixed for ever. */
    int EVENTS_MAX = 8_190;

    /** Creates 1 to 8,190 accounts in one request. */
    CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options);

    /**
     * Creates 1 to 8,190 transfers in one request; those tied by {@link TransferFlag#LINKED} stand or fall together.
     */
    CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options);

    /**
     * Sets how far accounts may be overdrawn, 1 to 8,190 in one request, each for itself. An account whose limits are
     * at another version than expected answers {@code version_mismatch}; {@link Account#limits} tells the version.
     */
    CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options);

    /** Freezes accounts or lets them go, 1 to 8,190 in one request, each for itself. */
    CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options);

    /** Accounts as they are now, in the order asked; empty where there is none. */
    CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids);

    /** What became of transfers' ids, in the order asked: created, refused for ever, unknown, or too old to tell. */
    CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids);

    /** Lets answers under way come for a moment, then closes; what is still open ends as unknown. */
    @Override
    void close();

    /** One transfer in one request. */
    default CompletableFuture<Results> createTransfer(Transfer transfer) {
        return createTransfers(List.of(transfer), RequestOptions.NONE);
    }

    /** All of these transfers in this order or none: the one that breaks the chain keeps its own result. */
    default CompletableFuture<Results> createChain(List<Transfer> transfers, RequestOptions options) {
        return createTransfers(Transfer.chain(transfers), options);
    }

    /** Posts all that a hold still holds; the post has an id of its own. */
    default CompletableFuture<Results> postHold(UUID id, UUID holdId) {
        return createTransfer(Transfer.post(id, holdId));
    }

    /** Posts so much of a hold, minor units, and releases the rest. */
    default CompletableFuture<Results> postHold(UUID id, UUID holdId, long amountMinor) {
        return createTransfer(Transfer.post(id, holdId, amountMinor));
    }

    /** Posts so much of a hold, minor units; the rest stays held until it is posted, voided or expires. */
    default CompletableFuture<Results> postPartOfHold(UUID id, UUID holdId, long amountMinor) {
        return createTransfer(Transfer.post(id, holdId, amountMinor).and(TransferFlag.PARTIAL));
    }

    /** Voids a hold: releases all that it still holds. */
    default CompletableFuture<Results> voidHold(UUID id, UUID holdId) {
        return createTransfer(Transfer.voidOf(id, holdId));
    }

    /** Posts all holds that were created in one chain, named by the first: all of them or none. */
    default CompletableFuture<Results> postGroup(UUID id, UUID firstHoldId) {
        return createTransfer(Transfer.post(id, firstHoldId).and(TransferFlag.GROUP));
    }

    /** Voids all holds that were created in one chain, named by the first: all of them or none. */
    default CompletableFuture<Results> voidGroup(UUID id, UUID firstHoldId) {
        return createTransfer(Transfer.voidOf(id, firstHoldId).and(TransferFlag.GROUP));
    }

    /** One account's limits in one request. */
    default CompletableFuture<Results> setAccountLimits(LimitsChange change) {
        return setAccountLimits(List.of(change), RequestOptions.NONE);
    }

    /** One account's status in one request. */
    default CompletableFuture<Results> setAccountStatus(StatusChange change) {
        return setAccountStatus(List.of(change), RequestOptions.NONE);
    }

    /**
     * Refuses what no request may hold.
     *
     * @throws IllegalArgumentException unless there are 1 to 8,190 events.
     */
    static void requireEvents(int events) {
        if (events < 1 || events > EVENTS_MAX) {
            throw new IllegalArgumentException("a request has 1 to 8190 events: events=" + events);
        }
    }

    default CompletableFuture<Results> createTransfers(List<Transfer> transfers) {
        return createTransfers(transfers, RequestOptions.NONE);
    }

    default CompletableFuture<Results> createAccounts(List<Account> accounts) {
        return createAccounts(accounts, RequestOptions.NONE);
    }
}
