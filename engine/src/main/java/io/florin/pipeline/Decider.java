package io.florin.pipeline;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.Ledger;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.TransferView;
import io.florin.protocol.codec.CapacitiesDecoder;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EpochDecoder;
import io.florin.protocol.codec.FeatureLevelDecoder;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.protocol.codec.GrantDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.LookupAccountsDecoder;
import io.florin.protocol.codec.LookupTransfersDecoder;
import io.florin.protocol.codec.MayAdministerDecoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import io.florin.protocol.codec.SetAccountLimitsDecoder;
import io.florin.protocol.codec.SetAccountStatusDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings one slot to the ledger and its result back into the slot. The same class decides under the ring and in replay:
 * whoever calls it has stamped sequence and time.
 *
 * <p>Ledger thread only; allocates nothing.
 */
public final class Decider {
    /** {@code linked_event_failed}, the same number for accounts and transfers (LEDGER.md, sections 4 and 5). */
    static final int LINKED_EVENT_FAILED = 1;

    private static final int RESOLUTION = TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

    private final Ledger ledger;
    private final RowAdapter rows = new RowAdapter();
    private final InternalRowAdapter internalRows = new InternalRowAdapter();
    private final PulseResultPublisher pulses = new PulseResultPublisher();

    private final RequestHeadDecoder head = new RequestHeadDecoder();
    private final IdDecoder id = new IdDecoder();
    private final TransferRowDecoder ahead = new TransferRowDecoder();
    private final RequestCommand request = new RequestCommand();
    private final TransferCommand transfer = new TransferCommand();
    private final AccountCommand account = new AccountCommand();
    private final LimitsCommand limits = new LimitsCommand();
    private final StatusCommand status = new StatusCommand();
    private final GenesisCommand genesis = new GenesisCommand();
    private final GrantCommand grant = new GrantCommand();
    private final CapacitiesCommand capacities = new CapacitiesCommand();
    private final CloseDayCommand closeDay = new CloseDayCommand();
    private final AccountView accountView = new AccountView();
    private final TransferView transferView = new TransferView();

    private long principal;

    /** Decides for this ledger, which no other thread may touch from now on. */
    public Decider(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether events of this template change state and therefore leave a record. */
    public static boolean isJournaled(int templateId) {
        return switch (templateId) {
            case LookupAccountsDecoder.TEMPLATE_ID,
                    LookupTransfersDecoder.TEMPLATE_ID,
                    MayAdministerDecoder.TEMPLATE_ID -> false;
            default -> true;
        };
    }

    /**
     * Opens the request whose first event is in this slot.
     *
     * @param timestampNs T, the time of its last event.
     */
    public void begin(Slot first, long timestampNs) {
        head.wrap(first.memory(), first.headOffset());
        principal = head.principal();
        if (!first.isJournaled()) return;

        IdDecoder key = head.requestKey();
        request.set(first.events(), key.high(), key.low(), head.bodyHash(), head.notAfter(), principal);
        ledger.begin(timestampNs, request);
    }

    /**
     * Notes what deciding this slot will need; no state changes, no result does. Worth it for several slots at once
     * before the first of them is decided, because then their cache misses overlap ({@link #touchExpected}).
     */
    public void expect(Slot slot) {
        if (slot.templateId() != CreateTransfersDecoder.TEMPLATE_ID) return;
        ahead.wrap(slot.memory(), slot.bodyOffset());
        IdDecoder transferId = ahead.id();
        ledger.expectTransfer(transferId.high(), transferId.low());
        if ((ahead.flags() & RESOLUTION) != 0) {
            IdDecoder pendingId = ahead.pendingId();
            ledger.expectTransfer(pendingId.high(), pendingId.low());
            return; // the accounts are the hold's, and stand in its row
        }
        IdDecoder debit = ahead.debitAccountId();
        ledger.expectAccount(debit.high(), debit.low());
        IdDecoder credit = ahead.creditAccountId();
        ledger.expectAccount(credit.high(), credit.low());
    }

    /** Brings into the cache what was noted since the last time. */
    public void touchExpected() {
        ledger.touchExpected();
    }

    /** Whether the event decided last may still become {@code linked_event_failed}. */
    public boolean isChainOpen() {
        return ledger.isChainOpen();
    }

    /** Decides the event in this slot; may rewrite results of earlier slots of its request. */
    public void decide(Slot slot, long ringSequence, Slots slots) {
        switch (slot.templateId()) {
            case CreateTransfersDecoder.TEMPLATE_ID -> createTransfer(slot);
            case CreateAccountsDecoder.TEMPLATE_ID -> createAccount(slot);
            case LookupAccountsDecoder.TEMPLATE_ID -> lookupAccount(slot);
            case LookupTransfersDecoder.TEMPLATE_ID -> lookupTransfer(slot);
            case SetAccountLimitsDecoder.TEMPLATE_ID -> setAccountLimits(slot);
            case SetAccountStatusDecoder.TEMPLATE_ID -> setAccountStatus(slot);
            case PulseDecoder.TEMPLATE_ID -> pulse(slot);
            case GenesisDecoder.TEMPLATE_ID -> genesis(slot);
            case GrantDecoder.TEMPLATE_ID -> grant(slot);
            case CapacitiesDecoder.TEMPLATE_ID -> capacities(slot);
            case FeatureLevelDecoder.TEMPLATE_ID -> featureLevel(slot);
            case EpochDecoder.TEMPLATE_ID -> epoch(slot);
            case CloseDayDecoder.TEMPLATE_ID -> closeDay(slot);
            case MayAdministerDecoder.TEMPLATE_ID -> mayAdminister(slot);
            default -> throw new IllegalStateException("no command has templateId=" + slot.templateId());
        }
        failEarlierEvents(ringSequence, slots);
    }

    private void createTransfer(Slot slot) {
        rows.decode(slot.memory(), slot.bodyOffset(), transfer);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), transfer));
    }

    private void createAccount(Slot slot) {
        rows.decode(slot.memory(), slot.bodyOffset(), account);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), account));
    }

    private void setAccountLimits(Slot slot) {
        rows.decode(slot.memory(), slot.bodyOffset(), limits);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), limits));
    }

    private void setAccountStatus(Slot slot) {
        rows.decode(slot.memory(), slot.bodyOffset(), status);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), status));
    }

    private void lookupAccount(Slot slot) {
        id.wrap(slot.memory(), slot.bodyOffset());
        long idHigh = id.high();
        long idLow = id.low();
        boolean isFound = ledger.lookup(principal, idHigh, idLow, accountView);
        if (!isFound) accountView.idHigh(idHigh).idLow(idLow);
        rows.encode(accountView, slot.memory(), slot.bodyOffset());
    }

    private void lookupTransfer(Slot slot) {
        id.wrap(slot.memory(), slot.bodyOffset());
        ledger.lookup(principal, id.high(), id.low(), transferView);
        rows.encode(transferView, slot.memory(), slot.bodyOffset());
    }

    private void pulse(Slot slot) {
        int code = ledger.pulse(slot.sequence(), slot.timestampNs());
        slot.result(code, slot.timestampNs(), ledger.expiredCount());
        slot.longResult(pulses.buffer(), pulses.encode(ledger));
    }

    private void genesis(Slot slot) {
        internalRows.decode(slot.memory(), slot.bodyOffset(), genesis);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), genesis));
    }

    private void grant(Slot slot) {
        internalRows.decode(slot.memory(), slot.bodyOffset(), grant);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), grant));
    }

    private void capacities(Slot slot) {
        internalRows.decode(slot.memory(), slot.bodyOffset(), capacities);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), capacities));
    }

    private void featureLevel(Slot slot) {
        UnsafeBuffer memory = slot.memory();
        int level = internalRows.featureLevel(memory, slot.bodyOffset());
        result(slot, ledger.decideFeatureLevel(slot.sequence(), slot.timestampNs(), level));
    }

    private void epoch(Slot slot) {
        int epoch = internalRows.epoch(slot.memory(), slot.bodyOffset());
        result(slot, ledger.decideEpoch(slot.sequence(), slot.timestampNs(), epoch));
    }

    private void closeDay(Slot slot) {
        internalRows.decode(slot.memory(), slot.bodyOffset(), closeDay);
        result(slot, ledger.decide(slot.sequence(), slot.timestampNs(), closeDay));
    }

    private void mayAdminister(Slot slot) {
        int ledgerAsked = internalRows.ledgerAsked(slot.memory(), slot.bodyOffset());
        slot.result(ledger.lookupRight(principal, ledgerAsked), slot.timestampNs(), 0);
    }

    private void result(Slot slot, int code) {
        slot.result(code, ledger.resultTimestampNs(), ledger.resultAmountMinor());
        if (!ledger.isReplayed()) return;
        slot.replayed(ledger.replayedSequence(), ledger.replayedEpoch(), ledger.replayedTimestampNs());
    }

    /** A chain stands or falls as one: the event that broke it keeps its status, those before it lose theirs. */
    private void failEarlierEvents(long ringSequence, Slots slots) {
        Slot decided = slots.at(ringSequence);
        if (!decided.isJournaled()) return;

        for (int back = ledger.eventsFailed(); back > 0; back--) {
            Slot failed = slots.at(ringSequence - back);
            failed.result(LINKED_EVENT_FAILED, failed.timestampNs(), 0);
        }
    }
}
