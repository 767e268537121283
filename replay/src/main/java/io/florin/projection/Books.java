package io.florin.projection;

import io.florin.feed.HoldBook;
import java.util.HashSet;
import java.util.Set;

/** All that must be known of the records before, to project those that follow. One thread. */
final class Books {
    final AccountBook accounts = new AccountBook();
    final HoldBook holds = new HoldBook();
    final Set<Long> ledgers = new HashSet<>();

    /** Time stamp of the newest account or transfer: a created one that is not newer was told of before. */
    long lastAccountNs;

    long lastTransferNs;

    /** Rows written so far. */
    long movements;

    long refusals;
}
