package io.florin.feed;

import io.florin.feed.EventData.Account;
import io.florin.feed.EventData.Limits;
import io.florin.feed.EventData.Refused;
import io.florin.feed.EventData.Status;
import io.florin.feed.EventData.Transfer;
import io.florin.feed.EventData.UserData;
import io.florin.journal.Reader;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.protocol.codec.GrantDecoder;
import io.florin.protocol.codec.GrantRowDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.LimitsRowDecoder;
import io.florin.protocol.codec.PulseDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.SetAccountLimitsDecoder;
import io.florin.protocol.codec.SetAccountStatusDecoder;
import io.florin.protocol.codec.StatusRowDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into events, and keeps the state up to date that this needs. Reads results and decides nothing. One
 * thread.
 */
final class EventDecoder {
    private static final int LINKED = 1;
    private static final int PENDING = 1 << 1;
    private static final int POST = 1 << 2;
    private static final int VOID = 1 << 3;
    private static final int PARTIAL = 1 << 11;
    private static final int GROUP = 1 << 12;
    private static final int CREATED = 0;
    private static final long LOCAL = 1;

    private final FeedState state;
    private final AccountLedgers accounts;
    private final EventResultDecoder result = new EventResultDecoder();

    private boolean isChainOpen;
    private @Nullable UUID chainFirst;

    EventDecoder(FeedState state, AccountLedgers accounts) {
        this.state = state;
        this.accounts = accounts;
    }

    /**
     * Appends the events of the record that the reader stands at.
     *
     * @return false, and nothing was changed, if that cannot be said now.
     */
    boolean decode(Reader reader, List<FeedEvent> events) {
        int before = events.size();
        if (reader.isFirst()) isChainOpen = false;
        if (!isChainOpen) chainFirst = null;
        switch (reader.commandTemplate()) {
            case CreateTransfersDecoder.TEMPLATE_ID -> transfer(reader, events);
            case CreateAccountsDecoder.TEMPLATE_ID -> account(reader, events);
            case SetAccountLimitsDecoder.TEMPLATE_ID -> {
                if (!limits(reader, events)) return false;
            }
            case SetAccountStatusDecoder.TEMPLATE_ID -> {
                if (!status(reader, events)) return false;
            }
            case PulseDecoder.TEMPLATE_ID -> pulse(reader, events);
            case GenesisDecoder.TEMPLATE_ID ->
                state.grants = GrantBook.NONE.with(LOCAL, GrantBook.EVERY_LEDGER, GrantBook.ALL);
            case GrantDecoder.TEMPLATE_ID -> grant(reader);
            default -> {
                // tells nobody anything
            }
        }
        state.sequence = reader.sequence();
        if (events.size() > before) events.getLast().lastOfRecord();
        return true;
    }

    private void transfer(Reader reader, List<FeedEvent> events) {
        var row = new TransferRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        boolean isLinked = (row.flags() & LINKED) != 0;
        boolean isInChain = isChainOpen || isLinked;
        isChainOpen = isLinked;
        if (result.status() != CREATED) {
            refused(reader, Transfer.of(row), events);
        } else if (result.timestamp() > state.lastTransferNs) { // else the answer of an earlier request was repeated
            state.lastTransferNs = result.timestamp();
            created(reader, Transfer.of(row).withAmount(result.amount()), isInChain, events);
        }
    }

    private void created(Reader reader, Transfer transfer, boolean isInChain, List<FeedEvent> events) {
        int flags = transfer.kind().flags();
        if ((flags & (POST | VOID)) != 0) {
            settled(reader, transfer, events);
        } else if ((flags & PENDING) == 0) {
            add(reader, EventType.TRANSFER_POSTED, transfer.id(), transfer, events);
        } else {
            if (isInChain && chainFirst == null) chainFirst = transfer.id();
            state.holds.add(transfer, isInChain ? chainFirst : null);
            add(reader, EventType.HOLD_CREATED, transfer.id(), transfer, events);
        }
    }

    /** A post or void: of one hold, or of each hold of a group. */
    private void settled(Reader reader, Transfer transfer, List<FeedEvent> events) {
        int flags = transfer.kind().flags();
        EventType type = (flags & POST) != 0 ? EventType.HOLD_POSTED : EventType.HOLD_VOIDED;
        UUID named = transfer.pendingId();
        List<UUID> settled = (flags & GROUP) != 0 ? state.holds.group(named) : List.of(named);
        for (UUID id : settled) {
            Transfer hold = state.holds.get(id);
            boolean isPosted = type == EventType.HOLD_POSTED && id.equals(named);
            long amountMinor = isPosted ? transfer.amountMinor() : hold.amountMinor();
            Transfer settling = transfer.inheriting(hold).withAmount(amountMinor);
            if (isPosted && (flags & PARTIAL) != 0) state.holds.reduce(id, amountMinor);
            else state.holds.remove(id);
            add(reader, type, id, settling, events);
        }
    }

    private void refused(Reader reader, Transfer transfer, List<FeedEvent> events) {
        boolean isRepeated = result.timestamp() != reader.timestampNs();
        Problem problem = ProblemCatalogue.instance().byTransferStatus((int) result.status());
        if (isRepeated || problem == null || problem.code().equals("exists")) return;
        add(reader, EventType.TRANSFER_REFUSED, transfer.id(), new Refused(transfer, problem.code()), events);
    }

    private void account(Reader reader, List<FeedEvent> events) {
        var row = new AccountRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        if (result.status() != CREATED || result.timestamp() <= state.lastAccountNs) return;
        state.lastAccountNs = result.timestamp();
        var userData = new UserData(EventData.uuid(row.userData128()), row.userData64(), (int) row.userData32());
        var account = new Account(EventData.uuid(row.id()), (int) row.ledger(), row.code(), row.flags(), userData);
        add(reader, EventType.ACCOUNT_CREATED, account.id(), account, events);
    }

    private boolean limits(Reader reader, List<FeedEvent> events) {
        if (!isAppliedNow(reader)) return true;
        var row = new LimitsRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        UUID id = EventData.uuid(row.accountId());
        OptionalLong ledger = accounts.ledgerOf(id);
        if (ledger.isEmpty()) return false;
        var limits = new Limits(
                id, (int) ledger.getAsLong(), row.debitAllowance(), row.creditAllowance(), row.expectedVersion() + 1);
        add(reader, EventType.ACCOUNT_LIMITS_CHANGED, id, limits, events);
        return true;
    }

    private boolean status(Reader reader, List<FeedEvent> events) {
        if (!isAppliedNow(reader)) return true;
        var row = new StatusRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        UUID id = EventData.uuid(row.accountId());
        OptionalLong ledger = accounts.ledgerOf(id);
        if (ledger.isEmpty()) return false;
        var status = new Status(id, (int) ledger.getAsLong(), row.frozen(), row.reason());
        add(reader, EventType.ACCOUNT_STATUS_CHANGED, id, status, events);
        return true;
    }

    private void grant(Reader reader) {
        if (!isAppliedNow(reader)) return;
        var row = new GrantRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        state.grants = state.grants.with(row.principal(), (int) row.ledger(), row.rights());
    }

    /** And not when another request of the same key was: that repeats an answer and does nothing. */
    private boolean isAppliedNow(Reader reader) {
        result.wrap(reader.buffer(), reader.resultOffset());
        return result.status() == CREATED && result.timestamp() == reader.timestampNs();
    }

    private void pulse(Reader reader, List<FeedEvent> events) {
        var pulse = new PulseResultDecoder().wrap(reader.buffer(), reader.resultOffset());
        var id = new IdDecoder();
        for (int i = 0; i < pulse.expired(); i++) {
            int at = reader.resultOffset() + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH;
            UUID expired = EventData.uuid(id.wrap(reader.buffer(), at));
            add(reader, EventType.HOLD_EXPIRED, expired, state.holds.remove(expired), events);
        }
    }

    private static void add(Reader reader, EventType type, UUID subject, EventData data, List<FeedEvent> events) {
        boolean isFirst = events.isEmpty() || events.getLast().place().sequence() != reader.sequence();
        int index = isFirst ? 0 : events.getLast().place().index() + 1;
        var stamp = new FeedEvent.Stamp(reader.timestampNs(), reader.epoch());
        events.add(new FeedEvent(new EventPlace(reader.sequence(), index), stamp, type, subject, data));
    }
}
