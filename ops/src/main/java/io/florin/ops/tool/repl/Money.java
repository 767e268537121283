package io.florin.ops.tool.repl;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Transfer;
import io.florin.ops.tool.Amount;

/** Amounts in words. */
final class Money {
    private Money() {}

    static String of(Transfer transfer) {
        return Amount.print(transfer.amountMinor(), transfer.ledger());
    }

    /** {@code alice  10.99 EUR  credits 10.99 EUR  debits 0.00 EUR}, and what is pending if anything is. */
    static String line(String name, Account account, int width) {
        Account.Balances balances = account.balances();
        int ledger = account.ledger();
        long balanceMinor =
                balances.creditsPostedMinor() - balances.debitsPostedMinor(); // of two that are not negative
        var line = new StringBuilder(name)
                .append(" ".repeat(Math.max(0, width - name.length())))
                .append("  ")
                .append(signed(balanceMinor, ledger))
                .append("  credits ")
                .append(Amount.print(balances.creditsPostedMinor(), ledger))
                .append("  debits ")
                .append(Amount.print(balances.debitsPostedMinor(), ledger));
        if (balances.creditsPendingMinor() > 0) {
            line.append("  pending in ").append(Amount.print(balances.creditsPendingMinor(), ledger));
        }
        if (balances.debitsPendingMinor() > 0) {
            line.append("  pending out ").append(Amount.print(balances.debitsPendingMinor(), ledger));
        }
        return line.toString();
    }

    private static String signed(long minor, int ledger) {
        return minor < 0 ? "-" + Amount.print(-minor, ledger) : Amount.print(minor, ledger);
    }
}
