package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Batch;
import java.util.List;

/** Requests as text, for the person who reads a failure: only what is not zero. */
final class Show {
    private final StringBuilder text = new StringBuilder();

    private Show() {}

    static String requests(List<Request> requests) {
        Show show = new Show();
        requests.forEach(show::request);
        return show.text.toString();
    }

    private void request(Request request) {
        text.append("T=").append(request.timestampNs()).append(' ');
        text.append(request.getClass().getSimpleName());
        Request.Head head = request.head();
        if (head.principal() != Request.Head.LOCAL) field("principal", head.principal());
        if (!head.key().isZero()) text.append(" key=").append(head.key());
        field("bodyHash", head.bodyHash());
        field("notAfter", head.notAfterNs());
        switch (request) {
            case Batch batch -> {
                text.append('\n');
                batch.rows().forEach(this::row);
                return;
            }
            case Request.Genesis genesis -> genesis(genesis.command());
            case Request.Grant grant -> grant(grant.command());
            case Request.Capacities change -> capacities(change.command());
            case Request.FeatureLevel raise -> field("level", raise.level());
            case Request.Epoch begun -> field("epoch", begun.epoch());
            case Request.Pulse pulse -> text.append("");
            case Request.CloseDay close -> {
                field("ledger", close.command().ledger());
                field("date", close.command().date());
            }
        }
        text.append('\n');
    }

    private void row(Object row) {
        text.append("   ");
        switch (row) {
            case TransferCommand transfer -> transfer(transfer);
            case AccountCommand account -> account(account);
            case LimitsCommand limits -> limits(limits);
            case StatusCommand status -> status(status);
            default -> text.append(row);
        }
        text.append('\n');
    }

    private void field(String name, long value) {
        if (value != 0) text.append(' ').append(name).append('=').append(value);
    }

    private void id(String name, long high, long low) {
        if (high != 0 || low != 0) text.append(' ').append(name).append('=').append(new Id(high, low));
    }

    private void flags(int flags) {
        if (flags != 0) text.append(" flags=0x").append(Integer.toHexString(flags));
    }

    private void transfer(TransferCommand row) {
        id("id", row.idHigh(), row.idLow());
        id("debit", row.debitAccountIdHigh(), row.debitAccountIdLow());
        id("credit", row.creditAccountIdHigh(), row.creditAccountIdLow());
        id("pending", row.pendingIdHigh(), row.pendingIdLow());
        field("amount", row.amountMinor());
        flags(row.flags());
        field("timeout", Integer.toUnsignedLong(row.timeoutSeconds()));
        field("ledger", row.ledger());
        field("code", row.code());
        field("timestamp", row.timestampNs());
        id("user128", row.userData128High(), row.userData128Low());
        field("user64", row.userData64());
        field("user32", row.userData32());
    }

    private void account(AccountCommand row) {
        id("id", row.idHigh(), row.idLow());
        field("ledger", row.ledger());
        field("code", row.code());
        flags(row.flags());
        field("timestamp", row.timestampNs());
        id("user128", row.userData128High(), row.userData128Low());
        field("user64", row.userData64());
        field("user32", row.userData32());
        field("debitsPending", row.debitsPendingMinor());
        field("debitsPosted", row.debitsPostedMinor());
        field("creditsPending", row.creditsPendingMinor());
        field("creditsPosted", row.creditsPostedMinor());
        field("debitAllowance", row.debitAllowanceMinor());
        field("creditAllowance", row.creditAllowanceMinor());
        field("limitsVersion", row.limitsVersion());
        field("frozen", row.frozen());
        field("reason", row.reason());
    }

    private void limits(LimitsCommand row) {
        id("account", row.accountIdHigh(), row.accountIdLow());
        field("debitAllowance", row.debitAllowanceMinor());
        field("creditAllowance", row.creditAllowanceMinor());
        field("expectedVersion", row.expectedVersion());
    }

    private void status(StatusCommand row) {
        id("account", row.accountIdHigh(), row.accountIdLow());
        field("frozen", row.frozen());
        field("reason", row.reason());
    }

    private void genesis(GenesisCommand command) {
        field("accountsMax", command.accountsMax());
        field("transfersMax", command.transfersMax());
        field("windowNs", command.windowNs());
        field("repliesMax", command.repliesMax());
        field("replyRowsMax", command.replyRowsMax());
        field("grantsMax", command.grantsMax());
        field("idPolicy", command.idPolicy());
    }

    private void grant(GrantCommand command) {
        field("principal", command.principal());
        field("ledger", command.ledger());
        field("rights", command.rights());
    }

    private void capacities(CapacitiesCommand command) {
        field("accountsMax", command.accountsMax());
        field("transfersMax", command.transfersMax());
        field("windowNs", command.windowNs());
        field("repliesMax", command.repliesMax());
        field("replyRowsMax", command.replyRowsMax());
        field("grantsMax", command.grantsMax());
    }
}
