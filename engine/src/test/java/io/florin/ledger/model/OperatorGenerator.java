package io.florin.ledger.model;

import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Head;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;

/** What only operators say: grants, capacities, levels, days; by anybody, right or wrong. Has dice of its own. */
final class OperatorGenerator {
    private static final long SALT = 0x09E8;
    private static final int RIGHTS = 8;
    private static final int PRINCIPALS = 3;

    private final Dice dice;
    private final Set<Feature> features;
    private final World world;
    private final ModelState state;
    private final Recent<Head> keyed = new Recent<>(4);
    private final int grantsMax;

    OperatorGenerator(long seed, Set<Feature> features, World world, ModelState state) {
        this.dice = new Dice(seed ^ SALT);
        this.features = features;
        this.world = world;
        this.state = state;
        this.grantsMax = dice.percent(50) ? dice.from(1, 8) : 1_000;
    }

    int grantsMax() {
        return grantsMax;
    }

    /** The local principal keeps its rights, so that there is always somebody who may. */
    Request grant(long atNs) {
        GrantCommand command = new GrantCommand()
                .principal(dice.from(2, dice.percent(20) ? 9 : PRINCIPALS))
                .ledger(dice.from(0, world.ledgers()))
                .rights(dice.below(RIGHTS));
        if (dice.percent(5)) command.principal(0);
        if (dice.percent(5)) command.rights(RIGHTS << dice.below(8));
        return new Request.Grant(head(atNs), atNs, command);
    }

    /** More room, rarely less, which is refused. */
    Request capacities(long atNs) {
        CapacitiesCommand command = new CapacitiesCommand();
        switch (dice.below(5)) {
            case 0 -> command.accountsMax(state.accountsMax + dice.from(-1, 2));
            case 1 -> command.transfersMax(state.transfersMax + dice.from(-1, 10));
            case 2 -> command.windowNs(Math.max(1, state.windowNs + dice.oneOf(-1, 1, ModelState.NS_PER_S)));
            case 3 -> command.grantsMax(state.grantsMax + dice.from(-1, 2));
            default -> command.repliesMax(state.repliesMax + 1).replyRowsMax(state.replyRowsMax + 1);
        }
        return new Request.Capacities(head(atNs), atNs, command);
    }

    Request featureLevel(long atNs) {
        return new Request.FeatureLevel(head(atNs), atNs, state.featureLevel + dice.from(-1, 1));
    }

    /** Around the day that it is, in one ledger or in all; sometimes no day at all. */
    Request closeDay(long atNs) {
        LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(atNs / ModelState.NS_PER_S, 86_400));
        LocalDate day = today.plusDays(dice.from(-2, 2));
        LocalDate last = state.days.isEmpty() ? null : Collections.max(state.days.values());
        if (last != null && dice.percent(40)) day = last.plusDays(dice.from(0, 1));
        int date = Math.toIntExact(day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth());
        if (dice.percent(8)) {
            date = dice.oneOf(0, -1, 20_260_229, 19_691_231, 20_261_301, 100_000_101, date - date % 100);
        }
        int ledger = dice.percent(15) ? 0 : dice.from(1, world.ledgers() + 1);
        return new Request.CloseDay(
                head(atNs), atNs, new CloseDayCommand().ledger(ledger).date(date));
    }

    private Head head(long atNs) {
        Head again = features.contains(Feature.REQUEST_KEYS) && dice.percent(30) ? keyed.pick(dice) : null;
        if (again != null) return sentAgain(again);
        long principal = dice.percent(15) ? dice.from(2, PRINCIPALS) : Head.LOCAL;
        boolean hasKey = features.contains(Feature.REQUEST_KEYS) && dice.percent(20);
        Id key = hasKey ? new Id(dice.any(), dice.any()) : Id.ZERO;
        long notAfterNs = features.contains(Feature.DEADLINES) && dice.percent(8) ? dice.around(atNs) : 0;
        Head head = new Head(key, hasKey ? dice.any() : 0, notAfterNs, principal);
        if (hasKey) keyed.add(head);
        return head;
    }

    /** The ledger asks the body's hash alone, so the same key may come back with any command. */
    private Head sentAgain(Head head) {
        long bodyHash = dice.percent(50) ? head.bodyHash() : head.bodyHash() + 1;
        return new Head(head.key(), bodyHash, head.notAfterNs(), head.principal());
    }
}
