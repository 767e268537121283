package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_POSTED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_VOIDED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_EXPIRED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_PENDING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money that is set aside: parts, groups, expiry, closing. */
class HoldsTest {
    private static final int POST = TransferFlags.POST_PENDING_TRANSFER;
    private static final int VOID = TransferFlags.VOID_PENDING_TRANSFER;
    private static final List<Long> NOTHING = List.of(0L, 0L, 0L, 0L);

    private final Host host = Host.started().accounts(5);

    private TransferCommand created(TransferCommand transfer) {
        assertEquals(CREATED, host.decide(transfer));
        return transfer;
    }

    private TransferCommand part(TransferCommand hold, long amountMinor) {
        return host.post(hold, amountMinor).flags(POST | TransferFlags.PARTIAL);
    }

    private TransferCommand groupPost(TransferCommand hold) {
        return host.post(hold, Long.MAX_VALUE).flags(POST | TransferFlags.GROUP);
    }

    private TransferCommand groupVoid(TransferCommand hold) {
        return host.voidOf(hold).flags(VOID | TransferFlags.GROUP);
    }

    private void createdTogether(TransferCommand... holds) {
        for (int i = 0; i < holds.length - 1; i++) holds[i].flags(holds[i].flags() | TransferFlags.LINKED);
        for (CreateTransferResult result : host.decideAll(holds)) assertEquals(CREATED, result);
    }

    // Parts.

    @Test
    void partByPart() {
        TransferCommand hold = created(host.pending(1, 2, 100));
        TransferCommand first = created(part(hold, 30));
        assertEquals(List.of(70L, 30L, 0L, 0L), host.balances(1));
        assertEquals(PendingStatus.PENDING, host.view(hold).pendingStatus());
        assertEquals(100, host.view(hold).amountMinor());
        created(part(hold, 0));
        assertEquals(EXCEEDS_PENDING_TRANSFER_AMOUNT, host.decide(part(hold, 71)));
        assertEquals(
                PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT,
                host.decide(host.voidOf(hold).amountMinor(69)));
        TransferCommand last = created(part(hold, Long.MAX_VALUE));
        assertEquals(70, host.ledger.resultAmountMinor());
        assertEquals(PendingStatus.POSTED, host.view(hold).pendingStatus());
        assertEquals(List.of(0L, 100L, 0L, 0L), host.balances(1));
        assertEquals(EXISTS, host.decide(first));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, host.decide(first.amountMinor(Long.MAX_VALUE)));
        assertEquals(EXISTS, host.decide(last));
        assertEquals(EXISTS, host.decide(last.amountMinor(70)));
        assertEquals(EXISTS, host.decide(hold));
    }

    @Test
    void theRestIsVoidedOrExpires() {
        TransferCommand voided = created(host.pending(1, 2, 100));
        created(part(voided, 30));
        created(host.voidOf(voided).amountMinor(70));
        TransferCommand expiring = created(host.pending(1, 2, 100).timeoutSeconds(1));
        created(part(expiring, 45));
        assertEquals(List.of(55L, 75L, 0L, 0L), host.balances(1));
        host.timeNs += Durations.NS_PER_SECOND;
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(part(expiring, 1)));
        host.pulse();
        assertEquals(List.of(0L, 75L, 0L, 0L), host.balances(1));
        assertEquals(List.of(0L, 0L, 0L, 75L), host.balances(2));
    }

    // Groups.

    @Test
    void postedTogether() {
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand second = host.pending(2, 3, 20);
        TransferCommand third = host.pending(3, 4, 30);
        createdTogether(first, host.transfer(4, 5, 7), second, third);
        assertEquals(PENDING_TRANSFER_NOT_PENDING, host.decide(groupPost(second)));
        TransferCommand post = created(groupPost(first));
        assertEquals(10, host.ledger.resultAmountMinor());
        assertEquals(List.of(0L, 10L, 0L, 0L), host.balances(1));
        assertEquals(List.of(0L, 20L, 0L, 10L), host.balances(2));
        assertEquals(List.of(0L, 30L, 0L, 20L), host.balances(3));
        assertEquals(List.of(0L, 7L, 0L, 30L), host.balances(4));
        assertEquals(PendingStatus.POSTED, host.view(third).pendingStatus());
        assertEquals(EXISTS, host.decide(post));
        assertEquals(PENDING_TRANSFER_ALREADY_POSTED, host.decide(groupVoid(first)));
        assertEquals(PENDING_TRANSFER_ALREADY_POSTED, host.decide(host.voidOf(third)));
    }

    @Test
    void voidedTogetherAndOpenedAgain() {
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand closing = host.pending(3, 2, 0);
        createdTogether(first, closing.flags(closing.flags() | TransferFlags.CLOSING_DEBIT));
        assertEquals(DEBIT_ACCOUNT_ALREADY_CLOSED, host.decide(groupPost(first)));
        assertEquals(PendingStatus.PENDING, host.view(first).pendingStatus());
        created(groupVoid(first));
        assertEquals(NOTHING, host.balances(1));
        assertEquals(0, host.view(3).flags());
    }

    @Test
    void aPartOfOneIsNoHindrance() {
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand second = host.pending(2, 3, 20);
        createdTogether(first, second);
        created(part(second, 5));
        created(part(first, 5));
        created(groupPost(first));
        assertEquals(5, host.ledger.resultAmountMinor());
        assertEquals(List.of(0L, 20L, 0L, 10L), host.balances(2));
    }

    @Test
    void oneResolvedAloneBreaksTheGroup() {
        TransferCommand[] posted = {host.pending(1, 2, 10), host.pending(1, 2, 20), host.pending(1, 2, 30)};
        TransferCommand[] voided = {host.pending(1, 2, 10), host.pending(1, 2, 20)};
        TransferCommand[] expired = {
            host.pending(1, 2, 10), host.pending(1, 2, 20).timeoutSeconds(1)
        };
        createdTogether(posted);
        createdTogether(voided);
        createdTogether(expired);
        created(host.post(posted[2], 1));
        created(host.voidOf(posted[1]));
        created(host.voidOf(voided[1]));
        host.timeNs += Durations.NS_PER_SECOND;
        assertEquals(PENDING_TRANSFER_ALREADY_POSTED, host.decide(groupPost(posted[0])));
        assertEquals(PENDING_TRANSFER_ALREADY_VOIDED, host.decide(groupVoid(voided[0])));
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(groupVoid(expired[0]))); // no pulse yet
        host.pulse();
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(groupVoid(expired[0])));
        created(host.post(posted[0], 10)); // alone it still can
        host.restart();
        assertEquals(PENDING_TRANSFER_ALREADY_VOIDED, host.decide(groupVoid(voided[0])));
        created(host.voidOf(voided[0]));
        created(host.voidOf(expired[0]));
        assertEquals(List.of(0L, 11L, 0L, 0L), host.balances(1));
    }

    @Test
    void aFollowerWhoseFirstIsGoneCanBeResolvedAlone() {
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand second = host.pending(1, 2, 20);
        createdTogether(first, second);
        created(host.voidOf(first));
        assertEquals(PENDING_TRANSFER_NOT_PENDING, host.decide(groupVoid(second)));
        created(host.voidOf(second));
        assertEquals(NOTHING, host.balances(1));
    }

    @Test
    void aHoldOutsideOfAChainIsItsOwnGroup() {
        TransferCommand hold = created(host.pending(1, 2, 10));
        assertEquals(
                PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT,
                host.decide(groupPost(hold).amountMinor(9)));
        assertEquals(
                EXCEEDS_PENDING_TRANSFER_AMOUNT, host.decide(groupPost(hold).amountMinor(11)));
        created(groupPost(hold).amountMinor(10));
    }

    @Test
    void aGroupSurvivesARestart() {
        TransferCommand[] holds = {host.pending(1, 2, 1), host.pending(2, 3, 2), host.pending(3, 4, 4)};
        createdTogether(holds);
        created(host.pending(5, 1, 9));
        host.restart();
        created(groupPost(holds[0]));
        assertEquals(List.of(0L, 4L, 0L, 2L), host.balances(3));
        assertEquals(1, host.ledger.holdsOpen());
    }

    // Expiry.

    @Test
    void exactlyAtTheBoundary() {
        TransferCommand hold = created(host.pending(1, 2, 10).timeoutSeconds(3));
        long expiresAtNs = host.timeNs + 3 * Durations.NS_PER_SECOND;
        assertEquals(expiresAtNs, host.ledger.nextTimerNs());
        host.pulseAt(expiresAtNs - 1);
        assertEquals(0, host.ledger.expiredCount());
        host.pulseAt(expiresAtNs);
        assertEquals(1, host.ledger.expiredCount());
        assertEquals(hold.idHigh(), host.ledger.expiredIdHigh(0));
        assertEquals(hold.idLow(), host.ledger.expiredIdLow(0));
        assertEquals(Long.MAX_VALUE, host.ledger.nextTimerNs());
        assertEquals(NOTHING, host.balances(1));

        TransferCommand inTime = created(host.pending(1, 2, 10).timeoutSeconds(1));
        host.timeNs += Durations.NS_PER_SECOND - 1 - Host.STEP_NS;
        created(host.post(inTime, 10));
        TransferCommand late = created(host.pending(1, 2, 10).timeoutSeconds(1));
        host.timeNs += Durations.NS_PER_SECOND - Host.STEP_NS;
        assertEquals(PENDING_TRANSFER_EXPIRED, host.decide(host.post(late, 10)));
    }

    @Test
    void bothClosedSidesOpenAgain() {
        TransferCommand closing = host.pending(1, 2, 0).timeoutSeconds(1);
        created(closing.flags(closing.flags() | TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT));
        assertEquals(AccountFlags.CLOSED, host.view(1).flags());
        assertEquals(AccountFlags.CLOSED, host.view(2).flags());
        host.pulseAt(host.timeNs + Durations.NS_PER_SECOND);
        assertEquals(0, host.view(1).flags());
        assertEquals(0, host.view(2).flags());
        created(host.transfer(1, 2, 1));
    }

    @Test
    void closedAccountsStillExpire() {
        created(host.pending(1, 2, 5).timeoutSeconds(1));
        TransferCommand closing = host.pending(1, 3, 0);
        created(closing.flags(closing.flags() | TransferFlags.CLOSING_DEBIT));
        host.pulseAt(host.timeNs + Durations.NS_PER_SECOND);
        assertEquals(NOTHING, host.balances(1));
        assertEquals(AccountFlags.CLOSED, host.view(1).flags());
    }

    @Test
    void aPulseReleasesAtMost4096AndTheNextGoesOn() {
        TransferCommand[] holds = new TransferCommand[5_000];
        for (int i = 0; i < holds.length; i++) holds[i] = host.pending(1, 2, 1).timeoutSeconds(2);
        for (CreateTransferResult result : host.decideAll(holds)) assertEquals(CREATED, result);
        host.pulseAt(host.timeNs + 2 * Durations.NS_PER_SECOND);
        assertEquals(4_096, host.ledger.expiredCount());
        assertEquals(holds[4_095].idLow(), host.ledger.expiredIdLow(4_095));
        assertEquals(List.of(904L, 0L, 0L, 0L), host.balances(1));
        host.pulse();
        assertEquals(904, host.ledger.expiredCount());
        assertEquals(holds[4_096].idLow(), host.ledger.expiredIdLow(0));
        assertEquals(NOTHING, host.balances(1));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void inTheOrderOfExpiryThenCreation(long seed) {
        var random = new SplittableRandom(seed);
        record Timer(long expiresAtNs, long createdNs, long idLow) {}
        List<Timer> timers = new ArrayList<>();
        host.timeNs = host.timeNs / Durations.NS_PER_SECOND * Durations.NS_PER_SECOND;
        for (int i = 0; i < 400; i++) {
            int seconds = 1 + random.nextInt(1_000);
            host.timeNs += Durations.NS_PER_SECOND - Host.STEP_NS;
            TransferCommand hold = created(host.pending(1, 2, 1).timeoutSeconds(seconds + 1_000));
            timers.add(new Timer(host.timeNs + (seconds + 1_000) * Durations.NS_PER_SECOND, host.timeNs, hold.idLow()));
        }
        List<Long> expected = timers.stream()
                .sorted(Comparator.comparingLong(Timer::expiresAtNs).thenComparingLong(Timer::createdNs))
                .map(Timer::idLow)
                .toList();
        host.restart();
        host.pulseAt(host.timeNs + 3_000 * Durations.NS_PER_SECOND);
        List<Long> expired = new ArrayList<>();
        for (int i = 0; i < host.ledger.expiredCount(); i++) expired.add(host.ledger.expiredIdLow(i));
        assertEquals(expected, expired);
    }

    // Balancing.

    @Test
    void balancingTakesWhatTheOtherSideLeaves() {
        created(host.transfer(2, 1, 100)); // 1 has credits of 100
        created(host.pending(1, 3, 30));
        TransferCommand most = host.transfer(1, 3, 50).flags(TransferFlags.BALANCING_DEBIT);
        created(most);
        assertEquals(50, host.ledger.resultAmountMinor());
        TransferCommand rest = host.transfer(1, 3, Long.MAX_VALUE).flags(TransferFlags.BALANCING_DEBIT);
        created(rest);
        assertEquals(20, host.ledger.resultAmountMinor());
        created(host.transfer(1, 3, 5).flags(TransferFlags.BALANCING_DEBIT));
        assertEquals(0, host.ledger.resultAmountMinor());
        assertEquals(EXISTS, host.decide(rest));
        assertEquals(EXISTS, host.decide(rest.amountMinor(20)));
        assertEquals(EXISTS_WITH_DIFFERENT_AMOUNT, host.decide(rest.amountMinor(19)));
        TransferCommand both = host.transfer(3, 2, Long.MAX_VALUE);
        created(both.flags(TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT));
        assertEquals(70, host.ledger.resultAmountMinor()); // 3 has credits of 70, 2 debits of 100
    }
}
