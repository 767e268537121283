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
 * before answers {@code exists}. Ids are made by the caller, see {@link Ids}.
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

    /** Accounts as they are now, in the order asked; empty where there is none. */
    CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids);

    /** What became of transfers' ids, in the order asked. */
    CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids);

    /** Lets answers under way come for a moment, then closes; what is still open ends as unknown. */
    @Override
    void close();

    /** One transfer in one request. */
    default CompletableFuture<Results> createTransfer(Transfer transfer) {
        return createTransfers(List.of(transfer), RequestOptions.NONE);
    }

    default CompletableFuture<Results> createTransfers(List<Transfer> transfers) {
        return createTransfers(transfers, RequestOptions.NONE);
    }

    default CompletableFuture<Results> createAccounts(List<Account> accounts) {
        return createAccounts(accounts, RequestOptions.NONE);
    }
}
