package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which id each name of a table stands for; accounts and transfers have names of their own. */
final class Names {
    private static final long NS_PER_MS = 1_000_000;

    private final Map<String, Id> accounts = new LinkedHashMap<>();
    private final Map<String, Id> transfers = new LinkedHashMap<>();
    private final Map<String, Integer> ledgers = new LinkedHashMap<>();
    private final long salt;

    /**
     * Names of one run.
     *
     * @param salt makes the ids of two runs differ where the host outlives both.
     */
    Names(long salt) {
        this.salt = salt;
    }

    Id account(String name) {
        if (name.isEmpty() || isZero(name)) return Id.ZERO;
        if (isMax(name)) return Id.MAX;
        return accounts.computeIfAbsent(name, any -> new Id(salt, accounts.size() + 1));
    }

    Id transfer(String name, long nowNs) {
        if (name.isEmpty() || isZero(name)) return Id.ZERO;
        if (isMax(name)) return Id.MAX;
        return transfers.computeIfAbsent(
                name, any -> Id.ofMillis(nowNs / NS_PER_MS, salt << 24 | transfers.size() + 1));
    }

    void declare(String transfer, Id id) {
        transfers.put(transfer, id);
    }

    /** The ledger of an account is that of every transfer that says none. */
    void ledger(String account, int ledger) {
        ledgers.putIfAbsent(account, ledger);
    }

    int ledger(String debit, String credit) {
        Integer ofCredit = ledgers.getOrDefault(credit, 978);
        return ledgers.getOrDefault(debit, ofCredit);
    }

    Map<String, Id> accounts() {
        return accounts;
    }

    Map<String, Id> transfers() {
        return transfers;
    }

    /** What the table calls these transfers, in this order; {@code nothing} for none. */
    String transferNames(List<Id> ids) {
        if (ids.isEmpty()) return "nothing";
        return ids.stream().map(this::transferName).collect(Collectors.joining(" "));
    }

    private String transferName(Id id) {
        return transfers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(id.toString());
    }

    /** When something was created: a transfer or an account of that name; 0 if it never was. */
    long createdNs(Host host, String name) {
        Id transfer = transfers.get(name);
        if (transfer != null) {
            TransferView view = new TransferView();
            host.lookup(Request.Head.LOCAL, transfer, view);
            return view.outcome() == 1 ? view.timestampNs() : 0;
        }
        AccountView view = new AccountView();
        return host.lookup(Request.Head.LOCAL, account(name), view) ? view.timestampNs() : 0;
    }

    long expiresNs(Host host, String name) {
        TransferView view = new TransferView();
        host.lookup(Request.Head.LOCAL, transfers.getOrDefault(name, Id.ZERO), view);
        if (view.outcome() != 1 || view.timeoutSeconds() == 0) return 0;
        return view.timestampNs() + Integer.toUnsignedLong(view.timeoutSeconds()) * 1_000_000_000;
    }

    private static boolean isZero(String name) {
        return name.matches("[a-z]0");
    }

    private static boolean isMax(String name) {
        return name.matches("[a-z]max");
    }
}
