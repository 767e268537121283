package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Line.Event;
import io.florin.ledger.scenario.Line.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares what a table expects with what the host says. */
final class Expectations {
    private static final List<String> PENDING_STATUS = List.of("created", "pending", "posted", "voided", "expired");

    private final Host host;
    private final Names names;

    Expectations(Host host, Names names) {
        this.host = host;
        this.names = names;
    }

    void result(Event event, Result result) {
        Status[] family =
                switch (event) {
                    case Line.CreateAccount account -> AccountStatus.values();
                    case Line.CreateTransfer transfer -> TransferStatus.values();
                    case Line.SetLimits limits -> AdminStatus.values();
                    case Line.SetStatus status -> AdminStatus.values();
                };
        Expected expected = event.expected();
        String status = statusName(family, result.status());
        if (!status.equals(expected.status())) throw event.source().differs(expected.status(), status);
        Long amount = expected.amountMinor();
        if (amount != null && amount != result.amountMinor()) {
            throw event.source().differs("amount " + amount, "amount " + result.amountMinor());
        }
    }

    static String statusName(Status[] family, int number) {
        for (Status status : family) {
            if (status.number() == number) return status.text();
        }
        return "status " + number;
    }

    void expired(Line.Pulse pulse, long nowNs) {
        List<String> expires = pulse.expires();
        if (expires == null) return;
        List<Id> wanted = new ArrayList<>();
        for (String name : expires) wanted.add(names.transfer(name, nowNs));
        List<Id> was = host.expired();
        if (!was.equals(wanted)) throw pulse.source().differs(names.transferNames(wanted), names.transferNames(was));
    }

    void balance(Line.Balance line, long principal) {
        AccountView view = new AccountView();
        boolean isFound = host.lookup(principal, names.account(line.account()), view);
        Line.Columns wanted = line.columns();
        if (wanted == null) {
            if (isFound) throw line.source().differs("hidden", columns(view).text());
            return;
        }
        if (!isFound) throw line.source().differs(wanted.text(), "no such account");
        Line.Columns was = columns(view);
        if (!was.equals(wanted)) throw line.source().differs(wanted.text(), was.text());
        for (String fact : line.facts()) {
            boolean isClosed = (view.flags() & 32) != 0;
            boolean holds =
                    switch (fact) {
                        case "closed" -> isClosed;
                        case "open" -> !isClosed;
                        case "frozen" -> view.frozen() == 3;
                        case "debits_frozen" -> view.frozen() == 1;
                        case "credits_frozen" -> view.frozen() == 2;
                        case "free" -> view.frozen() == 0;
                        default -> throw line.source().error("no fact: '" + fact + "'");
                    };
            if (!holds) {
                throw line.source().differs(fact, "not " + fact + ": " + Views.text(true, view));
            }
        }
    }

    private static Line.Columns columns(AccountView view) {
        return new Line.Columns(
                view.debitsPendingMinor(),
                view.debitsPostedMinor(),
                view.creditsPendingMinor(),
                view.creditsPostedMinor());
    }

    void outcome(Line.Outcome line, long principal, long nowNs) {
        TransferView view = new TransferView();
        host.lookup(principal, names.transfer(line.name(), nowNs), view);
        String was =
                switch (view.outcome()) {
                    case 0 -> "unknown";
                    case 1 -> PENDING_STATUS.get(view.pendingStatus());
                    case 2 -> statusName(TransferStatus.values(), view.status());
                    case 3 -> "too_old";
                    default -> "outcome " + view.outcome();
                };
        if (!was.equals(line.outcome())) throw line.source().differs(line.outcome(), was);
        Long amount = line.amountMinor();
        if (amount != null && !Objects.equals(amount, view.amountMinor())) {
            throw line.source().differs("amount " + amount, "amount " + view.amountMinor());
        }
    }
}
