package io.florin.gateway.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The HTTP client. */
public final class FlorinHttpClient implements Florin {

    private FlorinHttpClient(ClientConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /** Connects; fails with an exception that names the address. */
    public static FlorinHttpClient connect(ClientConfig config) {
        return new FlorinHttpClient(config);
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
