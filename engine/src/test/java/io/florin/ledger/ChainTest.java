package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.LINKED_EVENT_CHAIN_OPEN;
import static io.florin.ledger.CreateTransferResult.LINKED_EVENT_FAILED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Linked events: which result each gets, and that a broken chain leaves nothing but a burnt id. */
class ChainTest {
    private final Host host = Host.started().accounts(3);

    private TransferCommand linked(TransferCommand transfer) {
        return transfer.flags(transfer.flags() | TransferFlags.LINKED);
    }

    private TransferCommand good() {
        return host.transfer(1, 2, 10);
    }

    private static CreateTransferResult[] results(CreateTransferResult... results) {
        return results;
    }

    @Test
    void aChainThatHolds() {
        assertArrayEquals(results(CREATED, CREATED, CREATED), host.decideAll(linked(good()), linked(good()), good()));
        assertEquals(List.of(0L, 30L, 0L, 0L), host.balances(1));
    }

    @Test
    void theEventThatBreaksItKeepsItsStatusWhereverItStands() {
        TransferCommand first = linked(good());
        TransferCommand second = linked(good());
        TransferCommand third = good();
        TransferCommand outside = good();
        first.debitAccountIdLow(99);
        assertArrayEquals(
                results(DEBIT_ACCOUNT_NOT_FOUND, LINKED_EVENT_FAILED, LINKED_EVENT_FAILED, CREATED),
                host.decideAll(first, second, third, outside));
        second.debitAccountIdLow(99);
        first = linked(good());
        assertArrayEquals(
                results(LINKED_EVENT_FAILED, DEBIT_ACCOUNT_NOT_FOUND, LINKED_EVENT_FAILED, EXISTS),
                host.decideAll(first, second, third, outside));
        third.ledger(0);
        second = linked(good());
        assertArrayEquals(
                results(LINKED_EVENT_FAILED, LINKED_EVENT_FAILED, LEDGER_MUST_NOT_BE_ZERO, EXISTS),
                host.decideAll(first, second, third, outside));
        assertArrayEquals(
                results(CREATED, CREATED), host.decideAll(first, linked(second).flags(0)));
        assertEquals(List.of(0L, 30L, 0L, 0L), host.balances(1));
    }

    @Test
    void aTransientRefusalBurnsItsOwnIdAndNoOther() {
        TransferCommand first = linked(good());
        TransferCommand second = host.transfer(1, 99, 10);
        assertArrayEquals(results(LINKED_EVENT_FAILED, CREDIT_ACCOUNT_NOT_FOUND), host.decideAll(first, second));
        assertEquals(1, host.ledger.transfersRemembered());
        assertArrayEquals(results(ID_ALREADY_FAILED, CREATED), host.decideAll(second, first.flags(0)));
        TransferView view = host.view(second);
        assertEquals(Lookups.REFUSED, view.outcome());
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND.code(), view.status());
    }

    @Test
    void anOpenChain() {
        TransferCommand first = linked(good());
        TransferCommand last = linked(good());
        assertArrayEquals(results(LINKED_EVENT_FAILED, LINKED_EVENT_CHAIN_OPEN), host.decideAll(first, last));
        assertArrayEquals(results(LINKED_EVENT_CHAIN_OPEN), host.decideAll(linked(good())));
        // Open comes before broken.
        assertArrayEquals(
                results(LINKED_EVENT_FAILED, LEDGER_MUST_NOT_BE_ZERO, LINKED_EVENT_FAILED, LINKED_EVENT_CHAIN_OPEN),
                host.decideAll(first, linked(good().ledger(0)), linked(good()), last));
        assertEquals(0, host.ledger.transfersRemembered());
        assertArrayEquals(results(CREATED), host.decideAll(good()));
    }

    @Test
    void twoChainsInOneRequest() {
        assertArrayEquals(
                results(LINKED_EVENT_FAILED, LEDGER_MUST_NOT_BE_ZERO, CREATED, CREATED, CREATED),
                host.decideAll(linked(good()), good().ledger(0), linked(good()), good(), good()));
        assertEquals(List.of(0L, 30L, 0L, 0L), host.balances(1));
    }

    @Test
    void anIdOfTheSameChainExists() {
        TransferCommand first = linked(good());
        assertArrayEquals(
                results(LINKED_EVENT_FAILED, EXISTS, LINKED_EVENT_FAILED), host.decideAll(first, first, good()));
        assertEquals(List.of(0L, 0L, 0L, 0L), host.balances(1));
    }

    @Test
    void accountsOfABrokenChainAreGone() {
        AccountCommand first = Host.account(10).flags(AccountFlags.LINKED);
        AccountCommand second = Host.account(11).flags(AccountFlags.LINKED);
        assertArrayEquals(
                new CreateAccountResult[] {
                    CreateAccountResult.LINKED_EVENT_FAILED,
                    CreateAccountResult.LINKED_EVENT_FAILED,
                    CreateAccountResult.CODE_MUST_NOT_BE_ZERO,
                    CreateAccountResult.CREATED
                },
                host.decideAll(first, second, Host.account(12).code(0), Host.account(13)));
        assertEquals(4, host.ledger.accounts());
        assertFalse(host.ledger.lookup(0, Host.HIGH, 10, new AccountView()));
        assertEquals(CreateAccountResult.CREATED, host.decide(first.flags(0)));
        assertEquals(Host.EUR, host.view(13).ledger());
    }
}
