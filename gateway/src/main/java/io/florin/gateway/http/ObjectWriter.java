package io.florin.gateway.http;

import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.util.List;
import java.util.Locale;

/** Accounts and transfers as JSON. One event loop. */
final class ObjectWriter {
    private static final List<String> ACCOUNT_FLAGS = List.of(
            "linked",
            "debits_must_not_exceed_credits",
            "credits_must_not_exceed_debits",
            "history",
            "imported",
            "closed");
    private static final List<String> TRANSFER_FLAGS = List.of(
            "linked",
            "pending",
            "post_pending_transfer",
            "void_pending_transfer",
            "balancing_debit",
            "balancing_credit",
            "closing_debit",
            "closing_credit",
            "imported",
            "",
            "",
            "partial",
            "group");

    private final ResponseWriter writer;

    ObjectWriter(ResponseWriter writer) {
        this.writer = writer;
    }

    void account(AccountRowDecoder account, boolean isText) {
        writer.begin();
        appendAccount(account, isText);
    }

    /** Behind what the body has already. */
    void appendAccount(AccountRowDecoder account, boolean isText) {
        id("{\"id\":", account.id());
        writer.raw(",\"ledger\":").number(account.ledger());
        writer.raw(",\"code\":").number(account.code());
        flags(account.flags(), ACCOUNT_FLAGS);
        writer.raw(",\"debits_pending\":").amount(account.debitsPending(), isText);
        writer.raw(",\"debits_posted\":").amount(account.debitsPosted(), isText);
        writer.raw(",\"credits_pending\":").amount(account.creditsPending(), isText);
        writer.raw(",\"credits_posted\":").amount(account.creditsPosted(), isText);
        writer.raw(",\"debit_allowance\":").amount(account.debitAllowance(), isText);
        writer.raw(",\"credit_allowance\":").amount(account.creditAllowance(), isText);
        writer.raw(",\"limits_version\":").number(account.limitsVersion());
        writer.raw(",\"debits_frozen\":").raw(Boolean.toString((account.frozen() & 1) != 0));
        writer.raw(",\"credits_frozen\":").raw(Boolean.toString((account.frozen() & 2) != 0));
        writer.raw(",\"reason_code\":").number(account.reason());
        userData(account.userData128(), account.userData64(), account.userData32());
        writer.raw(",\"timestamp\":").time(account.timestamp()).raw("}");
    }

    void transfer(TransferRowDecoder transfer, boolean isText) {
        writer.begin();
        appendTransfer(transfer, isText);
    }

    /** Behind what the body has already. */
    void appendTransfer(TransferRowDecoder transfer, boolean isText) {
        id("{\"id\":", transfer.id());
        id(",\"debit_account_id\":", transfer.debitAccountId());
        id(",\"credit_account_id\":", transfer.creditAccountId());
        writer.raw(",\"amount\":").amount(transfer.amount(), isText);
        writer.raw(",\"ledger\":").number(transfer.ledger());
        writer.raw(",\"code\":").number(transfer.code());
        flags(transfer.flags(), TRANSFER_FLAGS);
        id(",\"pending_id\":", transfer.pendingId());
        String pending = transfer.pendingStatus().name().toLowerCase(Locale.ROOT);
        writer.raw(",\"pending_status\":\"").raw(pending).raw("\"");
        writer.raw(",\"timeout\":").number(transfer.timeout());
        userData(transfer.userData128(), transfer.userData64(), transfer.userData32());
        writer.raw(",\"timestamp\":").time(transfer.timestamp()).raw("}");
    }

    /** What became of the id; the code is why it was refused. */
    void outcome(TransferRowDecoder transfer, String code) {
        writer.begin();
        id("{\"id\":", transfer.id());
        String outcome = transfer.outcome().name().toLowerCase(Locale.ROOT);
        writer.raw(",\"outcome\":\"").raw(outcome).raw("\"");
        if (!code.isEmpty()) writer.raw(",\"code\":\"").raw(code).raw("\"");
        if (transfer.timestamp() != 0) writer.raw(",\"timestamp\":").time(transfer.timestamp());
        writer.raw("}");
    }

    /** Limits, status, a grant, capacities or the end of a day are as was asked. */
    void applied(Exchange exchange, long sequence, long timestampNs) {
        writer.begin().raw("{");
        boolean hasId = exchange.ids.length > 0;
        if (hasId) writer.raw("\"id\":").id(exchange.ids[0], exchange.ids[1]).raw(",");
        writer.raw("\"result\":\"applied\"");
        boolean isLimits = exchange.route == Route.ACCOUNT_LIMITS;
        if (isLimits) writer.raw(",\"limits_version\":").number(exchange.version);
        if (!hasId) writer.raw(",\"sequence\":").number(sequence);
        writer.raw(",\"timestamp\":").time(timestampNs).raw("}");
        if (isLimits) exchange.entityTag = "\"" + exchange.version + "\"";
    }

    private void userData(IdDecoder userData128, long userData64, long userData32) {
        id(",\"user_data_128\":", userData128);
        writer.raw(",\"user_data_64\":\"").unsigned(userData64);
        writer.raw("\",\"user_data_32\":").number(userData32);
    }

    private void id(String name, IdDecoder id) {
        writer.raw(name).id(id.high(), id.low());
    }

    private void flags(int flags, List<String> names) {
        writer.raw(",\"flags\":[");
        boolean isFirst = true;
        for (int i = 0; i < names.size(); i++) {
            if ((flags & 1 << i) == 0) continue;
            writer.raw(isFirst ? "\"" : ",\"").raw(names.get(i)).raw("\"");
            isFirst = false;
        }
        writer.raw("]");
    }
}
