package io.florin.ledger.model;

import java.util.EnumSet;
import java.util.Set;

/** Parts of LEDGER.md: what the generator may use. */
enum Feature {
    /** Accounts, single-phase transfers, chains, limit flags, burnt ids, the window of ids: always on. */
    BASICS,
    /** Holds, posts, voids, expiry. */
    TWO_PHASE,
    /** Posts that leave the rest pending. */
    PARTIAL,
    /** Holds of one chain posted or voided together. */
    GROUPS,
    BALANCING,
    CLOSING,
    IMPORTED,
    ALLOWANCES,
    FREEZE,
    DEADLINES,
    REQUEST_KEYS,
    GRANTS,
    CAPACITIES,
    /** Tables small enough to fill, so that the oldest leave. */
    FULL_TABLES,
    /** Opaque ids. */
    ANY_IDS;

    /** What the ledger decides so far; LEDGER.md has the rest, and the model knows it. */
    static final Set<Feature> DECIDED_BY_THE_LEDGER = EnumSet.allOf(Feature.class);
}
