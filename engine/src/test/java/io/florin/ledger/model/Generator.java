package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Batch;
import io.florin.ledger.scenario.Request.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests from a seed that are likely to find a fault: it looks at the model to aim at edges, never at the ledger, so
 * the same seed and features always give the same requests.
 */
final class Generator {
    private static final long[] PRINCIPALS = {1, 2, 3};

    private final Dice dice;
    private final Set<Feature> features;
    private final World world;
    private final ModelState state;
    private final AccountGenerator accounts;
    private final TransferGenerator transfers;
    private final LegsGenerator legs;
    private final OperatorGenerator operators;
    private final Recent<Batch> keyed = new Recent<>(16);
    private boolean isStarted;

    Generator(long seed, Set<Feature> features, ModelState state) {
        this.dice = new Dice(seed);
        this.features = features;
        this.state = state;
        world = World.draw(dice, features);
        accounts = new AccountGenerator(dice, features, world, state);
        transfers = new TransferGenerator(dice, features, world, state, accounts);
        legs = new LegsGenerator(seed, features, state);
        operators = new OperatorGenerator(seed, features, world, state);
    }

    World world() {
        return world;
    }

    /** For a look at what was asked for of late. */
    Id anyAccountId() {
        return accounts.anyId();
    }

    @Nullable
    Id anyTransferId() {
        return transfers.anySentId();
    }

    Request next() {
        if (!isStarted) {
            isStarted = true;
            return new Request.Genesis(world.startNs(), world.genesis().grantsMax(operators.grantsMax()));
        }
        List<TransferCommand> manyLegs = legs.next(state.nowNs);
        if (!manyLegs.isEmpty()) {
            long requestNs = state.nowNs + manyLegs.size();
            return new Request.CreateTransfers(Head.by(Head.LOCAL), requestNs, manyLegs);
        }
        if (features.contains(Feature.REQUEST_KEYS) && dice.percent(4)) {
            Batch batch = keyed.pick(dice);
            if (batch != null) return again(batch);
        }
        boolean isYoung = state.accounts.size() < Math.min(world.accountsMax(), world.accountIds() / 2);
        if (dice.percent(isYoung ? 50 : 4)) return createAccounts();
        if (dice.percent(world.pulsePercent())) return pulse();
        int roll = dice.below(100);
        if (roll < 4 && features.contains(Feature.ALLOWANCES)) return setLimits();
        if ((roll == 4 || roll == 8) && features.contains(Feature.FREEZE)) return setStatus();
        if (roll == 5 && features.contains(Feature.GRANTS)) return operators.grant(time(1));
        if (roll == 6 && features.contains(Feature.CAPACITIES) && dice.percent(40)) {
            return dice.percent(50) ? operators.capacities(time(1)) : operators.featureLevel(time(1));
        }
        if (roll == 7 && dice.percent(50)) return dayOrEpoch(time(1));
        return createTransfers();
    }

    // Time.

    /** T of a request of n events: later than all before; often one of its events falls on an edge. */
    private long time(int events) {
        long earliest = state.nowNs + events;
        if (dice.percent(30)) {
            long aimed = dice.around(edgeNs()) + dice.below(events);
            if (aimed >= earliest && aimed < earliest + 100_000 * ModelState.NS_PER_S) return aimed;
        }
        long step =
                dice.perMille(5) ? dice.below(2 * Math.min(state.windowNs, 1L << 40)) : dice.below(world.stepNsMax());
        return earliest + step;
    }

    private long edgeNs() {
        if (dice.percent(50) && !state.timers.isEmpty()) {
            return state.timers.first().expiresAtNs();
        }
        Long expiry = transfers.anyExpiryNs();
        if (expiry != null && dice.percent(80)) return expiry;
        Id id = transfers.anySentId();
        if (id != null && dice.percent(80)) return id.millis() * ModelState.NS_PER_MS + state.windowNs;
        return state.nowNs + (Long.MAX_VALUE - state.nowNs) % ModelState.NS_PER_S;
    }

    private int size() {
        if (dice.perMille(3)) return dice.from(50, 400);
        return dice.percent(50) ? 1 : dice.from(2, dice.percent(20) ? 20 : 6);
    }

    // Requests of clients.

    private Head head(long requestNs) {
        long principal = features.contains(Feature.GRANTS) && dice.percent(12) ? dice.oneOf(PRINCIPALS) : Head.LOCAL;
        Id key = Id.ZERO;
        long notAfterNs = 0;
        if (features.contains(Feature.REQUEST_KEYS) && dice.percent(12)) key = new Id(dice.any(), dice.any());
        if (features.contains(Feature.DEADLINES) && dice.percent(8)) {
            notAfterNs = dice.oneOf(dice.around(requestNs), requestNs + 3_600 * ModelState.NS_PER_S);
            if (dice.percent(5)) notAfterNs = requestNs / 2;
        }
        return new Head(key, key.isZero() ? 0 : dice.any(), notAfterNs, principal);
    }

    private <B extends Batch> B remember(B batch) {
        if (!batch.head().key().isZero()) keyed.add(batch);
        return batch;
    }

    /** The same once more, at another time; sometimes under the same key but with another body. */
    private Batch again(Batch batch) {
        long requestNs = time(batch.events());
        Head old = batch.head();
        long bodyHash = dice.percent(80) ? old.bodyHash() : old.bodyHash() + 1;
        Head head = new Head(old.key(), bodyHash, old.notAfterNs(), old.principal());
        return switch (batch) {
            case Request.CreateAccounts create -> new Request.CreateAccounts(head, requestNs, create.rows());
            case Request.CreateTransfers create -> new Request.CreateTransfers(head, requestNs, create.rows());
            case Request.SetLimits set -> new Request.SetLimits(head, requestNs, set.rows());
            case Request.SetStatus set -> new Request.SetStatus(head, requestNs, set.rows());
        };
    }

    private Batch createAccounts() {
        int events = Math.min(size(), 30);
        long requestNs = time(events);
        boolean importing = features.contains(Feature.IMPORTED) && dice.percent(20);
        List<AccountCommand> rows = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            rows.add(accounts.create(requestNs, importing));
        }
        boolean closesChain = dice.percent(90);
        AccountCommand last = rows.getLast();
        if (closesChain) last.flags(last.flags() & ~1);
        return remember(new Request.CreateAccounts(head(requestNs), requestNs, rows));
    }

    private Batch createTransfers() {
        int events = size();
        long requestNs = time(events);
        boolean importing = features.contains(Feature.IMPORTED) && dice.percent(10);
        List<TransferCommand> rows = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            rows.add(transfers.create(requestNs - events + i + 1, requestNs, importing));
        }
        boolean closesChain = dice.percent(90);
        TransferCommand last = rows.getLast();
        if (closesChain) last.flags(last.flags() & ~1);
        return remember(new Request.CreateTransfers(head(requestNs), requestNs, rows));
    }

    private Batch setLimits() {
        int events = dice.oneOf(1, 1, 1, 3);
        long requestNs = time(events);
        List<LimitsCommand> rows = new ArrayList<>();
        for (int i = 0; i < events; i++) rows.add(accounts.limits());
        return remember(new Request.SetLimits(head(requestNs), requestNs, rows));
    }

    private Batch setStatus() {
        int events = dice.oneOf(1, 1, 1, 3);
        long requestNs = time(events);
        List<StatusCommand> rows = new ArrayList<>();
        for (int i = 0; i < events; i++) rows.add(accounts.status());
        return remember(new Request.SetStatus(head(requestNs), requestNs, rows));
    }

    // Commands that no client sends.

    private Request dayOrEpoch(long atNs) {
        return (atNs & 1) == 0 ? operators.closeDay(atNs) : new Request.Epoch(atNs, state.epoch + 1);
    }

    private Request pulse() {
        return new Request.Pulse(time(1));
    }
}
