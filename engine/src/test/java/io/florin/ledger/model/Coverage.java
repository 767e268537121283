package io.florin.ledger.model;

import io.florin.ledger.scenario.AccountStatus;
import io.florin.ledger.scenario.AdminStatus;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;
import io.florin.ledger.scenario.TransferStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each answer occurred: a generator that is too tame finds nothing. */
final class Coverage {
    private final Map<Kind, Map<Integer, Long>> counts = new EnumMap<>(Kind.class);

    /** Commands with a family of answers of their own. */
    enum Kind {
        ACCOUNTS,
        TRANSFERS,
        LIMITS,
        STATUS,
        OPERATORS;

        List<? extends Status> statuses() {
            return switch (this) {
                case ACCOUNTS -> List.of(AccountStatus.values());
                case TRANSFERS -> List.of(TransferStatus.values());
                case LIMITS -> AdminStatus.LIMITS;
                case STATUS -> AdminStatus.STATUS;
                case OPERATORS -> AdminStatus.OPERATORS;
            };
        }
    }

    void count(Request request, List<Result> results) {
        Kind kind =
                switch (request) {
                    case Request.CreateAccounts accounts -> Kind.ACCOUNTS;
                    case Request.CreateTransfers transfers -> Kind.TRANSFERS;
                    case Request.SetLimits limits -> Kind.LIMITS;
                    case Request.SetStatus status -> Kind.STATUS;
                    case Request.Grant grant -> Kind.OPERATORS;
                    case Request.Capacities change -> Kind.OPERATORS;
                    case Request.FeatureLevel raise -> Kind.OPERATORS;
                    case Request.CloseDay close -> Kind.OPERATORS;
                    case Request other -> null;
                };
        if (kind == null) return;
        Map<Integer, Long> family = counts.computeIfAbsent(kind, any -> new TreeMap<>());
        for (Result result : results) family.merge(result.status(), 1L, Long::sum);
    }

    long count(Kind kind, Status status) {
        return counts.getOrDefault(kind, Map.of()).getOrDefault(status.number(), 0L);
    }

    /** Statuses that occurred less often than that. */
    List<String> rarerThan(long least) {
        List<String> rare = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Status status : kind.statuses()) {
                long count = count(kind, status);
                if (count < least) rare.add(kind + " " + status.text() + " " + count);
            }
        }
        return rare;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Kind kind : Kind.values()) {
            for (Status status : kind.statuses()) {
                text.append(String.format("%12d  %-9s %s%n", count(kind, status), kind, status.text()));
            }
        }
        return text.toString();
    }
}
