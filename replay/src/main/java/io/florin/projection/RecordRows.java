package io.florin.projection;

import io.florin.feed.EventData;
import io.florin.feed.EventData.Kind;
import io.florin.feed.EventData.Transfer;
import io.florin.journal.Reader;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CloseDayRowDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EpochDecoder;
import io.florin.protocol.codec.EpochRowDecoder;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns records into rows, and keeps the books that this needs. Reads results and decides nothing. One thread. */
final class RecordRows {
    private static final int LINKED = 1;
    private static final int PENDING = 1 << 1;
    private static final int POST = 1 << 2;
    private static final int VOID = 1 << 3;
    private static final int CLOSED = 1 << 5;
    private static final int PARTIAL = 1 << 11;
    private static final int GROUP = 1 << 12;
    private static final int CREATED = 0;
    private static final long LOCAL = 1;
    private static final long EVERY_LEDGER = 0;
    private static final int ALL_RIGHTS = 7;
    private static final String EXISTS = "exists";

    private final Books books;
    private final RowSet rows;
    private final MovementRows movements;
    private final EventResultDecoder result = new EventResultDecoder();
    private final TransferRowDecoder transferRow = new TransferRowDecoder();

    private boolean isChainOpen;
    private @Nullable UUID chainFirst;

    RecordRows(Books books, RowSet rows) {
        this.books = books;
        this.rows = rows;
        this.movements = new MovementRows(books, rows);
    }

    /** Adds what the record that the reader stands at says. */
    void add(Reader reader) {
        if (reader.isFirst()) isChainOpen = false;
        if (!isChainOpen) chainFirst = null;
        switch (reader.commandTemplate()) {
            case CreateTransfersDecoder.TEMPLATE_ID -> transfer(reader);
            case CreateAccountsDecoder.TEMPLATE_ID -> account(reader);
            case SetAccountLimitsDecoder.TEMPLATE_ID -> limits(reader);
            case SetAccountStatusDecoder.TEMPLATE_ID -> status(reader);
            case PulseDecoder.TEMPLATE_ID -> pulse(reader);
            case GrantDecoder.TEMPLATE_ID -> grant(reader);
            case GenesisDecoder.TEMPLATE_ID -> granted(reader, LOCAL, EVERY_LEDGER, ALL_RIGHTS);
            case EpochDecoder.TEMPLATE_ID -> epoch(reader);
            case CloseDayDecoder.TEMPLATE_ID -> closedDay(reader);
            default -> {
                // says nothing that anybody reports
            }
        }
    }

    private void transfer(Reader reader) {
        transferRow.wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        boolean isLinked = (transferRow.flags() & LINKED) != 0;
        boolean isInChain = isChainOpen || isLinked;
        isChainOpen = isLinked;
        Transfer transfer = Transfer.of(transferRow);
        if (result.status() != CREATED) {
            refused(reader, transfer);
        } else if (result.timestamp() > books.lastTransferNs) { // else the answer of an earlier request was repeated
            books.lastTransferNs = result.timestamp();
            created(reader, transfer.withAmount(result.amount()), isInChain);
        }
    }

    private void created(Reader reader, Transfer transfer, boolean isInChain) {
        int flags = transfer.kind().flags();
        if ((flags & (POST | VOID)) != 0) {
            settled(reader, transfer);
        } else if ((flags & PENDING) == 0) {
            movements.add(reader, MovementRows.Kind.TRANSFER, transfer, 0, result.timestamp());
        } else {
            held(reader, transfer, isInChain);
        }
    }

    private void held(Reader reader, Transfer hold, boolean isInChain) {
        if (isInChain && chainFirst == null) chainFirst = hold.id();
        UUID first = isInChain ? chainFirst : null;
        books.holds.add(hold, first);
        rows.holds.opened(new HoldChanges.Opened(
                hold, first, reader.sequence(), reader.timestampNs(), result.timestamp(), hold.amountMinor()));
        movements.closing(hold.kind().flags(), hold, true);
        movements.add(reader, MovementRows.Kind.HOLD, hold, 0, result.timestamp());
    }

    /** A post or void: of one hold, or of each hold of a group. */
    private void settled(Reader reader, Transfer transfer) {
        int flags = transfer.kind().flags();
        UUID named = transfer.pendingId();
        List<UUID> settled = (flags & GROUP) != 0 ? books.holds.group(named) : List.of(named);
        for (UUID id : settled) {
            Transfer hold = books.holds.get(id);
            boolean isNamedPost = (flags & POST) != 0 && id.equals(named);
            long amountMinor = isNamedPost ? transfer.amountMinor() : hold.amountMinor();
            Transfer settling = transfer.inheriting(hold).withAmount(amountMinor);
            boolean isPart = isNamedPost && (flags & PARTIAL) != 0;
            if (isPart) {
                books.holds.reduce(id, amountMinor);
                rows.holds.reduced(id, hold.amountMinor() - amountMinor);
            } else {
                end(hold);
            }
            MovementRows.Kind kind = (flags & POST) != 0 ? MovementRows.Kind.POST : MovementRows.Kind.VOID;
            movements.add(reader, kind, settling, isPart ? amountMinor : hold.amountMinor(), result.timestamp());
        }
    }

    private void end(Transfer hold) {
        books.holds.remove(hold.id());
        rows.holds.ended(hold.id());
        movements.closing(hold.kind().flags(), hold, false);
    }

    private void pulse(Reader reader) {
        var pulse = new PulseResultDecoder().wrap(reader.buffer(), reader.resultOffset());
        var id = new IdDecoder();
        for (int i = 0; i < pulse.expired(); i++) {
            int at = reader.resultOffset() + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH;
            Transfer hold = books.holds.get(EventData.uuid(id.wrap(reader.buffer(), at)));
            end(hold);
            var expiry = new Transfer(
                    hold.id(),
                    hold.parties(),
                    hold.id(),
                    hold.amountMinor(),
                    hold.ledger(),
                    new Kind(hold.kind().code(), hold.kind().flags(), 0),
                    hold.userData());
            movements.add(reader, MovementRows.Kind.EXPIRY, expiry, hold.amountMinor(), reader.timestampNs());
        }
    }

    private void account(Reader reader) {
        var row = new AccountRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        UUID id = EventData.uuid(row.id());
        if (result.status() != CREATED) {
            refused(reader, id, row);
            return;
        }
        if (result.timestamp() <= books.lastAccountNs) return;
        books.lastAccountNs = result.timestamp();
        int added = books.accounts.add(id, row.ledger());
        books.accounts.closed(added, (row.flags() & CLOSED) != 0);
        books.accounts.touched(added, reader.sequence());
        if (books.ledgers.add(row.ledger())) {
            rows.begin(ReadTable.LEDGERS)
                    .int8(row.ledger())
                    .int8(reader.sequence())
                    .time(reader.timestampNs());
        }
        rows.begin(ReadTable.ACCOUNTS)
                .uuid(id)
                .int8(reader.sequence())
                .time(reader.timestampNs())
                .int8(result.timestamp())
                .int8(row.ledger())
                .int4(row.code())
                .int4(row.flags())
                .uuidOrNone(EventData.uuid(row.userData128()))
                .int8OrNone(row.userData64())
                .int8OrNone(row.userData32());
    }

    private void limits(Reader reader) {
        var row = new LimitsRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        UUID id = EventData.uuid(row.accountId());
        if (result.status() != CREATED) refused(reader, "limits", id);
        if (!isAppliedNow(reader)) return;
        int account = books.accounts.require(id);
        long version = row.expectedVersion() + 1;
        books.accounts.set(account, AccountBook.DEBIT_ALLOWANCE, row.debitAllowance());
        books.accounts.set(account, AccountBook.CREDIT_ALLOWANCE, row.creditAllowance());
        books.accounts.set(account, AccountBook.LIMITS_VERSION, version);
        books.accounts.touched(account, reader.sequence());
        rows.begin(ReadTable.ACCOUNT_LIMITS)
                .uuid(id)
                .int8(version)
                .int8(reader.sequence())
                .time(reader.timestampNs())
                .int8(row.debitAllowance())
                .int8(row.creditAllowance());
    }

    private void status(Reader reader) {
        var row = new StatusRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        result.wrap(reader.buffer(), reader.resultOffset());
        UUID id = EventData.uuid(row.accountId());
        if (result.status() != CREATED) refused(reader, "status", id);
        if (!isAppliedNow(reader)) return;
        int account = books.accounts.require(id);
        books.accounts.frozen(account, row.frozen(), row.reason());
        books.accounts.touched(account, reader.sequence());
        rows.begin(ReadTable.ACCOUNT_STATUSES)
                .uuid(id)
                .int8(reader.sequence())
                .time(reader.timestampNs())
                .int4(row.frozen())
                .int4(row.reason());
    }

    private void grant(Reader reader) {
        if (!isAppliedNow(reader)) return;
        var row = new GrantRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        granted(reader, row.principal(), row.ledger(), row.rights());
    }

    private void granted(Reader reader, long principal, long ledger, int rights) {
        rows.begin(ReadTable.GRANTS)
                .int8(reader.sequence())
                .time(reader.timestampNs())
                .int8(principal)
                .int8(ledger)
                .int4(rights);
    }

    private void epoch(Reader reader) {
        var row = new EpochRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        rows.begin(ReadTable.EPOCHS)
                .int8(row.epoch())
                .int8(reader.sequence())
                .time(reader.timestampNs())
                .int8(row.node())
                .int8(row.life())
                .int4(row.mode())
                .int8(row.tornBytes());
    }

    private void closedDay(Reader reader) {
        if (!isAppliedNow(reader)) return;
        var row = new CloseDayRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        rows.begin(ReadTable.CLOSED_DAYS)
                .int8(row.ledger())
                .day(day((int) row.date()))
                .int8(reader.sequence())
                .time(reader.timestampNs());
    }

    private static long day(int yyyymmdd) {
        try {
            return LocalDate.of(yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100)
                    .toEpochDay();
        } catch (DateTimeException noDay) {
            throw new IllegalStateException("the journal closes a day that is none: date=" + yyyymmdd, noDay);
        }
    }

    /** And not when another request of the same key was: that repeats an answer and does nothing. */
    private boolean isAppliedNow(Reader reader) {
        result.wrap(reader.buffer(), reader.resultOffset());
        return result.status() == CREATED && result.timestamp() == reader.timestampNs();
    }

    // What did not happen.

    private void refused(Reader reader, Transfer transfer) {
        Problem problem = ProblemCatalogue.instance().byTransferStatus((int) result.status());
        if (isNoNews(reader, problem)) return;
        refusal(reader, "transfer", transfer.id(), problem)
                .int8(Integer.toUnsignedLong(transfer.ledger()))
                .int4(transfer.kind().code())
                .int4(transfer.kind().flags())
                .int8(transfer.amountMinor())
                .uuidOrNone(transfer.parties().debitAccountId())
                .uuidOrNone(transfer.parties().creditAccountId());
    }

    private void refused(Reader reader, UUID id, AccountRowDecoder row) {
        Problem problem = ProblemCatalogue.instance().byAccountStatus((int) result.status());
        if (isNoNews(reader, problem)) return;
        refusal(reader, "account", id, problem)
                .int8(row.ledger())
                .int4(row.code())
                .int4(row.flags())
                .int8(0)
                .none()
                .none();
    }

    private void refused(Reader reader, String subject, UUID id) {
        Problem problem = ProblemCatalogue.instance().byAccountStatus((int) result.status());
        if (problem == null) problem = ProblemCatalogue.instance().byTransferStatus((int) result.status());
        if (isNoNews(reader, problem)) return;
        int account = books.accounts.find(id);
        refusal(reader, subject, id, problem)
                .int8(account == AccountBook.MISSING ? 0 : books.accounts.get(account, AccountBook.LEDGER))
                .int4(0)
                .int4(0)
                .int8(0)
                .none()
                .none();
    }

    /** A retry of what happened, or an answer that was repeated. */
    private boolean isNoNews(Reader reader, @Nullable Problem problem) {
        boolean isRepeated = result.timestamp() != reader.timestampNs();
        return isRepeated || (problem != null && problem.code().equals(EXISTS));
    }

    private CopyRows refusal(Reader reader, String subject, UUID id, @Nullable Problem problem) {
        books.refusals++;
        int status = (int) result.status();
        return rows.begin(ReadTable.REFUSALS)
                .time(reader.timestampNs())
                .int8(reader.sequence())
                .text(subject)
                .uuid(id)
                .int4(status)
                .text(problem == null ? "status_" + status : problem.code());
    }
}
