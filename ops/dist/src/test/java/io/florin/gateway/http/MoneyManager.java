package io.florin.gateway.http;

import com.lmax.disruptor.RingBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Breaks the rules of direction, home and name, for {@code HouseRulesTest}. */
public final class MoneyManager {
    final java.util.logging.Logger log = java.util.logging.Logger.getLogger("money");

    @Nullable
    RingBuffer<Object> ring;

    /** Reaches behind the gateway's back. */
    public int getBalance() {
        return Arrays.hashCode(new Object[] {io.florin.ledger.OpenTable.class});
    }
}
