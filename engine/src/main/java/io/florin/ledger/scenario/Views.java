package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;

/** Everything a view shows, as text: equal texts are equal views, and unequal ones say where. */
public final class Views {
    private Views() {}

    public static String text(boolean isFound, AccountView view) {
        if (!isFound) return "not found";
        return "debits " + view.debitsPendingMinor() + "/" + view.debitsPostedMinor()
                + " credits " + view.creditsPendingMinor() + "/" + view.creditsPostedMinor()
                + " flags " + view.flags() + " ledger " + view.ledger() + " code " + view.code()
                + " timestamp " + view.timestampNs()
                + " allowances " + view.debitAllowanceMinor() + "/" + view.creditAllowanceMinor()
                + " version " + view.limitsVersion() + " frozen " + view.frozen() + " reason " + view.reason()
                + " user " + view.userData128High() + "/" + view.userData128Low() + "/" + view.userData64()
                + "/" + view.userData32();
    }

    public static String text(TransferView view) {
        String id = new Id(view.idHigh(), view.idLow()) + " outcome " + view.outcome();
        if (view.outcome() == 2) return id + " status " + view.status();
        if (view.outcome() != 1) return id;
        return id + " debit " + new Id(view.debitAccountIdHigh(), view.debitAccountIdLow())
                + " credit " + new Id(view.creditAccountIdHigh(), view.creditAccountIdLow())
                + " pending " + new Id(view.pendingIdHigh(), view.pendingIdLow())
                + " amount " + view.amountMinor() + " flags " + view.flags() + " pendingStatus " + view.pendingStatus()
                + " ledger " + view.ledger() + " code " + view.code()
                + " timestamp " + view.timestampNs() + " timeout " + view.timeoutSeconds()
                + " user " + view.userData128High() + "/" + view.userData128Low() + "/" + view.userData64()
                + "/" + view.userData32();
    }
}
