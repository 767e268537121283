package io.florin.gateway.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The binary client. */
public final class FlorinClient implements Florin {

    private FlorinClient(ClientConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /** Connects; fails with an exception that names the address. */
    public static FlorinClient connect(ClientConfig config) {
        return new FlorinClient(config);
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open yet
    }
}
