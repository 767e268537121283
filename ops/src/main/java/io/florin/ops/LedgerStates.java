package io.florin.ops;

import io.florin.ledger.AccountFlags;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.projection.AccountState;
import io.florin.projection.AccountState.Balances;
import io.florin.projection.ReadModelCheck.LedgerAccounts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folded ledger, as the comparison with the read model wants it. One thread. */
public final class LedgerStates implements LedgerAccounts {
    private static final long FLORIN = 0;

    private final Ledger ledger;
    private final AccountView view = new AccountView();

    /** Looks into this ledger, which nobody changes meanwhile. */
    public LedgerStates(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public @Nullable AccountState find(UUID account) {
        if (!ledger.lookup(FLORIN, account.getMostSignificantBits(), account.getLeastSignificantBits(), view)) {
            return null;
        }
        return new AccountState(
                new Balances(
                        view.debitsPendingMinor(),
                        view.debitsPostedMinor(),
                        view.creditsPendingMinor(),
                        view.creditsPostedMinor()),
                view.debitAllowanceMinor(),
                view.creditAllowanceMinor(),
                Integer.toUnsignedLong(view.limitsVersion()),
                view.frozen(),
                (view.flags() & AccountFlags.CLOSED) != 0);
    }

    @Override
    public long accounts() {
        return ledger.accounts();
    }

    @Override
    public long openHolds() {
        return ledger.holdsOpen();
    }
}
