package io.florin.projection;

import io.florin.feed.EventData.Transfer;
import io.florin.journal.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Adds movements up in the books, and writes each as a row with what both accounts have behind it. One thread. */
final class MovementRows {
    private static final int CLOSING_DEBIT = 1 << 6;
    private static final int CLOSING_CREDIT = 1 << 7;

    private final Books books;
    private final RowSet rows;
    private long sequence;
    private int part;

    /** What a movement does, as the schema names it. */
    enum Kind {
        TRANSFER,
        HOLD,
        POST,
        VOID,
        EXPIRY
    }

    private static final byte[] NO_LABEL = {};
    private static final Map<Kind, byte[]> LABELS = labels();

    private static Map<Kind, byte[]> labels() {
        var labels = new EnumMap<Kind, byte[]>(Kind.class);
        for (Kind kind : Kind.values()) {
            labels.put(kind, kind.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        }
        return labels;
    }

    MovementRows(Books books, RowSet rows) {
        this.books = books;
        this.rows = rows;
    }

    /**
     * One movement.
     *
     * @param transfer with what moved, is held, or was let go as its amount; the accounts are the hold's.
     * @param released by how much less is held behind it.
     * @param timestampNs of the transfer itself.
     */
    void add(Reader reader, Kind kind, Transfer transfer, long released, long timestampNs) {
        part = reader.sequence() == sequence ? part + 1 : 0;
        sequence = reader.sequence();
        int debit = books.accounts.require(transfer.parties().debitAccountId());
        int credit = books.accounts.require(transfer.parties().creditAccountId());
        change(kind, transfer, released, debit, credit);
        books.accounts.touched(debit, sequence);
        books.accounts.touched(credit, sequence);
        books.movements++;
        write(reader.timestampNs(), kind, transfer, released, timestampNs, debit, credit);
    }

    private void change(Kind kind, Transfer transfer, long released, int debit, int credit) {
        AccountBook accounts = books.accounts;
        long amount = transfer.amountMinor();
        long held = kind == Kind.HOLD ? amount : -released;
        accounts.add(debit, AccountBook.DEBITS_PENDING, held);
        accounts.add(credit, AccountBook.CREDITS_PENDING, held);
        if (kind == Kind.TRANSFER || kind == Kind.POST) {
            accounts.add(debit, AccountBook.DEBITS_POSTED, amount);
            accounts.add(credit, AccountBook.CREDITS_POSTED, amount);
        }
    }

    /** Closing holds close while they are open. */
    void closing(int flags, Transfer hold, boolean isClosed) {
        if ((flags & CLOSING_DEBIT) != 0) {
            closed(hold.parties().debitAccountId(), isClosed);
        }
        if ((flags & CLOSING_CREDIT) != 0) {
            closed(hold.parties().creditAccountId(), isClosed);
        }
    }

    private void closed(UUID account, boolean isClosed) {
        int row = books.accounts.require(account);
        books.accounts.closed(row, isClosed);
    }

    private void write(
            long recordedNs, Kind kind, Transfer transfer, long released, long timestampNs, int debit, int credit) {
        boolean namesHold = kind != Kind.TRANSFER && kind != Kind.HOLD;
        CopyRows row = rows.begin(ReadTable.MOVEMENTS)
                .time(recordedNs)
                .int8(sequence)
                .int8(timestampNs)
                .int8(transfer.amountMinor())
                .int8(released)
                .int8(Integer.toUnsignedLong(transfer.ledger()))
                .uuid(transfer.id())
                .uuid(transfer.parties().debitAccountId())
                .uuid(transfer.parties().creditAccountId());
        balances(row, debit);
        balances(row, credit);
        row.int4(part)
                .int4(transfer.kind().code())
                .int4(transfer.kind().flags())
                .bytes(LABELS.getOrDefault(kind, NO_LABEL))
                .int8OrNone(Integer.toUnsignedLong(transfer.kind().timeout()));
        if (namesHold) row.uuid(transfer.pendingId());
        else row.none();
        row.uuidOrNone(transfer.userData().of128())
                .int8OrNone(transfer.userData().of64())
                .int8OrNone(Integer.toUnsignedLong(transfer.userData().of32()));
    }

    private void balances(CopyRows row, int account) {
        AccountBook accounts = books.accounts;
        row.int8(accounts.get(account, AccountBook.DEBITS_PENDING))
                .int8(accounts.get(account, AccountBook.DEBITS_POSTED))
                .int8(accounts.get(account, AccountBook.CREDITS_PENDING))
                .int8(accounts.get(account, AccountBook.CREDITS_POSTED));
    }
}
