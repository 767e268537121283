package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.AccountFlag;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.LimitsChange;
import io.florin.gateway.client.RequestOptions;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.StatusChange;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What a payment client does, one after the other, on accounts of the kit's own. The same over both surfaces; later
 * checks build on what earlier ones moved.
 */
final class SequenceChecks {
    private static final int CODE = 10;
    private static final long LONG_AGO_NS = 1;

    private final String surface;
    private final int ledger;
    private final Asked florin;
    private final List<Check> checks = new ArrayList<>();
    private final UUID bank = Ids.next();
    private final UUID alice = Ids.next();

    private SequenceChecks(String surface, int ledger, Asked florin) {
        this.surface = surface;
        this.ledger = ledger;
        this.florin = florin;
    }

    static List<Check> of(String surface, int ledger, Asked florin) {
        var all = new SequenceChecks(surface, ledger, florin);
        all.accountsAndTransfers();
        all.refusals();
        all.holds();
        all.manyAtOnce();
        all.controls();
        return all.checks;
    }

    private void add(String name, Check.Act act) {
        checks.add(new Check(surface, name, act));
    }

    private void accountsAndTransfers() {
        Account open = Account.of(bank, ledger, CODE);
        Account limited = Account.of(alice, ledger, CODE).withFlags(AccountFlag.DEBITS_MUST_NOT_EXCEED_CREDITS);
        add("accounts are created, and exist then", () -> {
            expect("created", accounts(open, limited));
            expect("exists", accounts(open, limited));
            Account found = account(alice);
            Differs.unlessEqual(ledger + " " + CODE, found.ledger() + " " + found.code());
        });
        Transfer first = pay(bank, alice, 1_000);
        add("a transfer moves money once", () -> {
            expect("created", transfers(first));
            expect("exists", transfers(first));
            Differs.unlessEqual(1_000L, account(alice).balances().creditsPostedMinor());
            Differs.unlessEqual(1_000L, account(bank).balances().debitsPostedMinor());
            Differs.unlessEqual(
                    TransferOutcome.Outcome.CREATED, outcome(first.id()).outcome());
        });
        add(
                "the same id with another amount",
                () -> expect(
                        "exists_with_different_amount",
                        transfers(Transfer.of(first.id(), bank, alice, 999, ledger, CODE))));
        add("from an account to itself", () -> expect("accounts_must_be_different", transfers(pay(bank, bank, 1))));
        add(
                "to an account that is not there",
                () -> expect("credit_account_not_found", transfers(pay(bank, Ids.next(), 1))));
    }

    private void refusals() {
        Transfer tooMuch = pay(alice, bank, 1_001);
        add("more than there is: refused, and its id is burnt", () -> {
            expect("exceeds_credits", transfers(tooMuch));
            expect("id_already_failed", transfers(tooMuch));
            Differs.unlessEqual(0L, account(alice).balances().debitsPostedMinor());
        });
        add("what became of an id", () -> {
            Differs.unlessEqual(
                    TransferOutcome.Outcome.REFUSED, outcome(tooMuch.id()).outcome());
            Differs.unlessEqual(
                    TransferOutcome.Outcome.UNKNOWN, outcome(Ids.next()).outcome());
        });
        add("a deadline that has passed: nothing happens", () -> {
            Results late = ask(client ->
                    client.createTransfers(List.of(pay(bank, alice, 1)), RequestOptions.NONE.notAfter(LONG_AGO_NS)));
            expect("deadline_exceeded", late);
        });
    }

    private void holds() {
        Transfer hold = pay(bank, alice, 500).and(TransferFlag.PENDING);
        add("a hold reserves, a post moves, and only once", () -> {
            expect("created", transfers(hold));
            Differs.unlessEqual(500L, account(alice).balances().creditsPendingMinor());
            expect("created", transfers(Transfer.post(Ids.next(), hold.id(), 320)));
            Differs.unlessEqual(0L, account(alice).balances().creditsPendingMinor());
            Differs.unlessEqual(1_320L, account(alice).balances().creditsPostedMinor());
            expect("pending_transfer_already_posted", transfers(Transfer.post(Ids.next(), hold.id())));
            Differs.unlessEqual(
                    TransferOutcome.Pending.POSTED, outcome(hold.id()).pending());
        });
        Transfer other = pay(bank, alice, 70).and(TransferFlag.PENDING);
        add("a hold that is voided moves nothing", () -> {
            expect("created", transfers(other));
            expect("created", transfers(Transfer.voidOf(Ids.next(), other.id())));
            Differs.unlessEqual(0L, account(alice).balances().creditsPendingMinor());
            expect("pending_transfer_already_voided", transfers(Transfer.voidOf(Ids.next(), other.id())));
        });
        add(
                "a hold that is not there",
                () -> expect("pending_transfer_not_found", transfers(Transfer.voidOf(Ids.next(), Ids.next()))));
    }

    private void manyAtOnce() {
        add("a chain happens whole or not at all", () -> {
            long before = account(alice).balances().creditsPostedMinor();
            Results broken = transfers(Transfer.chain(List.of(pay(bank, alice, 1), pay(bank, bank, 1)))
                    .toArray(Transfer[]::new));
            Differs.unlessEqual("linked_event_failed", broken.code(0));
            Differs.unlessEqual("accounts_must_be_different", broken.code(1));
            Differs.unlessEqual(before, account(alice).balances().creditsPostedMinor());
        });
        add("8,190 transfers in one request, one of them refused", () -> {
            long before = account(alice).balances().creditsPostedMinor();
            Transfer[] all = new Transfer[Florin.EVENTS_MAX];
            for (int i = 0; i < all.length; i++) all[i] = i == 77 ? pay(bank, bank, 1) : pay(bank, alice, 1);
            Results results = transfers(all);
            Differs.unlessEqual(1, results.notCreated().size());
            Differs.unlessEqual("accounts_must_be_different", results.code(77));
            Differs.unlessEqual(
                    before + all.length - 1, account(alice).balances().creditsPostedMinor());
        });
    }

    private void controls() {
        add("limits change at their version", () -> {
            int version = account(alice).limits().version();
            expect("applied", limits(new LimitsChange(alice, 100, 0, version)));
            expect("version_mismatch", limits(new LimitsChange(alice, 200, 0, version)));
        });
        add("the same request key: the stored answer; for another request: refused", () -> {
            var key = RequestOptions.NONE.key(Ids.next());
            List<StatusChange> freeze = List.of(new StatusChange(alice, true, false, 7));
            expect("applied", ask(client -> client.setAccountStatus(freeze, key)));
            Results again = ask(client -> client.setAccountStatus(freeze, key));
            Differs.unless(again.isReplayed(), "a replayed answer", "one that is not");
            Results other = ask(client -> client.setAccountStatus(List.of(StatusChange.unfreeze(alice)), key));
            expect("key_reused", other);
        });
        add("a frozen side takes nothing, and then again", () -> {
            expect("debit_account_frozen", transfers(pay(alice, bank, 1)));
            expect(
                    "applied",
                    ask(client -> client.setAccountStatus(List.of(StatusChange.unfreeze(alice)), RequestOptions.NONE)));
            expect("created", transfers(pay(alice, bank, 1)));
        });
    }

    private Transfer pay(UUID debit, UUID credit, long amountMinor) {
        return Transfer.of(Ids.next(), debit, credit, amountMinor, ledger, CODE);
    }

    private static void expect(String code, Results results) {
        for (int i = 0; i < results.events(); i++) Differs.unlessEqual(code, results.code(i));
    }

    private Results accounts(Account... accounts) {
        return ask(client -> client.createAccounts(List.of(accounts)));
    }

    private Results transfers(Transfer... transfers) {
        return ask(client -> client.createTransfers(List.of(transfers)));
    }

    private Results limits(LimitsChange change) {
        return ask(client -> client.setAccountLimits(List.of(change), RequestOptions.NONE));
    }

    private Account account(UUID id) {
        return ask(client -> client.lookupAccounts(List.of(id)))
                .rows()
                .getFirst()
                .orElseThrow(() -> new Differs("the account", "none"));
    }

    private TransferOutcome outcome(UUID id) {
        return ask(client -> client.lookupTransfers(List.of(id))).rows().getFirst();
    }

    private <T> T ask(Function<Florin, CompletableFuture<T>> question) {
        return florin.ask(question);
    }
}
