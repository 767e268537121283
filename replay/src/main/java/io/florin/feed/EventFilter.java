package io.florin.feed;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants, and who that is.
 *
 * @param principal sees what it may read, as the grants stand now.
 * @param types wanted.
 * @param ledger number; -1 for all.
 * @param account that an event must be about; null for all.
 */
public record EventFilter(
        long principal,
        Set<EventType> types,
        long ledger,
        @Nullable UUID account,
        boolean areAmountsText) {
    /** Instead of a ledger. */
    public static final long EVERY_LEDGER = -1;

    public EventFilter {
        types = Set.copyOf(types);
    }

    boolean wants(FeedEvent event, GrantBook grants) {
        EventData data = event.data();
        return types.contains(event.type())
                && (ledger == EVERY_LEDGER || ledger == Integer.toUnsignedLong(data.ledger()))
                && (account == null || data.touches(account))
                && grants.mayRead(principal, data.ledger());
    }
}
