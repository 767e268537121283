package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.TransferView;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** LEDGER.md, section 8, over everything that a table has named. Asked after every line. */
final class Invariants {
    private final Host host;
    private final Names names;
    private final Map<String, String> resolved = new HashMap<>();

    Invariants(Host host, Names names) {
        this.host = host;
        this.names = names;
    }

    /** The first invariant that does not hold; null if all do. */
    @Nullable
    String broken() {
        Map<Id, BigInteger> debits = new HashMap<>();
        Map<Id, BigInteger> credits = new HashMap<>();
        Map<String, TransferView> transfers = transfers();
        for (Map.Entry<String, TransferView> entry : transfers.entrySet()) {
            TransferView view = entry.getValue();
            String before = resolved.get(entry.getKey());
            String now = Views.text(view);
            boolean isPending = view.pendingStatus() == 1;
            if (before != null && view.outcome() == 1 && !before.equals(now)) {
                return entry.getKey() + " was resolved and has changed: " + before + " is now " + now;
            }
            if (view.outcome() != 1) resolved.remove(entry.getKey()); // forgotten, or never there
            if (view.outcome() == 1 && !isPending) resolved.put(entry.getKey(), now);
            if (!isPending) continue;
            BigInteger rest = BigInteger.valueOf(view.amountMinor()).subtract(postedOf(view, transfers));
            debits.merge(new Id(view.debitAccountIdHigh(), view.debitAccountIdLow()), rest, BigInteger::add);
            credits.merge(new Id(view.creditAccountIdHigh(), view.creditAccountIdLow()), rest, BigInteger::add);
        }
        return brokenBalance(debits, credits);
    }

    private Map<String, TransferView> transfers() {
        List<String> named = List.copyOf(names.transfers().keySet());
        List<TransferView> found = host.transfers(
                Request.Head.LOCAL, named.stream().map(names.transfers()::get).toList());
        Map<String, TransferView> views = new HashMap<>();
        for (int i = 0; i < named.size(); i++) views.put(named.get(i), found.get(i));
        return views;
    }

    /** What partial posts have taken from a hold that is still pending. */
    private static BigInteger postedOf(TransferView hold, Map<String, TransferView> transfers) {
        return transfers.values().stream()
                .filter(view -> view.outcome() == 1 && (view.flags() & TransferFlags.PARTIAL) != 0)
                .filter(view -> view.pendingIdHigh() == hold.idHigh() && view.pendingIdLow() == hold.idLow())
                .map(view -> BigInteger.valueOf(view.amountMinor()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private @Nullable String brokenBalance(Map<Id, BigInteger> heldDebits, Map<Id, BigInteger> heldCredits) {
        Map<Integer, BigInteger> posted = new HashMap<>();
        List<String> named = List.copyOf(names.accounts().keySet());
        List<Optional<AccountView>> found = host.accounts(
                Request.Head.LOCAL, named.stream().map(names.accounts()::get).toList());
        for (int i = 0; i < named.size(); i++) {
            String name = named.get(i);
            Id id = names.account(name);
            if (found.get(i).isEmpty()) continue;
            AccountView view = found.get(i).get();
            if ((view.debitsPendingMinor() | view.debitsPostedMinor()) < 0
                    || (view.creditsPendingMinor() | view.creditsPostedMinor()) < 0) {
                return name + " has a negative column: " + Views.text(true, view);
            }
            BigInteger pendingDebits = BigInteger.valueOf(view.debitsPendingMinor());
            BigInteger pendingCredits = BigInteger.valueOf(view.creditsPendingMinor());
            if (!pendingDebits.equals(heldDebits.getOrDefault(id, BigInteger.ZERO))
                    || !pendingCredits.equals(heldCredits.getOrDefault(id, BigInteger.ZERO))) {
                return name + " has other holds than its pending columns: " + Views.text(true, view);
            }
            BigInteger balance = BigInteger.valueOf(view.debitsPostedMinor())
                    .subtract(BigInteger.valueOf(view.creditsPostedMinor()));
            posted.merge(view.ledger(), balance, BigInteger::add);
        }
        for (Map.Entry<Integer, BigInteger> ledger : posted.entrySet()) {
            if (ledger.getValue().signum() != 0) {
                return "debits less credits of ledger " + ledger.getKey() + " are " + ledger.getValue();
            }
        }
        return null;
    }
}
