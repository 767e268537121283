package io.florin.ops.tool.journal;

import io.florin.journal.Reader;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.ledger.TransferView;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.RequestHeadDecoder;
import io.florin.replay.TimeTravel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Answers from a ledger that was rebuilt, as rows. */
final class Lookups {
    private static final long PRINCIPAL_LOCAL = 1;

    private final LookOptions options;
    private final Ledger ledger;
    private final long replayed;

    Lookups(LookOptions options, TimeTravel.Arrived arrived) {
        this.options = options;
        this.ledger = arrived.ledger();
        this.replayed = arrived.replayed();
    }

    void print(List<String> accounts, List<String> transfers, List<String> replies) throws IOException {
        Set<UUID> accountIds = IdOptions.ids("--account", accounts);
        Set<UUID> transferIds = IdOptions.ids("--transfer", transfers);
        Set<UUID> keys = IdOptions.ids("--reply", replies);
        if (accountIds.isEmpty() && transferIds.isEmpty() && keys.isEmpty()) printState();
        if (!accountIds.isEmpty()) printAccounts(accountIds);
        if (!transferIds.isEmpty()) printTransfers(transferIds);
        if (!keys.isEmpty()) printReplies(keys);
    }

    private void printState() {
        Rows rows = options.rows(
                new Rows.Column("sequence", 12),
                new Rows.Column("time", 30),
                new Rows.Column("replayed", 12),
                new Rows.Column("accounts", 10),
                new Rows.Column("transfers", 10),
                new Rows.Column("holds_open", 10),
                new Rows.Column("next_timer", 30),
                new Rows.Column("state_hash", 16));
        long timerNs = ledger.nextTimerNs();
        rows.row(
                ledger.lastSequence(),
                Times.text(ledger.lastTimestampNs()),
                replayed,
                ledger.accounts(),
                ledger.transfersRemembered(),
                ledger.holdsOpen(),
                timerNs == Long.MAX_VALUE ? "none" : Times.text(timerNs),
                Long.toHexString(ledger.stateHash()));
        rows.end();
    }

    private void printAccounts(Set<UUID> ids) {
        Rows rows = options.rows(
                new Rows.Column("account", 36),
                new Rows.Column("found", 5),
                new Rows.Column("ledger", 6),
                new Rows.Column("debits_pending", 16),
                new Rows.Column("debits_posted", 16),
                new Rows.Column("credits_pending", 16),
                new Rows.Column("credits_posted", 16),
                new Rows.Column("flags", 5),
                new Rows.Column("frozen", 6),
                new Rows.Column("limits_version", 14),
                new Rows.Column("at_sequence", 12));
        var view = new AccountView();
        for (UUID id : ids) {
            boolean isFound =
                    ledger.lookup(PRINCIPAL_LOCAL, id.getMostSignificantBits(), id.getLeastSignificantBits(), view);
            rows.row(
                    id.toString(),
                    isFound,
                    Integer.toUnsignedLong(view.ledger()),
                    view.debitsPendingMinor(),
                    view.debitsPostedMinor(),
                    view.creditsPendingMinor(),
                    view.creditsPostedMinor(),
                    view.flags(),
                    view.frozen(),
                    Integer.toUnsignedLong(view.limitsVersion()),
                    ledger.lastSequence());
        }
        rows.end();
    }

    private void printTransfers(Set<UUID> ids) {
        Rows rows = options.rows(
                new Rows.Column("transfer", 36),
                new Rows.Column("outcome", 8),
                new Rows.Column("pending_status", 14),
                new Rows.Column("amount", 16),
                new Rows.Column("debit", 36),
                new Rows.Column("credit", 36),
                new Rows.Column("time", 30),
                new Rows.Column("expires", 30),
                new Rows.Column("at_sequence", 12));
        var view = new TransferView();
        for (UUID id : ids) {
            ledger.lookup(PRINCIPAL_LOCAL, id.getMostSignificantBits(), id.getLeastSignificantBits(), view);
            rows.row(
                    id.toString(),
                    lower(Outcome.get((short) view.outcome())),
                    lower(PendingStatus.get((short) view.pendingStatus())),
                    view.amountMinor(),
                    new UUID(view.debitAccountIdHigh(), view.debitAccountIdLow()).toString(),
                    new UUID(view.creditAccountIdHigh(), view.creditAccountIdLow()).toString(),
                    Times.text(view.timestampNs()),
                    expires(view),
                    ledger.lastSequence());
        }
        rows.end();
    }

    private static String expires(TransferView view) {
        boolean isTimed =
                view.timeoutSeconds() != 0 && PendingStatus.get((short) view.pendingStatus()) == PendingStatus.PENDING;
        if (!isTimed) return "none";
        long timeoutNs = TimeUnit.SECONDS.toNanos(Integer.toUnsignedLong(view.timeoutSeconds()));
        return Times.text(view.timestampNs() + timeoutNs);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** From the records themselves: a stored reply is what they say, and outlives the table that it is stored in. */
    private void printReplies(Set<UUID> keys) throws IOException {
        Rows rows = options.rows(RecordText.columns(false));
        var head = new RequestHeadDecoder();
        boolean isAsked = false;
        try (Reader reader = options.view().read(options.firstSequence())) {
            while (reader.next() && reader.sequence() <= ledger.lastSequence()) {
                if (reader.isFirst()) {
                    head.wrap(reader.buffer(), reader.headOffset());
                    isAsked = keys.contains(
                            new UUID(head.requestKey().high(), head.requestKey().low()));
                }
                if (isAsked) rows.row(RecordText.cells(reader.record(), false));
            }
        }
        rows.end();
    }
}
