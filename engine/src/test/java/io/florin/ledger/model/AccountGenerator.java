package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.scenario.Id;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events about accounts: most of them right, some spoilt in one or two places. */
final class AccountGenerator {
    private static final int[] CODES = {1, 2, 65_535};

    private final Dice dice;
    private final Set<Feature> features;
    private final World world;
    private final ModelState state;
    private final List<Id> ids;
    private final Recent<AccountCommand> sent = new Recent<>(64);

    AccountGenerator(Dice dice, Set<Feature> features, World world, ModelState state) {
        this.dice = dice;
        this.features = features;
        this.world = world;
        this.state = state;
        ids = IntStream.range(0, world.accountIds())
                .mapToObj(i -> new Id(dice.oneOf(0L, 0L, 1L, -1L), i + 1))
                .toList();
    }

    /** An id from the pool of this world; its account is there or not. */
    Id anyId() {
        return dice.oneOf(ids);
    }

    /** An account that is there, in the ledger if there is one; null if the tries did not find any. */
    @Nullable
    Account existing(int ledger) {
        for (int attempt = 0; attempt < 12; attempt++) {
            Account account = state.accounts.get(anyId());
            if (account != null && (ledger == 0 || account.ledger == ledger)) return account;
        }
        return null;
    }

    AccountCommand create(long requestNs, boolean importing) {
        AccountCommand retried = dice.percent(world.retryPercent()) ? sent.pick(dice) : null;
        AccountCommand event = retried != null ? Commands.copy(retried) : fresh(requestNs, importing);
        for (int spoiled = 0; spoiled < 3 && dice.percent(world.faultPercent() + 5); spoiled++) spoil(event);
        if (retried == null && dice.percent(world.chainPercent())) event.flags(event.flags() | AccountFlags.LINKED);
        sent.add(Commands.copy(event));
        return event;
    }

    private AccountCommand fresh(long requestNs, boolean importing) {
        int flags = dice.oneOf(
                0,
                0,
                AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS,
                AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS,
                AccountFlags.HISTORY);
        if (features.contains(Feature.CLOSING) && dice.perMille(3)) flags |= AccountFlags.CLOSED;
        AccountCommand event = new AccountCommand()
                .userData128High(dice.below(2))
                .userData64(dice.below(2))
                .userData32(dice.below(2))
                .ledger(dice.from(1, world.ledgers()))
                .code(dice.oneOf(CODES))
                .flags(flags);
        if (importing) {
            event.flags(flags | AccountFlags.IMPORTED).timestampNs(importTime(requestNs));
        }
        return Commands.id(event, anyId());
    }

    private long importTime(long requestNs) {
        long last = state.lastAccountNs;
        if (dice.percent(10)) return dice.oneOf(0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
        if (dice.percent(20)) return dice.around(dice.oneOf(last, requestNs, state.lastTransferNs));
        return last + 1 + dice.below(Math.max(1, (requestNs - last) / 4));
    }

    private void spoil(AccountCommand event) {
        switch (dice.below(14)) {
            case 0 -> event.flags(event.flags() | 1 << dice.from(6, 15));
            case 1 -> Commands.id(event, dice.oneOf(List.of(Id.ZERO, Id.MAX)));
            case 2 -> event.timestampNs(dice.oneOf(1, -1, state.nowNs));
            case 3 -> event.debitsPendingMinor(edge()).debitsPostedMinor(edge());
            case 4 -> event.creditsPendingMinor(edge()).creditsPostedMinor(edge());
            case 5 -> event.ledger(dice.oneOf(0, -1, dice.from(1, 4)));
            case 6 -> event.code(dice.oneOf(0, 3));
            case 7 -> event.flags(event.flags() ^ 1 << dice.from(1, features.contains(Feature.CLOSING) ? 5 : 3));
            case 8 -> event.flags(event.flags() | 6);
            case 9 -> event.userData128Low(dice.below(3)).userData64(dice.below(3));
            case 10 -> event.userData32(dice.below(3));
            case 11 -> event.limitsVersion(dice.below(2)).frozen(dice.below(2)).reason(dice.below(2));
            case 12 -> spoilImport(event);
            default -> spoilAllowance(event);
        }
    }

    private void spoilImport(AccountCommand event) {
        if (features.contains(Feature.IMPORTED)) event.flags(event.flags() ^ AccountFlags.IMPORTED);
    }

    private void spoilAllowance(AccountCommand event) {
        if (!features.contains(Feature.ALLOWANCES)) return;
        event.debitAllowanceMinor(edge()).creditAllowanceMinor(edge());
    }

    private long edge() {
        return dice.oneOf(0, 0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    LimitsCommand limits() {
        Id id = dice.percent(5) ? dice.oneOf(List.of(Id.ZERO, Id.MAX, new Id(7, 7))) : anyId();
        Account account = state.accounts.get(id);
        int version = account == null ? 0 : account.limitsVersion;
        return new LimitsCommand()
                .accountIdHigh(id.high())
                .accountIdLow(id.low())
                .debitAllowanceMinor(allowance())
                .creditAllowanceMinor(allowance())
                .expectedVersion(dice.percent(80) ? version : version + dice.from(-1, 1));
    }

    private long allowance() {
        if (dice.percent(5)) return dice.oneOf(-1, Long.MIN_VALUE);
        return dice.oneOf(0, 1, dice.below(1_000L), 1L << 62, Long.MAX_VALUE);
    }

    StatusCommand status() {
        Id id = dice.percent(5) ? dice.oneOf(List.of(Id.ZERO, Id.MAX, new Id(7, 7))) : anyId();
        return new StatusCommand()
                .accountIdHigh(id.high())
                .accountIdLow(id.low())
                .frozen(frozen())
                .reason(dice.below(3));
    }

    private int frozen() {
        if (dice.percent(5)) return dice.oneOf(4, 7, 65_535);
        return dice.percent(70) ? 0 : dice.from(1, 3);
    }
}
