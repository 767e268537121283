package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Compares what a node holds with what its clients were told. */
final class Audit implements AutoCloseable {
    private static final int ROWS = 4_000;

    private final FlorinClient client;

    Audit(InetSocketAddress address) {
        client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()));
    }

    /** Every acknowledged transfer is there as it was sent, with the time stamp of its answer. */
    void everyAcknowledgedTransferIsThere(List<Load.Acknowledged> acknowledged) {
        for (int from = 0; from < acknowledged.size(); from += ROWS) {
            List<Load.Acknowledged> part = acknowledged.subList(from, Math.min(from + ROWS, acknowledged.size()));
            List<UUID> ids = part.stream().map(entry -> entry.transfer().id()).toList();
            List<TransferOutcome> found = client.lookupTransfers(ids).join().rows();
            for (int i = 0; i < part.size(); i++) isThere(part.get(i), found.get(i));
        }
    }

    private static void isThere(Load.Acknowledged acknowledged, TransferOutcome found) {
        Transfer sent = acknowledged.transfer();
        Transfer there = found.transfer().orElseThrow(() -> new AssertionError("lost: " + acknowledged + " " + found));
        assertEquals(sent.debitAccountId(), there.debitAccountId());
        assertEquals(sent.creditAccountId(), there.creditAccountId());
        assertEquals(sent.amountMinor(), there.amountMinor());
        if (acknowledged.timestampNs() != 0) assertEquals(acknowledged.timestampNs(), there.timestampNs());
    }

    /** What stayed unknown was not executed: whatever was, was answered. */
    void noneIsThere(List<Transfer> transfers) {
        for (int from = 0; from < transfers.size(); from += ROWS) {
            List<Transfer> part = transfers.subList(from, Math.min(from + ROWS, transfers.size()));
            List<UUID> ids = part.stream().map(Transfer::id).toList();
            for (TransferOutcome found : client.lookupTransfers(ids).join().rows()) {
                assertEquals(TransferOutcome.Outcome.UNKNOWN, found.outcome(), () -> "executed unanswered: " + found);
            }
        }
    }

    /** Every balance is the sum of exactly what was acknowledged, so none was applied twice; and all sum to zero. */
    void balancesAreTheSumOf(List<Load.Acknowledged> acknowledged, List<UUID> accounts) {
        Map<UUID, Long> debits = new HashMap<>();
        Map<UUID, Long> credits = new HashMap<>();
        for (Load.Acknowledged entry : acknowledged) {
            Transfer transfer = entry.transfer();
            debits.merge(transfer.debitAccountId(), transfer.amountMinor(), Math::addExact);
            credits.merge(transfer.creditAccountId(), transfer.amountMinor(), Math::addExact);
        }
        long sum = 0;
        for (Optional<Account> found : client.lookupAccounts(accounts).join().rows()) {
            Account account = found.orElseThrow();
            Account.Balances balances = account.balances();
            assertEquals(debits.getOrDefault(account.id(), 0L), balances.debitsPostedMinor());
            assertEquals(credits.getOrDefault(account.id(), 0L), balances.creditsPostedMinor());
            sum = Math.addExact(sum, Math.subtractExact(balances.creditsPostedMinor(), balances.debitsPostedMinor()));
        }
        assertEquals(0, sum);
    }

    @Override
    public void close() {
        client.close();
    }
}
