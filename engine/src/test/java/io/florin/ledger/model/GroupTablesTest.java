package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.LedgerHost;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.ScenarioRunner;
import io.florin.ledger.scenario.Status;
import io.florin.ledger.scenario.TransferStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups and time: whether a pulse has come by must not be heard in the answer to a post or void. */
final class GroupTablesTest {
    private static final int LEGS_MAX = 8_190;
    private static final long SALT = 0xF1;
    private static final int PARTIAL = TransferFlags.POST_PENDING_TRANSFER | TransferFlags.PARTIAL;
    private static final int ROUNDS = 40;

    /** With them they run in {@link ScenarioFilesTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {"what-was-due-first-broke-the-group-first", "an-expired-follower-comes-before-a-frozen-first"})
    void tablesWithoutTheirPulses(String table) throws IOException {
        String withPulses = Files.readString(Path.of("src", "test", "scenarios", "holds", table + ".table"));
        String without =
                withPulses.lines().filter(line -> !line.startsWith("pulse")).collect(Collectors.joining("\n"));
        assertTrue(without.length() < withPulses.length() - 15, "the table has pulses");
        ScenarioRunner.run(new LedgerModel(), SALT, without);
        ScenarioRunner.run(new LedgerHost(), SALT, without);
    }

    /**
     * Holds with and without timeouts in chains, resolved alone, in part and by group at random times: the answers are
     * the same with a pulse before every event as with none at all.
     */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void pulsesAreNotHeard(long seed) {
        int byGroup = 0;
        for (int world = 0; world < 50; world++) {
            List<Result> without = groupsOf(seed * 1_000 + world, false);
            assertEquals(without, groupsOf(seed * 1_000 + world, true), "seed=" + seed + " world=" + world);
            byGroup += (int) without.stream()
                    .filter(result -> result.status() == TransferStatus.PENDING_TRANSFER_EXPIRED.number())
                    .count();
        }
        assertTrue(byGroup > 100, "too tame: expired=" + byGroup);
    }

    private static List<Result> groupsOf(long seed, boolean pulses) {
        SplittableRandom random = new SplittableRandom(seed);
        Bank bank = new Bank();
        List<Id> holds = new ArrayList<>();
        List<TransferCommand> chain = new ArrayList<>();
        for (int i = random.nextInt(2, 7); i > 0; i--) {
            TransferCommand hold = bank.hold(random.nextInt(3) == 0 ? 0 : random.nextInt(1, 8));
            hold.amountMinor(random.nextInt(10));
            if (i > 1) hold.flags(hold.flags() | TransferFlags.LINKED);
            chain.add(hold);
            holds.add(TransferRules.id(hold));
        }
        bank.decide(chain);
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bank.nowNs += random.nextLong(ModelState.NS_PER_S / 4);
            // Both runs take the same times, so that time stamps can be compared as well.
            bank.nowNs++;
            if (pulses) bank.pair.decide(new Request.Pulse(bank.nowNs));
            boolean isVoid = random.nextBoolean();
            boolean isGroup = round > 3 && random.nextInt(10) < 6;
            TransferCommand event = bank.resolve(isGroup ? holds.getFirst() : holds.get(random.nextInt(holds.size())));
            event.flags(isVoid ? TransferFlags.VOID_PENDING_TRANSFER : TransferFlags.POST_PENDING_TRANSFER);
            event.amountMinor(isVoid ? 0 : Long.MAX_VALUE);
            if (isGroup) {
                event.flags(event.flags() | TransferFlags.GROUP).code(random.nextInt(6) == 0 ? 0 : 2);
            } else if (round % 4 > 0) {
                event.flags(PARTIAL).amountMinor(0);
            }
            if (random.nextInt(8) == 0) bank.freeze(random.nextInt(4));
            results.addAll(bank.decide(List.of(event)));
        }
        return results;
    }

    @Test
    void oneRequestTouchesNoMoreLegsThanAChainHasEvents() {
        Bank bank = new Bank();
        List<TransferCommand> chain = new ArrayList<>();
        for (int i = 0; i < LEGS_MAX; i++) {
            chain.add(bank.hold(0).flags(TransferFlags.PENDING | (i + 1 < LEGS_MAX ? TransferFlags.LINKED : 0)));
        }
        bank.decide(chain);
        TransferCommand alone = bank.hold(0);
        bank.decide(List.of(alone));

        // A group of one is one leg too many beside the largest group; what a broken chain took back still counts.
        TransferCommand all = bank.group(chain.getFirst());
        all.flags(all.flags() | TransferFlags.LINKED);
        TransferCommand broken = bank.hold(0).ledger(0);
        TransferCommand one = bank.group(alone);
        List<Integer> statuses = bank.statuses(List.of(all, broken, one, bank.resolve(TransferRules.id(alone))));
        assertEquals(
                List.of(
                        Status.LINKED_EVENT_FAILED,
                        TransferStatus.LEDGER_MUST_NOT_BE_ZERO.number(),
                        TransferStatus.TOO_MANY_LEGS.number(),
                        Status.CREATED),
                statuses);

        // Nothing happened, the id is free, and the next request has room for the largest group again.
        TransferCommand again = bank.group(chain.getFirst());
        assertEquals(List.of(Status.CREATED), bank.statuses(List.of(again)));
        assertEquals(List.of(TransferStatus.PENDING_TRANSFER_ALREADY_POSTED.number()), bank.statuses(List.of(one)));
        bank.pair.compareAll();
        bank.pair.checkInvariants();
    }

    /** Two accounts, and requests a second apart unless told otherwise; ledger and model side by side. */
    private static final class Bank {
        final Pair pair = new Pair();
        long nowNs = 1_795_000_000L * ModelState.NS_PER_S;
        private long lastRest;

        Bank() {
            World world = World.draw(new Dice(1), Set.of(Feature.BASICS));
            pair.decide(new Request.Genesis(nowNs, world.genesis().windowNs(86_400 * ModelState.NS_PER_S)));
            nowNs += ModelState.NS_PER_S;
            pair.decide(new Request.CreateAccounts(
                    Head.by(Head.LOCAL), nowNs, List.of(SizesTest.account(1), SizesTest.account(2))));
            nowNs += ModelState.NS_PER_S;
        }

        private Id nextId() {
            return Id.ofMillis(nowNs / ModelState.NS_PER_MS, ++lastRest);
        }

        void freeze(int sides) {
            StatusCommand status = new StatusCommand().accountIdLow(1).frozen(sides);
            pair.decide(new Request.SetStatus(Head.by(Head.LOCAL), ++nowNs, List.of(status)));
        }

        TransferCommand hold(int timeoutSeconds) {
            TransferCommand hold = new TransferCommand()
                    .debitAccountIdLow(1)
                    .creditAccountIdLow(2)
                    .amountMinor(1)
                    .ledger(978)
                    .code(2)
                    .timeoutSeconds(timeoutSeconds)
                    .flags(TransferFlags.PENDING);
            return Commands.id(hold, nextId());
        }

        TransferCommand resolve(Id hold) {
            TransferCommand post =
                    new TransferCommand().amountMinor(Long.MAX_VALUE).flags(TransferFlags.POST_PENDING_TRANSFER);
            return Commands.id(Commands.pending(post, hold), nextId());
        }

        TransferCommand group(TransferCommand first) {
            return resolve(TransferRules.id(first)).flags(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.GROUP);
        }

        List<Result> decide(List<TransferCommand> rows) {
            nowNs += rows.size();
            return pair.decide(new Request.CreateTransfers(Head.by(Head.LOCAL), nowNs, List.copyOf(rows)));
        }

        List<Integer> statuses(List<TransferCommand> rows) {
            nowNs += ModelState.NS_PER_S;
            return decide(rows).stream().map(Result::status).toList();
        }
    }
}
