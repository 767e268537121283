package io.florin.feed;

import java.util.OptionalLong;
import java.util.UUID;

/** In which ledger an account is: records of limits and status do not say, and the answer never changes. */
@FunctionalInterface
public interface AccountLedgers {
    /** The number of the ledger, from 0 to 4,294,967,295; empty if nobody can say now. May wait for a moment. */
    OptionalLong ledgerOf(UUID account);
}
