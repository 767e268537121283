package io.florin.ledger.model;

import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.scenario.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * In some seeds, once: a chain of many holds, then a request that posts or voids their group again and again, each time
 * in a chain that breaks, until the request has touched as many holds as it may. Has dice of its own.
 */
final class LegsGenerator {
    private static final long SALT = 0x1E65;
    private static final int SEEDS_PERCENT = 8;
    private static final int LEGS_LEAST = 60;
    private static final int LEGS_MOST = 300;

    private final Dice dice;
    private final ModelState state;
    private int requestsUntilHolds;
    private List<TransferCommand> holds = List.of();
    private long lastRest = SALT << 32;

    LegsGenerator(long seed, Set<Feature> features, ModelState state) {
        this.dice = new Dice(seed ^ SALT);
        this.state = state;
        boolean isWanted = features.contains(Feature.GROUPS) && dice.percent(SEEDS_PERCENT);
        requestsUntilHolds = isWanted ? dice.from(100, 400) : Integer.MAX_VALUE;
    }

    /** Rows of a request that comes now, right behind this time; empty if none does. */
    List<TransferCommand> next(long nowNs) {
        if (!holds.isEmpty()) {
            List<TransferCommand> resolutions = resolutions(nowNs);
            holds = List.of();
            return resolutions;
        }
        if (--requestsUntilHolds != 0) return List.of();
        holds = holds(nowNs);
        return holds.stream().map(Commands::copy).toList();
    }

    private List<TransferCommand> holds(long nowNs) {
        List<Account> open = state.accounts.values().stream()
                .filter(account -> !account.isClosed())
                .toList();
        if (open.isEmpty()) return List.of();
        Account debit = dice.oneOf(open);
        Account credit = dice.oneOf(
                open.stream().filter(each -> each.ledger == debit.ledger).toList());
        List<TransferCommand> rows = new ArrayList<>();
        int legs = dice.from(LEGS_LEAST, LEGS_MOST);
        for (int leg = 1; leg <= legs; leg++) {
            TransferCommand hold = new TransferCommand()
                    .ledger(debit.ledger)
                    .code(1)
                    .timeoutSeconds(dice.percent(90) ? 0 : 1)
                    .flags(TransferFlags.PENDING | (leg < legs ? TransferFlags.LINKED : 0));
            Commands.credit(Commands.debit(hold, debit.id), credit.id);
            rows.add(Commands.id(hold, id(nowNs)));
        }
        return rows;
    }

    private List<TransferCommand> resolutions(long nowNs) {
        List<TransferCommand> rows = new ArrayList<>();
        Id first = TransferRules.id(holds.getFirst());
        for (int touched = 0; touched < ModelState.LEGS_MAX + 4 * holds.size(); touched += holds.size()) {
            TransferCommand resolution = resolution(first, nowNs);
            rows.add(resolution.flags(resolution.flags() | TransferFlags.LINKED));
            rows.add(Commands.id(new TransferCommand().ledger(1), id(nowNs)));
        }
        rows.add(resolution(first, nowNs));
        return rows;
    }

    private TransferCommand resolution(Id first, long nowNs) {
        boolean isVoid = dice.percent(50);
        int kind = isVoid ? TransferFlags.VOID_PENDING_TRANSFER : TransferFlags.POST_PENDING_TRANSFER;
        TransferCommand resolution =
                new TransferCommand().amountMinor(isVoid ? 0 : Long.MAX_VALUE).flags(TransferFlags.GROUP | kind);
        return Commands.id(Commands.pending(resolution, first), id(nowNs));
    }

    private Id id(long nowNs) {
        return Id.ofMillis(nowNs / ModelState.NS_PER_MS, ++lastRest);
    }
}
