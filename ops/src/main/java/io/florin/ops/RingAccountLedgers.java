package io.florin.ops;

import io.florin.feed.AccountLedgers;
import io.florin.pipeline.Answers;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.IdEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the ledger, as any client asks it, but in Florin's own name. Any thread but the road's. */
final class RingAccountLedgers implements AccountLedgers {
    private static final long FLORIN = 0;
    private static final long TIMEOUT_MS = 1_000;

    private final Ingress ingress;

    RingAccountLedgers(Ingress ingress) {
        this.ingress = ingress;
    }

    @Override
    public OptionalLong ledgerOf(UUID account) {
        long at = ingress.tryClaimRead(1);
        if (at < 0) return OptionalLong.empty();
        var answer = new Waiting();
        Slot slot = ingress.at(at).begin(LookupAccountsEncoder.TEMPLATE_ID, 1, 0, IdEncoder.ENCODED_LENGTH);
        slot.from(answer, 0, 0, 0);
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
        return answer.await();
    }

    private static final class Waiting implements Answers {
        private final CompletableFuture<Long> ledger = new CompletableFuture<>();

        @Override
        public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
            Slot slot = slots.at(firstRingSequence);
            ledger.complete(new AccountRowDecoder()
                    .wrap(slot.memory(), slot.bodyOffset())
                    .ledger());
            return false;
        }

        @Override
        public void flush() {
            // whoever waits has the answer already
        }

        private OptionalLong await() {
            try {
                return OptionalLong.of(ledger.get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return OptionalLong.empty();
            } catch (ExecutionException | TimeoutException notNow) {
                return OptionalLong.empty();
            }
        }
    }
}
