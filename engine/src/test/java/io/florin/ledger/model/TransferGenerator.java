package io.florin.ledger.model;

import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.model.Transfer.PendingStatus;
import io.florin.ledger.scenario.Id;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events of {@code create_transfers}: new, sent again, or spoilt in one to three places. */
final class TransferGenerator {
    private static final int CODES = 2;

    private final Dice dice;
    private final Set<Feature> features;
    private final World world;
    private final ModelState state;
    private final AccountGenerator accounts;
    private final Recent<TransferCommand> sent = new Recent<>(400);
    private final Recent<Id> holds = new Recent<>(40);
    private long lastRest;

    TransferGenerator(Dice dice, Set<Feature> features, World world, ModelState state, AccountGenerator accounts) {
        this.dice = dice;
        this.features = features;
        this.world = world;
        this.state = state;
        this.accounts = accounts;
    }

    TransferCommand create(long atNs, long requestNs, boolean importing) {
        TransferCommand retried = dice.percent(world.retryPercent()) ? attempted() : null;
        TransferCommand event = retried != null ? Commands.copy(retried) : fresh(atNs, requestNs, importing);
        if (retried != null && dice.percent(60)) alter(event);
        for (int spoiled = 0; spoiled < 3 && dice.percent(world.faultPercent()); spoiled++) spoil(event, atNs);
        if (retried == null || dice.percent(20)) {
            event.flags(event.flags() & ~TransferFlags.LINKED);
            if (dice.percent(world.chainPercent())) event.flags(event.flags() | TransferFlags.LINKED);
        }
        sent.add(Commands.copy(event));
        if ((event.flags() & TransferFlags.PENDING) != 0) holds.add(TransferRules.id(event));
        return event;
    }

    /** Something sent before, rather what was created than what was refused. */
    private @Nullable TransferCommand attempted() {
        TransferCommand event = sent.pick(dice);
        for (int i = 0; i < 5 && event != null && !isKnown(TransferRules.id(event)); i++) event = sent.pick(dice);
        return event;
    }

    private boolean isKnown(Id id) {
        return state.transfers.containsKey(id) && !state.isTooOld(id);
    }

    /** Another value in one of the fields that a retry compares. */
    private void alter(TransferCommand event) {
        switch (dice.below(12)) {
            case 0 -> event.flags(event.flags() ^ TransferFlags.LINKED);
            case 1 -> Commands.pending(event, pendingId(event));
            case 2 -> event.timeoutSeconds(event.timeoutSeconds() + 1);
            case 3 -> Commands.debit(event, dice.oneOf(List.of(Id.ZERO, accounts.anyId())));
            case 4 -> Commands.credit(event, dice.oneOf(List.of(Id.ZERO, accounts.anyId())));
            case 5 -> event.amountMinor(dice.around(event.amountMinor()));
            case 6 -> event.amountMinor(dice.oneOf(0, Long.MAX_VALUE, event.amountMinor() / 2));
            case 7 -> event.userData128Low(dice.below(3));
            case 8 -> event.userData64(dice.below(3));
            case 9 -> event.userData32(dice.below(3));
            case 10 -> event.ledger(dice.from(0, world.ledgers()));
            default -> event.code(dice.from(0, CODES));
        }
    }

    /** When a hold of late expires; null if there is none. */
    @Nullable
    Long anyExpiryNs() {
        Id id = holds.pick(dice);
        Transfer hold = id == null ? null : state.transfers.get(id);
        return hold == null || hold.timeoutSeconds() == 0 ? null : hold.expiresAtNs();
    }

    @Nullable
    Id anySentId() {
        TransferCommand event = sent.pick(dice);
        return event == null ? null : TransferRules.id(event);
    }

    private TransferCommand fresh(long atNs, long requestNs, boolean importing) {
        Transfer hold = features.contains(Feature.TWO_PHASE) && dice.percent(35) ? anyHold() : null;
        TransferCommand event = hold != null ? resolve(hold) : move();
        if (importing) {
            event.flags(event.flags() | TransferFlags.IMPORTED).timestampNs(importTime(requestNs));
            if (dice.percent(95)) event.timeoutSeconds(0);
        }
        return Commands.id(event, freshId(atNs));
    }

    /** A hold of late, rather one that still waits. */
    private @Nullable Transfer anyHold() {
        Transfer hold = null;
        for (int attempt = 0; attempt < 4 && (hold == null || !hold.isPending()); attempt++) {
            Id id = holds.pick(dice);
            Transfer row = id == null ? null : state.transfers.get(id);
            if (row != null && row.status() != PendingStatus.NONE) hold = row;
        }
        return hold;
    }

    private Id freshId(long atNs) {
        long millis = atNs / ModelState.NS_PER_MS;
        long behind = dice.percent(80) ? dice.below(3L) : dice.below(2 * state.windowNs / ModelState.NS_PER_MS / 3 + 1);
        return Id.ofMillis(Math.max(state.forgottenBeforeS * 1_000, millis - behind), ++lastRest);
    }

    private Id edgeId(long atNs) {
        long edgeMs = dice.oneOf(
                (atNs - state.windowNs) / ModelState.NS_PER_S * 1_000,
                (atNs + 300 * ModelState.NS_PER_S) / ModelState.NS_PER_MS,
                state.forgottenBeforeS * 1_000);
        return Id.ofMillis(Math.max(0, dice.around(edgeMs)), ++lastRest);
    }

    private TransferCommand resolve(Transfer hold) {
        boolean isVoid = dice.percent(35);
        TransferCommand event = new TransferCommand()
                .flags(isVoid ? TransferFlags.VOID_PENDING_TRANSFER : TransferFlags.POST_PENDING_TRANSFER);
        Commands.pending(event, hold.id());
        if (dice.percent(30)) Commands.debit(event, hold.debitAccountId());
        if (dice.percent(30)) Commands.credit(event, hold.creditAccountId());
        if (dice.percent(40)) event.ledger(hold.ledger());
        if (dice.percent(30)) event.code(hold.code());
        if (dice.percent(20)) event.userData64(dice.below(3)).userData32(dice.below(3));
        if (dice.percent(20)) event.userData128Low(dice.below(3));
        long rest = hold.rest().longValueExact();
        event.amountMinor(isVoid ? dice.oneOf(0, 0, rest) : dice.oneOf(Long.MAX_VALUE, rest, rest / 2, 0));
        if (dice.percent(15)) event.amountMinor(dice.around(rest));
        if (!isVoid && features.contains(Feature.PARTIAL) && dice.percent(30)) {
            event.flags(event.flags() | TransferFlags.PARTIAL);
        }
        if (features.contains(Feature.GROUPS) && dice.percent(25)) {
            event.flags(event.flags() | TransferFlags.GROUP);
            if (dice.percent(70)) Commands.pending(event, hold.group().members.getFirst());
            if (dice.percent(90)) event.amountMinor(isVoid ? 0 : Long.MAX_VALUE);
        }
        return event;
    }

    private TransferCommand move() {
        Account debit = accounts.existing(0);
        Account credit = accounts.existing(debit == null || dice.percent(2) ? 0 : debit.ledger);
        for (int attempt = 0; attempt < 6 && debit != null && debit == credit; attempt++) {
            credit = accounts.existing(debit.ledger);
        }
        TransferCommand event = new TransferCommand()
                .ledger(debit == null ? 1 : debit.ledger)
                .code(dice.from(1, CODES))
                .userData64(dice.below(2))
                .userData32(dice.below(2))
                .userData128High(dice.below(2));
        Commands.debit(event, debit == null ? accounts.anyId() : debit.id);
        Commands.credit(event, credit == null ? accounts.anyId() : credit.id);
        int flags = 0;
        if (features.contains(Feature.TWO_PHASE) && dice.percent(45)) {
            flags |= TransferFlags.PENDING;
            event.timeoutSeconds(timeout());
        }
        if (features.contains(Feature.BALANCING) && dice.percent(8)) {
            flags |= dice.oneOf(
                    TransferFlags.BALANCING_DEBIT,
                    TransferFlags.BALANCING_CREDIT,
                    TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT);
        }
        boolean holds = (flags & TransferFlags.PENDING) != 0;
        if (features.contains(Feature.CLOSING) && dice.perMille(holds ? 20 : 3)) {
            flags |= dice.oneOf(TransferFlags.CLOSING_DEBIT, TransferFlags.CLOSING_CREDIT, 192);
        }
        return event.flags(flags).amountMinor(amount(debit, credit));
    }

    private int timeout() {
        if (dice.percent(5)) {
            long toTheEnd = (Long.MAX_VALUE - state.nowNs) / ModelState.NS_PER_S;
            return (int) Math.min(0xFFFF_FFFFL, dice.around(toTheEnd));
        }
        return dice.percent(world.isFull() ? 10 : 40) ? 0 : dice.oneOf(1, 1, 2, 5, 60);
    }

    private long amount(@Nullable Account debit, @Nullable Account credit) {
        if (dice.percent(world.hugePercent())) {
            return hugeAmount(debit, credit);
        }
        if (debit != null && credit != null && dice.percent(15)) {
            long left = dice.percent(50)
                    ? debit.leftToDebit()
                            .add(debit.debitAllowance)
                            .min(TransferRules.MAX)
                            .longValueExact()
                    : credit.leftToCredit()
                            .add(credit.creditAllowance)
                            .min(TransferRules.MAX)
                            .longValueExact();
            if (left < 1L << 40 || dice.percent(world.hugePercent())) return Math.max(0, dice.around(left));
        }
        return dice.oneOf(0, 1, dice.below(100L), dice.below(100L), dice.below(100_000L), dice.around(1L << 31));
    }

    private long hugeAmount(@Nullable Account debit, @Nullable Account credit) {
        if (debit == null || credit == null || dice.percent(20)) {
            return dice.oneOf(Long.MAX_VALUE, Long.MAX_VALUE - 1, dice.around(1L << 62), dice.around(1L << 31));
        }
        long column = dice.oneOf(
                debit.debitsPending.longValueExact(),
                debit.debitsPosted.longValueExact(),
                debit.debits().longValueExact(),
                credit.creditsPending.longValueExact(),
                credit.creditsPosted.longValueExact(),
                credit.credits().longValueExact());
        long room = Long.MAX_VALUE - column;
        return room == Long.MAX_VALUE ? room - dice.below(2) : Math.max(0, dice.around(room));
    }

    private long importTime(long requestNs) {
        long last = state.lastTransferNs;
        if (dice.percent(8)) return dice.oneOf(0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
        if (dice.percent(20)) return dice.around(dice.oneOf(last, requestNs));
        Account account = accounts.existing(0);
        if (account != null && dice.percent(30)) return dice.around(account.timestampNs);
        return last + 1 + dice.below(Math.max(1, (requestNs - last) / 4));
    }

    private void spoil(TransferCommand event, long atNs) {
        switch (dice.below(16)) {
            case 0 -> event.flags(event.flags() ^ 1 << dice.oneOf(9, 10, 13, 14, 15));
            case 1 -> Commands.id(event, dice.oneOf(List.of(Id.ZERO, Id.MAX)));
            case 2, 3 -> Commands.id(event, usedId());
            case 4, 5 -> Commands.id(event, edgeId(atNs));
            case 6 -> event.timestampNs(dice.oneOf(0, 1, -1, atNs));
            case 7 -> event.amountMinor(dice.oneOf(-1, Long.MIN_VALUE, 0, Long.MAX_VALUE, event.amountMinor() + 1));
            case 8 -> Commands.debit(event, accountId(TransferRules.creditId(event)));
            case 9 -> Commands.credit(event, accountId(TransferRules.debitId(event)));
            case 10 -> event.ledger(dice.oneOf(0, dice.from(1, 4)));
            case 11 -> event.code(dice.oneOf(0, dice.from(1, 3)));
            case 12 -> Commands.pending(event, pendingId(event));
            case 13 -> event.timeoutSeconds(dice.oneOf(0, 1, -1, timeout()));
            case 14 -> toggle(event);
            default -> event.userData64(dice.below(3)).userData32(dice.below(3)).userData128Low(dice.below(3));
        }
    }

    private void toggle(TransferCommand event) {
        int bit = 1 << dice.oneOf(1, 2, 3, 4, 5, 6, 7, 8, 11, 12);
        if ((bit & allowedFlags()) != 0) event.flags(event.flags() ^ bit);
    }

    private int allowedFlags() {
        int allowed = 0;
        if (features.contains(Feature.TWO_PHASE)) allowed |= 0b1110;
        if (features.contains(Feature.BALANCING)) allowed |= 0b11_0000;
        if (features.contains(Feature.CLOSING)) allowed |= 0b1100_0000;
        if (features.contains(Feature.IMPORTED)) allowed |= TransferFlags.IMPORTED;
        if (features.contains(Feature.PARTIAL)) allowed |= TransferFlags.PARTIAL;
        if (features.contains(Feature.GROUPS)) allowed |= TransferFlags.GROUP;
        return allowed;
    }

    /** An id that something else has: a transfer, a hold, a burnt attempt, an account. */
    private Id usedId() {
        Id id = dice.percent(90) ? anySentId() : accounts.anyId();
        return id == null ? accounts.anyId() : id;
    }

    private Id accountId(Id other) {
        return dice.oneOf(List.of(Id.ZERO, Id.MAX, other, new Id(9, 9), accounts.anyId(), accounts.anyId(), usedId()));
    }

    private Id pendingId(TransferCommand event) {
        return dice.oneOf(
                List.of(Id.ZERO, Id.MAX, TransferRules.id(event), new Id(9, 9), usedId(), usedId(), usedId()));
    }
}
