package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Every command of a client in LEDGER.md's list, on accounts of its own, each under a request key and with the answer
 * that is due; asked once, and then again. The node may be another life of the same, the door may not: a key belongs to
 * one.
 */
final class CommandScript {
    private static final int LEDGER = 978;
    private static final int CODE = 10;
    private static final int BACK_MS = 3_600_000;

    private final UUID bank = Ids.next();
    private final UUID alice = Ids.next();
    private final UUID bob = Ids.next();
    private final UUID imported = Ids.next();
    private final UUID importedToo = Ids.next();
    private final List<Step> steps = new ArrayList<>();
    private final List<UUID> transfers = new ArrayList<>();
    private List<TransferOutcome> outcomes = List.of();
    private List<Optional<Account>> accounts = List.of();

    /** One request: how it is sent, what each event answers, and what the first answer was. */
    private static final class Step {
        private final RequestOptions options = RequestOptions.NONE.key(Ids.next());
        private final BiFunction<Florin, RequestOptions, CompletableFuture<Results>> request;
        private final List<String> codes;
        private Optional<Results> first = Optional.empty();

        Step(BiFunction<Florin, RequestOptions, CompletableFuture<Results>> request, String... codes) {
            this.request = request;
            this.codes = List.of(codes);
        }

        void ask(Florin florin) {
            Results results = request.apply(florin, options).join();
            for (int i = 0; i < codes.size(); i++) assertEquals(codes.get(i), results.code(i), results.toString());
            assertEquals(codes.size(), results.events());
            assertEquals(false, results.isReplayed());
            first = Optional.of(results);
        }

        void askAgain(Florin florin) {
            Results before = first.orElseThrow();
            Results again = request.apply(florin, options).join();
            assertTrue(again.isReplayed(), again.toString());
            assertEquals(before.position(), again.position());
            assertEquals(before.timestampNs(), again.timestampNs());
            assertEquals(before.events(), again.events());
            assertEquals(before.notCreated(), again.notCreated());
        }
    }

    /** Imports come first: their time stamps may not lie before those of other accounts and transfers. */
    CommandScript(int order) {
        long pastNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - BACK_MS + order * 1_000L);
        createImported(pastNs);
        createAccounts();
        moveMoney();
        holdAndSettle();
        control();
    }

    private void createImported(long pastNs) {
        List<Account> past = List.of(importedAccount(imported, pastNs), importedAccount(importedToo, pastNs + 1));
        steps.add(new Step((florin, options) -> florin.createAccounts(past, options), "created", "created"));
        Transfer plain = transfer(imported, importedToo, 12);
        Transfer then = new Transfer(
                plain.id(),
                plain.debitAccountId(),
                plain.creditAccountId(),
                plain.amountMinor(),
                plain.ledger(),
                plain.code(),
                TransferFlag.IMPORTED.bit(),
                Transfer.NO_ID,
                new UUID(1, 2),
                -1,
                -1,
                0,
                pastNs + 2);
        send(List.of(then), "created");
    }

    private static Account importedAccount(UUID id, long timestampNs) {
        return new Account(
                id,
                LEDGER,
                1,
                AccountFlag.IMPORTED.bit(),
                new UUID(3, 4),
                5,
                6,
                Account.Balances.NONE,
                Account.Limits.NONE,
                timestampNs);
    }

    private void createAccounts() {
        List<Account> new3 = List.of(
                Account.of(bank, LEDGER, 1).withFlags(AccountFlag.HISTORY),
                Account.of(alice, LEDGER, 1).withFlags(AccountFlag.DEBITS_MUST_NOT_EXCEED_CREDITS),
                Account.of(bob, LEDGER, 1).withFlags(AccountFlag.CREDITS_MUST_NOT_EXCEED_DEBITS));
        steps.add(new Step((florin, options) -> florin.createAccounts(new3, options), "created", "created", "created"));
        List<Account> chain = List.of(
                Account.of(Ids.next(), LEDGER, 1).withFlags(AccountFlag.LINKED), Account.of(Ids.next(), LEDGER, 0));
        steps.add(new Step(
                (florin, options) -> florin.createAccounts(chain, options),
                "linked_event_failed",
                "code_must_not_be_zero"));
    }

    private void moveMoney() {
        send(List.of(transfer(bank, alice, 1_000), transfer(alice, bank, 1_001)), "created", "exceeds_credits");
        send(
                Transfer.chain(List.of(transfer(bank, alice, 1), transfer(bank, bob, 1), transfer(bank, alice, 1))),
                "linked_event_failed",
                "exceeds_debits",
                "linked_event_failed");
        send(Transfer.chain(List.of(transfer(bank, alice, 2), transfer(bank, alice, 3))), "created", "created");
        Transfer all = transfer(alice, bank, Transfer.AMOUNT_MAX).and(TransferFlag.BALANCING_DEBIT);
        send(List.of(all, transfer(bank, alice, 500)), "created", "created");
        send(List.of(transfer(alice, bank, Transfer.AMOUNT_MAX).and(TransferFlag.BALANCING_CREDIT)), "created");
        send(List.of(transfer(bank, alice, 700)), "created");
    }

    private void holdAndSettle() {
        Transfer whole = hold(100);
        Transfer part = hold(50);
        Transfer dropped = hold(25).withTimeout(3_600);
        Transfer due = hold(5).withTimeout(1);
        send(List.of(whole, part, dropped, due), "created", "created", "created", "created");
        send(
                List.of(
                        Transfer.post(Ids.next(), whole.id()),
                        Transfer.post(Ids.next(), part.id(), 20).and(TransferFlag.PARTIAL),
                        Transfer.post(Ids.next(), part.id(), 10),
                        Transfer.voidOf(Ids.next(), dropped.id()),
                        Transfer.voidOf(Ids.next(), whole.id())),
                "created",
                "created",
                "created",
                "created",
                "pending_transfer_already_posted");
        List<Transfer> posted = Transfer.chain(List.of(hold(7), hold(8)));
        List<Transfer> voided = Transfer.chain(List.of(hold(9), hold(10)));
        send(posted, "created", "created");
        send(voided, "created", "created");
        send(
                List.of(
                        Transfer.post(Ids.next(), posted.getFirst().id()).and(TransferFlag.GROUP),
                        Transfer.voidOf(Ids.next(), voided.getFirst().id()).and(TransferFlag.GROUP)),
                "created",
                "created");
        Transfer closing =
                Transfer.hold(Ids.next(), bank, imported, 0, LEDGER, CODE).and(TransferFlag.CLOSING_CREDIT);
        send(List.of(closing, transfer(bank, imported, 1)), "created", "credit_account_already_closed");
        send(List.of(Transfer.voidOf(Ids.next(), closing.id()), transfer(bank, imported, 1)), "created", "created");
    }

    private void control() {
        List<LimitsChange> limits = List.of(
                new LimitsChange(alice, 60, 0, 0),
                new LimitsChange(alice, 60, 0, 0),
                new LimitsChange(Ids.next(), 1, 1, 0));
        for (int i = 0; i < limits.size(); i++) {
            List<LimitsChange> one = List.of(limits.get(i));
            String code =
                    List.of("applied", "version_mismatch", "account_not_found").get(i);
            steps.add(new Step((florin, options) -> florin.setAccountLimits(one, options), code));
        }
        List<StatusChange> frozen = List.of(StatusChange.freeze(bob, 12));
        steps.add(new Step((florin, options) -> florin.setAccountStatus(frozen, options), "applied"));
        send(List.of(transfer(bob, bank, 1)), "debit_account_frozen");
        List<StatusChange> free = List.of(StatusChange.unfreeze(bob));
        steps.add(new Step((florin, options) -> florin.setAccountStatus(free, options), "applied"));
        List<Transfer> late = List.of(transfer(bank, alice, 1));
        steps.add(new Step(
                (florin, options) -> {
                    assertEquals(
                            "deadline_exceeded",
                            florin.createTransfers(late, RequestOptions.NONE.notAfter(1))
                                    .join()
                                    .code(0));
                    return florin.createTransfers(late, options);
                },
                "created"));
    }

    private Transfer transfer(UUID debit, UUID credit, long amountMinor) {
        return Transfer.of(Ids.next(), debit, credit, amountMinor, LEDGER, CODE);
    }

    private Transfer hold(long amountMinor) {
        return Transfer.hold(Ids.next(), alice, bank, amountMinor, LEDGER, CODE);
    }

    private void send(List<Transfer> events, String... codes) {
        events.forEach(event -> transfers.add(event.id()));
        steps.add(new Step((florin, options) -> florin.createTransfers(events, options), codes));
    }

    int steps() {
        return steps.size();
    }

    /** Asks for the first time, from one step to another. */
    void ask(Florin florin, int from, int to) {
        for (Step step : steps.subList(from, to)) step.ask(florin);
    }

    /** Asks what was asked before: the answer is the recorded one. */
    void askAgain(Florin florin, int to) {
        for (Step step : steps.subList(0, to)) step.askAgain(florin);
    }

    private List<TransferOutcome> outcomes(Florin florin) {
        return florin.lookupTransfers(transfers).join().rows();
    }

    private List<Optional<Account>> accounts(Florin florin) {
        return florin.lookupAccounts(List.of(bank, alice, bob, imported, importedToo))
                .join()
                .rows();
    }

    /** Whether the hold that was given a second has expired. */
    boolean hasExpired(Florin florin) {
        return outcomes(florin).stream().anyMatch(row -> row.pending() == TransferOutcome.Pending.EXPIRED);
    }

    /** Keeps what became of every id, and the balances. */
    void remember(Florin florin) {
        outcomes = outcomes(florin);
        accounts = accounts(florin);
        long created = outcomes.stream()
                .filter(row -> row.outcome() == TransferOutcome.Outcome.CREATED)
                .count();
        assertTrue(created > transfers.size() / 2, outcomes.toString());
    }

    /** Every id and every balance is as it was remembered. */
    void isAsRemembered(Florin florin) {
        assertEquals(outcomes, outcomes(florin));
        assertEquals(accounts, accounts(florin));
    }
}
