package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ledger against the model, from seeds: every answer, lookups at random, the whole state at the end of a seed. At
 * random points the ledger is written, read into a new one, and that goes on.
 *
 * <p>One seed again: {@code -Dflorin.model.seed=42}. The long run, {@code ./mvnw -Plong -pl engine test
 * -Dtest=LedgerAgainstModelTest}: {@code -Dflorin.model.commands} commands from {@code -Dflorin.model.first} on, by
 * default 200,000,000 from seed 1,000,000 on; it passes if every answer occurred 1,000 times. With {@code
 * -Dflorin.model.shrink=false} a difference is told at once, without a search for the shortest list that shows it.
 */
final class LedgerAgainstModelTest {
    private static final System.Logger LOG = System.getLogger(LedgerAgainstModelTest.class.getName());
    private static final Set<Feature> FEATURES = Feature.DECIDED_BY_THE_LEDGER;
    private static final boolean SHRINKS = Boolean.parseBoolean(System.getProperty("florin.model.shrink", "true"));
    private static final long COMMANDS = 2_000_000;
    private static final long COMMANDS_UNTOLD = 20_000_000;
    private static final int COMMANDS_PER_SEED = 5_000;
    private static final long LOOKUP_SEED = 0x100F;
    private static final long RESTART_SEED = 0xB007;
    private static final int RESTARTS_PER_MILLE = 2;

    private final Coverage coverage = new Coverage();
    private long restored;

    @Test
    void twoMillionCommands() {
        boolean isOneSeed = Long.getLong("florin.model.seed") != null;
        long commands = Long.getLong("florin.model.commands", COMMANDS);
        run(Long.getLong("florin.model.seed", 1), isOneSeed ? 1 : commands);
        if (!isOneSeed && commands >= COMMANDS) assertEquals(List.of(), coverage.rarerThan(10));
    }

    @Test
    @Tag("long")
    void asManyCommandsAsWanted() {
        run(Long.getLong("florin.model.first", 1_000_000), Long.getLong("florin.model.commands", 200_000_000));
        assertEquals(List.of(), coverage.rarerThan(1_000));
    }

    /** A seed that ever failed stays here. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {35, 342, 1_000_138, 1_001_832, 1_003_418, 1_033_502})
    void seedsThatOnceFailed(long seed) {
        run(seed, 1);
    }

    private void run(long firstSeed, long commandsWanted) {
        assumeTrue(FEATURES.contains(Feature.BASICS), "the ledger is not there yet");
        long startNs = System.nanoTime();
        long commands = 0;
        long toldFrom = COMMANDS_UNTOLD;
        long seed = firstSeed;
        while (commands < commandsWanted) {
            commands += runSeed(seed);
            seed++;
            if (commands < toldFrom || commands >= commandsWanted) continue;
            tell(firstSeed, seed - 1, commands, startNs);
            toldFrom += COMMANDS_UNTOLD;
        }
        tell(firstSeed, seed - 1, commands, startNs);
    }

    /** How far a run is; of a long one now and then, so that what was done counts even if somebody ends it. */
    private void tell(long firstSeed, long lastSeed, long commands, long startNs) {
        LOG.log(
                System.Logger.Level.INFO,
                "seeds {0} to {1}, {2} commands, {3} restored states, {4} ms, features {5}\n{6}",
                Long.toString(firstSeed),
                Long.toString(lastSeed),
                Long.toString(commands),
                Long.toString(restored),
                Long.toString((System.nanoTime() - startNs) / 1_000_000),
                FEATURES,
                coverage);
    }

    /** Runs one seed; returns its commands. */
    private long runSeed(long seed) {
        List<Request> requests = new ArrayList<>();
        Pair pair = new Pair();
        Generator generator = new Generator(seed, FEATURES, pair.model().state());
        long commands = 0;
        try {
            Dice lookups = new Dice(seed ^ LOOKUP_SEED);
            Dice restarts = new Dice(seed ^ RESTART_SEED);
            while (commands < COMMANDS_PER_SEED) {
                Request request = generator.next();
                requests.add(request);
                commands += request.events();
                coverage.count(request, pair.decide(request));
                lookup(pair, generator, lookups);
                if (restarts.perMille(RESTARTS_PER_MILLE)) {
                    pair.restore();
                    restored++;
                }
                if (requests.size() % 64 == 0) pair.checkInvariants();
            }
            pair.compareAll();
            pair.checkInvariants();
            return commands;
        } catch (RuntimeException e) {
            if (!SHRINKS) throw e;
            return explain(seed, generator.world(), requests, e);
        }
    }

    private static void lookup(Pair pair, Generator generator, Dice dice) {
        if (!dice.percent(20)) return;
        long principal = dice.percent(80) ? Request.Head.LOCAL : 2;
        pair.lookupAccount(principal, generator.anyAccountId());
        Id id = generator.anyTransferId();
        if (id != null) pair.lookupTransfer(principal, id);
    }

    private static long explain(long seed, World world, List<Request> requests, RuntimeException first) {
        String kind = kind(difference(requests));
        List<Request> shortest =
                new Shrinker(candidate -> kind(difference(candidate)).equals(kind)).shrink(requests);
        RuntimeException last = difference(shortest);
        String what = last == null ? "gone, since it depends on lookups on the way" : last.toString();
        return fail(
                "seed=" + seed + " features=" + FEATURES + "\n" + world + "\nat first: " + first
                        + "\nafter " + shortest.size() + " of " + requests.size() + " requests: " + what + "\n"
                        + Show.requests(shortest),
                first);
    }

    /** A difference without ids, times and places, so that a shorter list is shorter for the same reason. */
    private static String kind(@Nullable RuntimeException difference) {
        return difference == null
                ? "none"
                : difference.toString().replaceAll("(?<!status=|[0-9])[0-9]+|[0-9a-f]{16,}|-", "");
    }

    /** The first difference of these requests, with all state compared at their end; null if there is none. */
    private static @Nullable RuntimeException difference(List<Request> requests) {
        RuntimeException plain = difference(requests, false);
        return plain != null ? plain : difference(requests, true);
    }

    private static @Nullable RuntimeException difference(List<Request> requests, boolean isRestored) {
        Pair pair = new Pair();
        try {
            for (Request request : requests) {
                pair.decide(request);
                if (isRestored) pair.restore();
            }
            requests.forEach(pair::lookupAllOf);
            pair.compareAll();
            pair.checkInvariants();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
