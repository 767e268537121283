package io.florin.ops;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.projection.AccountState.Balances;
import io.florin.projection.Position;
import io.florin.projection.Projector;
import io.florin.projection.ReadModelException;
import io.florin.projection.ReadModelSample;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Compares the read model with the ledger for ever, one account at a time: asks the ring, waits until PostgreSQL has
 * come to the answer's sequence, and compares the four balances there. Five accounts a second at most, on a thread of
 * its own.
 */
final class ReadModelWatch implements Agent {
    private static final long FLORIN = 0;

    private final Ingress ingress;
    private final Projector projector;
    private final ReadModelSample sample;
    private final Counters counters;
    private final AtomicReference<@Nullable Answered> answered = new AtomicReference<>();
    private boolean isAsked;

    /** What the ledger said, and behind which record. */
    private record Answered(UUID account, long sequence, Balances balances) {}

    ReadModelWatch(Ingress ingress, Projector projector, ReadModelSample sample, Counters counters) {
        this.ingress = ingress;
        this.projector = projector;
        this.sample = sample;
        this.counters = counters;
    }

    @Override
    public int doWork() {
        if (projector.position() == null || projector.refusal() != null) return 0;
        try {
            if (!isAsked) {
                UUID account = sample.next();
                if (account != null) isAsked = ask(account);
            } else {
                compare();
            }
        } catch (ReadModelException away) {
            isAsked = false; // the projector says it already
            answered.set(null);
        }
        return 0;
    }

    private void compare() {
        Answered ledger = answered.get();
        Position position = projector.position();
        if (ledger == null || position == null || position.sequence() < ledger.sequence()) return;
        isAsked = false;
        answered.set(null);
        Optional<Balances> ours = sample.at(ledger.account(), ledger.sequence());
        if (ours.isPresent() && ours.get().equals(ledger.balances())) return;
        counters.increment(FlorinCounter.READ_MODEL_DIFFERENCES);
        counters.errorLog()
                .record(new IllegalStateException("the read model differs from the ledger at sequence "
                        + ledger.sequence() + ": account=" + ledger.account() + " ledger=" + ledger.balances()
                        + " read_model=" + ours.map(Balances::toString).orElse("nothing")));
    }

    private boolean ask(UUID account) {
        long at = ingress.tryClaimRead(1);
        if (at < 0) return false;
        Slot slot = ingress.at(at).begin(LookupAccountsEncoder.TEMPLATE_ID, 1, 0, IdEncoder.ENCODED_LENGTH);
        slot.from(new Taker(account), 0, 0, 0);
        slot.memory().setMemory(slot.headOffset(), Slot.HEAD_LENGTH, (byte) 0);
        new RequestHeadEncoder()
                .wrap(slot.memory(), slot.headOffset())
                .principal(FLORIN)
                .events(1);
        new IdEncoder()
                .wrap(slot.memory(), slot.bodyOffset())
                .high(account.getMostSignificantBits())
                .low(account.getLeastSignificantBits());
        ingress.publish(at, 1);
        return true;
    }

    private final class Taker implements Answers {
        private final UUID account;

        private Taker(UUID account) {
            this.account = account;
        }

        @Override
        public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
            Slot slot = slots.at(firstRingSequence);
            var row = new AccountRowDecoder().wrap(slot.memory(), slot.bodyOffset());
            var balances =
                    new Balances(row.debitsPending(), row.debitsPosted(), row.creditsPending(), row.creditsPosted());
            answered.set(new Answered(account, slot.sequence(), balances));
            return false;
        }

        @Override
        public void flush() {
            // the next duty looks
        }
    }

    @Override
    public String roleName() {
        return "florin-read-model-check";
    }
}
