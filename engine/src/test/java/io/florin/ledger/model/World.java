package io.florin.ledger.model;

import io.florin.ledger.GenesisCommand;
import java.util.Set;

/**
 * What a seed draws once for its whole run, so that runs differ in kind and not only in detail.
 *
 * @param accountIds how many different account ids there are; more than places for them.
 * @param isFull whether tables are so small that they fill.
 * @param faultPercent events that are spoilt on purpose.
 * @param hugePercent amounts from the upper edge.
 * @param retryPercent events that were sent before.
 * @param chainPercent events linked to the next.
 * @param pulsePercent requests that are pulses.
 */
record World(
        long startNs,
        boolean isTimeOrdered,
        int accountIds,
        int accountsMax,
        int transfersMax,
        long windowNs,
        boolean isFull,
        int repliesMax,
        int replyRowsMax,
        int ledgers,
        int faultPercent,
        int hugePercent,
        int retryPercent,
        int chainPercent,
        int pulsePercent,
        long stepNsMax) {

    private static final long NS_PER_S = 1_000_000_000;
    private static final long TODAY = 1_795_000_000L * NS_PER_S;
    /** The longest timeout from here ends at the largest time stamp, give or take an hour. */
    private static final long LATE = Long.MAX_VALUE - 0xFFFF_FFFFL * NS_PER_S - 1_800 * NS_PER_S;

    static World draw(Dice dice, Set<Feature> features) {
        boolean isFull = features.contains(Feature.FULL_TABLES) && dice.percent(60);
        int accountIds = dice.oneOf(6, 12, 24, 64);
        long windowNs = dice.oneOf(2 * NS_PER_S, 30 * NS_PER_S, 600 * NS_PER_S, 86_400 * NS_PER_S);
        return new World(
                dice.percent(85) ? TODAY + dice.below(NS_PER_S) : LATE,
                !features.contains(Feature.ANY_IDS) || dice.percent(80),
                accountIds,
                isFull && dice.percent(50) ? accountIds - dice.from(1, 3) : accountIds + 10,
                isFull ? dice.oneOf(8, 40, 200, 600) : 16_384,
                windowNs,
                isFull,
                isFull ? dice.oneOf(1, 4, 30) : 4_096,
                isFull ? dice.oneOf(4, 20, 100) : 65_536,
                dice.from(1, 3),
                dice.oneOf(2, 8, 25),
                dice.oneOf(0, 1, 20),
                dice.oneOf(3, 10, 25),
                dice.oneOf(3, 10, 30),
                dice.oneOf(1, 5, 15),
                isFull ? dice.oneOf(50_000_000, NS_PER_S) : dice.oneOf(1_000, 1_000_000, 50_000_000, NS_PER_S));
    }

    GenesisCommand genesis() {
        return new GenesisCommand()
                .accountsMax(accountsMax)
                .transfersMax(transfersMax)
                .windowNs(windowNs)
                .repliesMax(repliesMax)
                .replyRowsMax(replyRowsMax)
                .grantsMax(1_000)
                .idPolicy(isTimeOrdered ? 0 : 1)
                .featureLevel(1);
    }
}
