package io.florin.replay;

import io.florin.journal.RecordView;
import io.florin.ledger.TransferFlags;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the records say was moved and held, account by account, and decides nothing: a second set of books that
 * shares no code with the ledger. Cold, and needs memory for every account and every hold that is open.
 */
final class Bookkeeping {
    private static final int DEBITS_PENDING = 0;
    private static final int DEBITS_POSTED = 1;
    private static final int CREDITS_PENDING = 2;
    private static final int CREDITS_POSTED = 3;
    private static final int SUMS = 4;

    private final Map<UUID, long[]> accounts = new HashMap<>();
    private final Map<UUID, Hold> holds = new HashMap<>();
    private final List<Hold> chain = new ArrayList<>();
    private final TransferRowDecoder row = new TransferRowDecoder();
    private final EventResultDecoder result = new EventResultDecoder();

    /** Money that is held; the members of its group are those of its chain. */
    private static final class Hold {
        final UUID debit;
        final UUID credit;
        long left;
        List<Hold> group = List.of();

        Hold(UUID debit, UUID credit, long left) {
            this.debit = debit;
            this.credit = credit;
            this.left = left;
        }
    }

    // Opening, where the first records are gone.

    /** An account with these balances. */
    void open(UUID account, long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {
        accounts.put(account, new long[] {debitsPending, debitsPosted, creditsPending, creditsPosted});
    }

    /** A hold that is open, whose money is in the balances already. */
    void openHold(UUID id, UUID debit, UUID credit, long left) {
        holds.put(id, new Hold(debit, credit, left));
    }

    /** Holds that can be resolved together. */
    void openGroup(List<UUID> ids) {
        List<Hold> group = ids.stream().map(holds::get).filter(Objects::nonNull).toList();
        group.forEach(member -> member.group = group);
    }

    /** Books what the record says was done. */
    void onRecord(RecordView record) {
        if (record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID) {
            expire(record);
        } else if (record.commandTemplate() == CreateTransfersDecoder.TEMPLATE_ID) {
            transfer(record);
        }
    }

    private void transfer(RecordView record) {
        row.wrap(record.buffer(), record.commandOffset());
        result.wrap(record.buffer(), record.resultOffset());
        if (record.isFirst()) chain.clear();
        boolean isCreated = result.status() == 0;
        int flags = row.flags();
        if (isCreated && (flags & TransferFlags.PENDING) != 0) {
            hold(id(row.id()), new Hold(id(row.debitAccountId()), id(row.creditAccountId()), result.amount()));
        } else if (isCreated && (flags & TransferFlags.POST_PENDING_TRANSFER) != 0) {
            post(id(row.pendingId()), flags, result.amount());
        } else if (isCreated && (flags & TransferFlags.VOID_PENDING_TRANSFER) != 0) {
            members(id(row.pendingId()), flags).forEach(this::release);
        } else if (isCreated) {
            move(id(row.debitAccountId()), id(row.creditAccountId()), result.amount());
        }
        if ((flags & TransferFlags.LINKED) == 0) chain.clear();
    }

    private void hold(UUID id, Hold hold) {
        holds.put(id, hold);
        chain.add(hold);
        if (chain.size() > 1) {
            List<Hold> group = List.copyOf(chain);
            group.forEach(member -> member.group = group);
        }
        add(hold.debit, DEBITS_PENDING, hold.left);
        add(hold.credit, CREDITS_PENDING, hold.left);
    }

    private void post(UUID pendingId, int flags, long amountMinor) {
        List<Hold> members = members(pendingId, flags);
        if (members.size() == 1) {
            Hold hold = members.getFirst();
            move(hold.debit, hold.credit, amountMinor);
            if ((flags & TransferFlags.PARTIAL) == 0) {
                release(hold);
            } else {
                take(hold, amountMinor);
            }
            return;
        }
        for (Hold hold : members) {
            move(hold.debit, hold.credit, hold.left);
            release(hold);
        }
    }

    private List<Hold> members(UUID pendingId, int flags) {
        @Nullable Hold hold = holds.get(pendingId);
        if (hold == null) return List.of();
        return (flags & TransferFlags.GROUP) == 0 || hold.group.isEmpty() ? List.of(hold) : hold.group;
    }

    private void expire(RecordView record) {
        long count = new PulseResultDecoder()
                .wrap(record.buffer(), record.resultOffset())
                .expired();
        var id = new IdDecoder();
        for (int i = 0; i < count; i++) {
            int at = record.resultOffset() + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH;
            @Nullable Hold hold = holds.get(id(id.wrap(record.buffer(), at)));
            if (hold != null) release(hold);
        }
    }

    private void release(Hold hold) {
        take(hold, hold.left);
    }

    private void take(Hold hold, long amountMinor) {
        add(hold.debit, DEBITS_PENDING, -amountMinor);
        add(hold.credit, CREDITS_PENDING, -amountMinor);
        hold.left -= amountMinor;
    }

    private void move(UUID debit, UUID credit, long amountMinor) {
        add(debit, DEBITS_POSTED, amountMinor);
        add(credit, CREDITS_POSTED, amountMinor);
    }

    private void add(UUID account, int sum, long amountMinor) {
        accounts.computeIfAbsent(account, unseen -> new long[SUMS])[sum] += amountMinor;
    }

    /** A sentence if the books know this account with other balances; else null. */
    @Nullable
    String difference(BalanceSheet.Balances balances) {
        long[] sums = accounts.getOrDefault(balances.id(), new long[SUMS]);
        boolean isEqual = sums[DEBITS_PENDING] == balances.debitsPendingMinor()
                && sums[DEBITS_POSTED] == balances.debitsPostedMinor()
                && sums[CREDITS_PENDING] == balances.creditsPendingMinor()
                && sums[CREDITS_POSTED] == balances.creditsPostedMinor();
        if (isEqual) return null;
        return "the balances of an account are not the sum of its transfers, which is {debits_pending="
                + sums[DEBITS_PENDING] + ", debits_posted=" + sums[DEBITS_POSTED] + ", credits_pending="
                + sums[CREDITS_PENDING] + ", credits_posted=" + sums[CREDITS_POSTED] + "}: " + balances;
    }

    /** Accounts that anything was booked on. */
    int accounts() {
        return accounts.size();
    }

    private static UUID id(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }
}
