package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import io.florin.ledger.model.ModelState.Burnt;
import io.florin.ledger.model.ModelState.Reply;
import io.florin.ledger.model.TransferRules.Context;
import io.florin.ledger.scenario.Host;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Batch;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;
import io.florin.ledger.scenario.TransferStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference: decides whole requests by LEDGER.md, as plainly as that can be written. */
final class LedgerModel implements Host {
    private static final int EXPIRED_MAX = 4_096;

    private final ModelState state = new ModelState();
    private final AccountRules accountRules = new AccountRules(state);
    private final TransferRules transferRules = new TransferRules(state);
    private final ResolveRules resolveRules = new ResolveRules(state);
    private final AdminRules adminRules = new AdminRules(state);
    private List<Id> expired = List.of();
    private @Nullable Reply replayed;
    private long sequence;

    /** Decides one event at its own time. */
    private interface Decider<E> {
        Result decide(E event, long atNs);
    }

    /** Final results, one for each event. */
    @Override
    public List<Result> decide(Request request) {
        sequence += request.events();
        replayed = null;
        boolean isFirst = request instanceof Request.Genesis;
        if (!isFirst && !(request instanceof Batch)) state.passTime(request.timestampNs());
        List<Result> results =
                switch (request) {
                    case Batch batch -> answer(batch);
                    case Request.Genesis genesis -> {
                        state.genesis(genesis.command());
                        yield List.of(new Result(Status.CREATED, genesis.timestampNs(), 0));
                    }
                    case Request.Grant grant -> answer(grant);
                    case Request.Capacities change -> answer(change);
                    case Request.FeatureLevel raise -> answer(raise);
                    case Request.Epoch begun -> {
                        state.epoch = begun.epoch();
                        yield List.of(new Result(Status.CREATED, begun.timestampNs(), 0));
                    }
                    case Request.CloseDay close -> answer(close);
                    case Request.Pulse pulse -> {
                        pulse(pulse.timestampNs());
                        yield List.of(new Result(Status.CREATED, pulse.timestampNs(), 0));
                    }
                };
        state.nowNs = request.timestampNs();
        state.passTime(state.nowNs);
        state.persist();
        return results;
    }

    /** What is asked before any event: the key first, then the deadline. */
    private List<Result> answer(Request request) {
        Head head = request.head();
        Reply stored = head.key().isZero() ? null : state.reply(head.key(), timeOf(request, 0));
        if (stored != null) {
            return stored.bodyHash() == head.bodyHash() ? replay(stored) : refuseAll(request, Status.KEY_REUSED);
        }
        if (head.notAfterNs() != 0 && request.timestampNs() > head.notAfterNs()) {
            return refuseAll(request, Status.DEADLINE_EXCEEDED);
        }
        List<Result> results = request instanceof Batch batch ? decideEvents(batch) : List.of(decide(request, head));
        if (!head.key().isZero()) {
            Reply reply = new Reply(head.bodyHash(), request.timestampNs(), sequence, state.epoch, results);
            state.store(head.key(), reply);
        }
        return results;
    }

    /** The answers as they were, but nothing moves now: who adds amounts up must not count them twice. */
    private List<Result> replay(Reply stored) {
        replayed = stored;
        return stored.results().stream()
                .map(result -> new Result(result.status(), result.timestampNs(), 0))
                .toList();
    }

    private static List<Result> refuseAll(Request request, int status) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < request.events(); i++) results.add(Result.refused(status, timeOf(request, i)));
        return results;
    }

    private static long timeOf(Request request, int index) {
        return request.timestampNs() - request.events() + index + 1;
    }

    private Result decide(Request request, Head head) {
        return switch (request) {
            case Request.Grant grant -> adminRules.grant(grant.command(), head, grant.timestampNs());
            case Request.Capacities change -> adminRules.capacities(change.command(), head, change.timestampNs());
            case Request.FeatureLevel raise -> adminRules.featureLevel(raise.level(), head, raise.timestampNs());
            case Request.CloseDay close -> adminRules.closeDay(close.command(), head, close.timestampNs());
            default -> throw new IllegalStateException("no operator says this: " + request);
        };
    }

    private List<Result> decideEvents(Batch batch) {
        state.legsTouched = 0;
        Head head = batch.head();
        return switch (batch) {
            case Request.CreateAccounts create -> {
                boolean importing = AccountRules.isImported(create.rows().getFirst());
                List<Boolean> linked =
                        create.rows().stream().map(AccountRules::isLinked).toList();
                Decider<AccountCommand> decider = (event, atNs) -> accountRules.decide(event, head, importing, atNs);
                yield decideChains(batch, create.rows(), linked, decider);
            }
            case Request.CreateTransfers create -> {
                boolean importing = TransferRules.isImported(create.rows().getFirst());
                List<Boolean> linked =
                        create.rows().stream().map(TransferRules::isLinked).toList();
                Decider<TransferCommand> decider =
                        (event, atNs) -> transferRules.decide(event, new Context(head, importing, atNs));
                yield decideChains(batch, create.rows(), linked, decider);
            }
            case Request.SetLimits set -> decideAlone(batch, set.rows(), (e, atNs) -> adminRules.limits(e, head, atNs));
            case Request.SetStatus set -> decideAlone(batch, set.rows(), (e, atNs) -> adminRules.status(e, head, atNs));
        };
    }

    private <E> List<Result> decideAlone(Batch batch, List<E> rows, Decider<E> decider) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            results.add(decider.decide(rows.get(i), timeOf(batch, i)));
            state.persist();
        }
        return results;
    }

    private <E> List<Result> decideChains(Batch batch, List<E> rows, List<Boolean> linked, Decider<E> decider) {
        List<Result> results = new ArrayList<>();
        int first = 0; // of the chain under way, or of the event that is none
        boolean isBroken = false;
        for (int i = 0; i < rows.size(); i++) {
            long atNs = timeOf(batch, i);
            boolean isLast = i == rows.size() - 1;
            Result result;
            if (linked.get(i) && isLast) {
                result = Result.refused(Status.LINKED_EVENT_CHAIN_OPEN, atNs);
            } else if (isBroken) {
                result = Result.refused(Status.LINKED_EVENT_FAILED, atNs);
            } else {
                state.passTime(atNs);
                result = decider.decide(rows.get(i), atNs);
            }
            if (result.status() != Status.CREATED && !isBroken) {
                isBroken = true;
                state.takeBack();
                for (int j = first; j < i; j++) {
                    results.set(j, Result.refused(Status.LINKED_EVENT_FAILED, timeOf(batch, j)));
                }
                result = burn(rows.get(i), batch.head(), result);
            }
            results.add(result);
            if (!linked.get(i)) {
                state.persist();
                first = i + 1;
                isBroken = false;
            }
        }
        state.persist();
        return results;
    }

    /** A transient refusal uses up its id, whatever becomes of the chain; without a place for it nothing happens. */
    private Result burn(Object event, Head head, Result result) {
        if (!(event instanceof TransferCommand transfer) || !TransferStatus.burnsTheId(result.status())) return result;
        Id id = TransferRules.id(transfer);
        boolean isBack = state.transfers.containsKey(id) || state.burnt.containsKey(id); // pushed out by its own chain
        if (isBack) return result;
        if (!state.hasRoom(id, result.timestampNs())) {
            return Result.refused(TransferStatus.TRANSFERS_FULL.number(), result.timestampNs());
        }
        state.makeRoom();
        state.burn(id, new Burnt(result.status(), transfer.ledger(), head.principal(), result.timestampNs()));
        return result;
    }

    private void pulse(long atNs) {
        List<Id> ids = new ArrayList<>();
        while (!state.timers.isEmpty() && ids.size() < EXPIRED_MAX) {
            if (state.timers.first().expiresAtNs() > atNs) break;
            Id id = state.timers.first().id();
            Transfer hold = state.transfers.get(id);
            if (hold == null) throw new IllegalStateException("a timer without its hold: " + id);
            resolveRules.expire(hold, atNs);
            ids.add(id);
        }
        state.persist();
        expired = ids;
    }

    // Reads.

    @Override
    public List<Id> expired() {
        return expired;
    }

    /** The stored reply that answered the last request; null if it was decided. */
    @Nullable
    Reply replayed() {
        return replayed;
    }

    ModelState state() {
        return state;
    }

    long nextTimerNs() {
        return state.timers.isEmpty() ? Long.MAX_VALUE : state.timers.first().expiresAtNs();
    }

    @Override
    public boolean lookup(long principal, Id id, AccountView view) {
        Account account = state.accounts.get(id);
        if (account == null || !state.isGranted(principal, account.ledger, ModelState.READ)) return false;
        account.show(view);
        return true;
    }

    @Override
    public void lookup(long principal, Id id, TransferView view) {
        Transfer transfer = state.transfers.get(id);
        Burnt burnt = state.burnt.get(id);
        view.idHigh(id.high()).idLow(id.low()).status(0);
        if (transfer != null) {
            boolean isReadable = state.isGranted(principal, transfer.ledger(), ModelState.READ);
            view.outcome(0);
            if (isReadable) transfer.show(view);
        } else if (burnt != null) {
            boolean isReadable =
                    burnt.principal() == principal || state.isGranted(principal, burnt.ledger(), ModelState.READ);
            view.outcome(isReadable ? 2 : 0).status(isReadable ? burnt.status() : 0);
        } else {
            view.outcome(state.isTooOld(id) ? 3 : 0);
        }
    }
}
