package io.florin.ledger.model;

import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing list of requests shorter while it still fails: by halves, then one by one, then row by row. */
final class Shrinker {
    private static final int ROUNDS_MAX = 4;

    private final Predicate<List<Request>> fails;

    Shrinker(Predicate<List<Request>> fails) {
        this.fails = fails;
    }

    /** The first request is the genesis, which stays. */
    List<Request> shrink(List<Request> failing) {
        List<Request> shortest = failing;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            List<Request> shorter = shrinkOnce(shortest);
            if (shorter.equals(shortest)) break;
            shortest = shorter;
        }
        return shortest;
    }

    private List<Request> shrinkOnce(List<Request> failing) {
        List<Request> shortest = failing;
        for (int part = Math.max(1, failing.size() / 2); part >= 1; part /= 2) {
            shortest = without(shortest, part);
        }
        for (int i = 1; i < shortest.size(); i++) {
            shortest = withFewerRows(shortest, i);
        }
        return shortest;
    }

    private List<Request> without(List<Request> requests, int part) {
        List<Request> shortest = requests;
        for (int from = shortest.size() - part; from >= 1; from -= part) {
            if (from + part > shortest.size()) continue;
            List<Request> candidate = new ArrayList<>(shortest);
            candidate.subList(from, from + part).clear();
            if (fails.test(candidate)) shortest = candidate;
        }
        return shortest;
    }

    private List<Request> withFewerRows(List<Request> requests, int index) {
        List<Request> shortest = requests;
        if (!(requests.get(index) instanceof Batch batch)) return requests;
        for (int row = batch.events() - 1; row >= 0; row--) {
            Batch smaller = (Batch) shortest.get(index);
            if (smaller.events() == 1) break;
            List<Request> candidate = new ArrayList<>(shortest);
            candidate.set(index, withoutRow(smaller, row));
            if (fails.test(candidate)) shortest = candidate;
        }
        return shortest;
    }

    private static Batch withoutRow(Batch batch, int row) {
        return switch (batch) {
            case Request.CreateAccounts create ->
                new Request.CreateAccounts(create.head(), create.timestampNs(), without(row, create.rows()));
            case Request.CreateTransfers create ->
                new Request.CreateTransfers(create.head(), create.timestampNs(), without(row, create.rows()));
            case Request.SetLimits set ->
                new Request.SetLimits(set.head(), set.timestampNs(), without(row, set.rows()));
            case Request.SetStatus set ->
                new Request.SetStatus(set.head(), set.timestampNs(), without(row, set.rows()));
        };
    }

    private static <E> List<E> without(int row, List<E> rows) {
        List<E> fewer = new ArrayList<>(rows);
        fewer.remove(row);
        return fewer;
    }
}
