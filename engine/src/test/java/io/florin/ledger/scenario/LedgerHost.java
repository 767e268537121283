package io.florin.ledger.scenario;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Request.Batch;
import java.util.ArrayList;
import java.util.List;

/** Hosts a ledger as its contract says: begin, then every event at T − n + i + 1, and results final behind the last. */
public final class LedgerHost implements Host {
    private Ledger ledger = new Ledger();
    private final RequestCommand head = new RequestCommand();
    private long sequence;

    public Ledger ledger() {
        return ledger;
    }

    /** Goes on with another ledger in the same state, as after a restart. */
    public void goOnWith(Ledger restored) {
        ledger = restored;
    }

    /** Sequence of the last event. */
    public long sequence() {
        return sequence;
    }

    @Override
    public List<Result> decide(Request request) {
        begin(request);
        if (request instanceof Batch batch) return decideEvents(batch);
        sequence++;
        long atNs = request.timestampNs();
        int status =
                switch (request) {
                    case Request.Genesis genesis -> ledger.decide(sequence, atNs, genesis.command());
                    case Request.Grant grant -> ledger.decide(sequence, atNs, grant.command());
                    case Request.Capacities change -> ledger.decide(sequence, atNs, change.command());
                    case Request.FeatureLevel raise -> ledger.decideFeatureLevel(sequence, atNs, raise.level());
                    case Request.Epoch begun -> ledger.decideEpoch(sequence, atNs, begun.epoch());
                    case Request.CloseDay close -> ledger.decide(sequence, atNs, close.command());
                    case Request.Pulse pulse -> ledger.pulse(sequence, pulse.timestampNs());
                    case Batch batch -> throw new IllegalStateException("decided above: " + batch);
                };
        return List.of(new Result(status, ledger.resultTimestampNs(), ledger.resultAmountMinor()));
    }

    private void begin(Request request) {
        Request.Head said = request.head();
        head.set(
                request.events(),
                said.key().high(),
                said.key().low(),
                said.bodyHash(),
                said.notAfterNs(),
                said.principal());
        ledger.begin(request.timestampNs(), head);
    }

    private List<Result> decideEvents(Batch batch) {
        List<Result> results = new ArrayList<>();
        int events = batch.events();
        for (int i = 0; i < events; i++) {
            sequence++;
            int status = decide(batch.rows().get(i), batch.timestampNs() - events + i + 1);
            results.add(new Result(status, ledger.resultTimestampNs(), ledger.resultAmountMinor()));
            for (int back = ledger.eventsFailed(); back > 0; back--) {
                long failedAtNs = batch.timestampNs() - events + i - back + 1;
                results.set(i - back, Result.refused(Status.LINKED_EVENT_FAILED, failedAtNs));
            }
        }
        return results;
    }

    private int decide(Object event, long atNs) {
        return switch (event) {
            case TransferCommand transfer -> ledger.decide(sequence, atNs, transfer);
            case AccountCommand account -> ledger.decide(sequence, atNs, account);
            case LimitsCommand limits -> ledger.decide(sequence, atNs, limits);
            case StatusCommand status -> ledger.decide(sequence, atNs, status);
            default -> throw new IllegalArgumentException("no event: " + event);
        };
    }

    @Override
    public List<Id> expired() {
        List<Id> ids = new ArrayList<>();
        for (int i = 0; i < ledger.expiredCount(); i++) {
            ids.add(new Id(ledger.expiredIdHigh(i), ledger.expiredIdLow(i)));
        }
        return ids;
    }

    @Override
    public boolean lookup(long principal, Id id, AccountView view) {
        return ledger.lookup(principal, id.high(), id.low(), view);
    }

    @Override
    public void lookup(long principal, Id id, TransferView view) {
        ledger.lookup(principal, id.high(), id.low(), view);
    }
}
