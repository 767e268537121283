package io.florin.ops.tool.journal;

import io.florin.journal.RecordView;
import io.florin.ledger.AdminResult;
import io.florin.ledger.CreateAccountResult;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.LimitsResult;
import io.florin.ledger.StatusResult;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CloseDayRowDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.LimitsRowDecoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.SetAccountLimitsDecoder;
import io.florin.protocol.codec.SetAccountStatusDecoder;
import io.florin.protocol.codec.StatusRowDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.replay.CommandNames;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;

/** A record as a row: what was asked, and what was answered. */
final class RecordText {
    private static final Rows.Column[] COLUMNS = {
        new Rows.Column("sequence", 12),
        new Rows.Column("time", 30),
        new Rows.Column("epoch", 5),
        new Rows.Column("command", 18),
        new Rows.Column("id", 36),
        new Rows.Column("result", 28),
        new Rows.Column("amount", 12),
        new Rows.Column("detail", 0)
    };

    private RecordText() {}

    static Rows.Column[] columns(boolean withHex) {
        if (!withHex) return COLUMNS.clone();
        Rows.Column[] columns = Arrays.copyOf(COLUMNS, COLUMNS.length + 1);
        columns[COLUMNS.length] = new Rows.Column("hex", 0);
        return columns;
    }

    static Object[] cells(RecordView record, boolean withHex) {
        boolean isPulse = record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID;
        var result = new EventResultDecoder().wrap(record.buffer(), record.resultOffset());
        Object[] cells = {
            record.sequence(),
            Times.text(record.timestampNs()),
            record.epoch(),
            CommandNames.of(record.commandTemplate()),
            idText(record),
            isPulse ? "applied" : label(record.commandTemplate(), (int) result.status()),
            isPulse ? 0L : result.amount(),
            isPulse ? pulse(record) : detail(record)
        };
        if (!withHex) return cells;
        Object[] all = Arrays.copyOf(cells, cells.length + 1);
        all[cells.length] = hex(record);
        return all;
    }

    private static String idText(RecordView record) {
        return switch (record.commandTemplate()) {
            case CreateTransfersDecoder.TEMPLATE_ID,
                    CreateAccountsDecoder.TEMPLATE_ID,
                    SetAccountLimitsDecoder.TEMPLATE_ID,
                    SetAccountStatusDecoder.TEMPLATE_ID ->
                id(new IdDecoder().wrap(record.buffer(), record.commandOffset()));
            default -> "";
        };
    }

    private static String detail(RecordView record) {
        DirectBuffer buffer = record.buffer();
        int at = record.commandOffset();
        return switch (record.commandTemplate()) {
            case CreateTransfersDecoder.TEMPLATE_ID -> transfer(new TransferRowDecoder().wrap(buffer, at));
            case CreateAccountsDecoder.TEMPLATE_ID -> account(new AccountRowDecoder().wrap(buffer, at));
            case SetAccountLimitsDecoder.TEMPLATE_ID -> limits(new LimitsRowDecoder().wrap(buffer, at));
            case SetAccountStatusDecoder.TEMPLATE_ID -> status(new StatusRowDecoder().wrap(buffer, at));
            case CloseDayDecoder.TEMPLATE_ID -> closeDay(new CloseDayRowDecoder().wrap(buffer, at));
            default -> record.commandLength() + " bytes";
        };
    }

    private static String transfer(TransferRowDecoder row) {
        String pending =
                row.pendingId().high() == 0 && row.pendingId().low() == 0 ? "" : " pending=" + id(row.pendingId());
        return "debit=" + id(row.debitAccountId()) + " credit=" + id(row.creditAccountId()) + " asked=" + row.amount()
                + " ledger=" + row.ledger() + " code=" + row.code() + " flags=" + row.flags() + " timeout="
                + row.timeout() + pending;
    }

    private static String account(AccountRowDecoder row) {
        return "ledger=" + row.ledger() + " code=" + row.code() + " flags=" + row.flags();
    }

    private static String limits(LimitsRowDecoder row) {
        return "debit_allowance=" + row.debitAllowance() + " credit_allowance=" + row.creditAllowance()
                + " expected_version=" + row.expectedVersion();
    }

    private static String closeDay(CloseDayRowDecoder row) {
        return "ledger=" + row.ledger() + " date=" + row.date();
    }

    private static String status(StatusRowDecoder row) {
        return "frozen=" + row.frozen() + " reason=" + row.reason();
    }

    private static String pulse(RecordView record) {
        var result = new PulseResultDecoder().wrap(record.buffer(), record.resultOffset());
        var text = new StringBuilder("expired=" + result.expired() + " rows=" + result.firstRow() + "+" + result.rows()
                + " rows_hash=" + HexFormat.of().toHexDigits(result.rowsHash()));
        var id = new IdDecoder();
        for (int i = 0; i < result.expired(); i++) {
            int at = record.resultOffset() + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH;
            text.append(' ').append(id(id.wrap(record.buffer(), at)));
        }
        return text.toString();
    }

    /** What people call a result of this command. */
    static String label(int commandTemplate, int status) {
        return switch (commandTemplate) {
            case CreateTransfersDecoder.TEMPLATE_ID ->
                label(CreateTransferResult.values(), CreateTransferResult::code, CreateTransferResult::label, status);
            case CreateAccountsDecoder.TEMPLATE_ID ->
                label(CreateAccountResult.values(), CreateAccountResult::code, CreateAccountResult::label, status);
            case SetAccountLimitsDecoder.TEMPLATE_ID ->
                label(LimitsResult.values(), LimitsResult::code, LimitsResult::label, status);
            case SetAccountStatusDecoder.TEMPLATE_ID ->
                label(StatusResult.values(), StatusResult::code, StatusResult::label, status);
            default -> label(AdminResult.values(), AdminResult::code, AdminResult::label, status);
        };
    }

    private static <R> String label(R[] results, ToIntFunction<R> code, Function<R, String> label, int status) {
        return Arrays.stream(results)
                .filter(result -> code.applyAsInt(result) == status)
                .map(label)
                .findFirst()
                .orElseGet(() -> "status " + Integer.toUnsignedString(status));
    }

    private static String hex(RecordView record) {
        var bytes = new byte[record.recordLength()];
        record.buffer().getBytes(record.recordOffset(), bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String id(IdDecoder id) {
        return new UUID(id.high(), id.low()).toString();
    }
}
