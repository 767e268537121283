package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import io.florin.ledger.model.ModelState.Reply;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.LedgerHost;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Views;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledger and model side by side: every request goes to both, and the first difference is an error that names it. */
final class Pair {
    private final LedgerHost host = new LedgerHost();
    private final LedgerModel model = new LedgerModel();
    private final AccountView accountOfLedger = new AccountView();
    private final AccountView accountOfModel = new AccountView();
    private final TransferView transferOfLedger = new TransferView();
    private final TransferView transferOfModel = new TransferView();

    /** What the two do not agree on. */
    static final class Difference extends RuntimeException {
        private static final long serialVersionUID = 1;

        Difference(String what, Object ofLedger, Object ofModel) {
            super(what + ": ledger " + ofLedger + ", model " + ofModel);
        }
    }

    LedgerModel model() {
        return model;
    }

    /** Decides on both sides and compares what can be seen at once; returns the results. */
    List<Result> decide(Request request) {
        List<Result> ofModel = model.decide(request);
        List<Result> ofLedger = host.decide(request);
        for (int i = 0; i < ofModel.size(); i++) {
            same(request.getClass().getSimpleName() + " event " + i, ofLedger.get(i), ofModel.get(i));
        }
        Reply replayed = model.replayed();
        same("replayed", host.ledger().isReplayed(), replayed != null);
        if (replayed != null) {
            same("replayed sequence", host.ledger().replayedSequence(), replayed.lastSequence());
            same("replayed epoch", host.ledger().replayedEpoch(), replayed.epoch());
            same("replayed time", host.ledger().replayedTimestampNs(), replayed.timestampNs());
        }
        same("last sequence", host.ledger().lastSequence(), host.sequence());
        same("last time", host.ledger().lastTimestampNs(), request.timestampNs());
        if (request instanceof Request.Pulse) same("expired", host.expired(), model.expired());
        same("next timer", host.ledger().nextTimerNs(), model.nextTimerNs());
        same("accounts", host.ledger().accounts(), model.state().accounts.size());
        same(
                "transfers remembered",
                host.ledger().transfersRemembered(),
                model.state().remembered());
        return ofModel;
    }

    /** Writes the ledger's state, reads it into a new one, and goes on with that: nobody may notice. */
    void restore() {
        SavedState saved = SavedState.of(host.ledger());
        Ledger restored = saved.restored();
        same("state written again", SavedState.of(restored).isSame(saved), true);
        same("state hash restored", restored.stateHash(), host.ledger().stateHash());
        same("next timer restored", restored.nextTimerNs(), host.ledger().nextTimerNs());
        same("holds restored", restored.holdsOpen(), host.ledger().holdsOpen());
        host.goOnWith(restored);
    }

    void lookupAccount(long principal, Id id) {
        Ledger ledger = host.ledger();
        boolean inLedger = ledger.lookup(principal, id.high(), id.low(), accountOfLedger);
        boolean inModel = model.lookup(principal, id, accountOfModel);
        String ofLedger = Views.text(inLedger, accountOfLedger);
        same("account " + id + " for " + principal, ofLedger, Views.text(inModel, accountOfModel));
    }

    void lookupTransfer(long principal, Id id) {
        host.ledger().lookup(principal, id.high(), id.low(), transferOfLedger);
        model.lookup(principal, id, transferOfModel);
        same("transfer for " + principal, Views.text(transferOfLedger), Views.text(transferOfModel));
    }

    /** Whatever the request names, as each principal sees it. */
    void lookupAllOf(Request request) {
        for (long principal = 1; principal <= 3; principal++) {
            if (request instanceof Request.CreateTransfers transfers) {
                for (TransferCommand row : transfers.rows()) lookupTransfer(principal, TransferRules.id(row));
            }
            if (request instanceof Request.CreateAccounts accounts) {
                for (AccountCommand row : accounts.rows()) {
                    lookupAccount(principal, new Id(row.idHigh(), row.idLow()));
                }
            }
        }
    }

    /** Everything there is, on both sides. */
    void compareAll() {
        model.state().accounts.keySet().forEach(id -> lookupAccount(Request.Head.LOCAL, id));
        model.state().transfers.keySet().forEach(id -> lookupTransfer(Request.Head.LOCAL, id));
        model.state().burnt.keySet().forEach(id -> lookupTransfer(Request.Head.LOCAL, id));
    }

    /** LEDGER.md, section 8, on the ledger's own rows; what each account must hold for others comes from the model. */
    void checkInvariants() {
        Map<Id, BigInteger> heldDebits = new HashMap<>();
        Map<Id, BigInteger> heldCredits = new HashMap<>();
        for (Transfer hold : model.state().transfers.values()) {
            if (!hold.isPending()) continue;
            heldDebits.merge(hold.debitAccountId(), hold.rest(), BigInteger::add);
            heldCredits.merge(hold.creditAccountId(), hold.rest(), BigInteger::add);
        }
        Map<Integer, BigInteger> pendingByLedger = new HashMap<>();
        Map<Integer, BigInteger> postedByLedger = new HashMap<>();
        AccountView view = accountOfLedger;
        for (Id id : model.state().accounts.keySet()) {
            host.ledger().lookup(Request.Head.LOCAL, id.high(), id.low(), view);
            long lowest = Math.min(
                    Math.min(view.debitsPendingMinor(), view.debitsPostedMinor()),
                    Math.min(view.creditsPendingMinor(), view.creditsPostedMinor()));
            same("no negative column in " + id, lowest < 0, false);
            BigInteger debitsPending = BigInteger.valueOf(view.debitsPendingMinor());
            BigInteger creditsPending = BigInteger.valueOf(view.creditsPendingMinor());
            same("held debits of " + id, debitsPending, heldDebits.getOrDefault(id, BigInteger.ZERO));
            same("held credits of " + id, creditsPending, heldCredits.getOrDefault(id, BigInteger.ZERO));
            BigInteger posted = BigInteger.valueOf(view.debitsPostedMinor())
                    .subtract(BigInteger.valueOf(view.creditsPostedMinor()));
            pendingByLedger.merge(view.ledger(), debitsPending.subtract(creditsPending), BigInteger::add);
            postedByLedger.merge(view.ledger(), posted, BigInteger::add);
        }
        pendingByLedger.forEach((ledger, sum) -> same("pending balance of ledger " + ledger, sum, BigInteger.ZERO));
        postedByLedger.forEach((ledger, sum) -> same("posted balance of ledger " + ledger, sum, BigInteger.ZERO));
    }

    private static void same(String what, Object ofLedger, Object ofModel) {
        if (!ofLedger.equals(ofModel)) throw new Difference(what, ofLedger, ofModel);
    }
}
