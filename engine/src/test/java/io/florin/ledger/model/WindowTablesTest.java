package io.florin.ledger.model;

import static io.florin.ledger.model.Feature.ANY_IDS;
import static io.florin.ledger.model.Feature.CAPACITIES;
import static io.florin.ledger.model.Feature.FULL_TABLES;
import static io.florin.ledger.model.Feature.TWO_PHASE;

import org.junit.jupiter.api.Test;

/** The table of remembered transfers when it is full: who leaves, and what late retries hear. */
final class WindowTablesTest {
    @Test
    void theOldestSecondLeavesFirstAndRetriesGetADefiniteRefusal() {
        Tables.run("""
            genesis   transfers 4
            account   bank   ledger 978
            account   alice  ledger 978
            id  t1  start + 1 s
            id  t2  start + 1_999 ms
            id  t3  start + 2 s
            id  t4  start + 3 s
            id  t5  start + 4 s
            id  u1  start + 1_998 ms
            id  u2  start + 2_001 ms
            transfer  t3  bank -> alice  3   created
            transfer  t1  bank -> alice  1   created
            transfer  t2  bank -> alice  2   created
            transfer  t4  bank -> alice  4   created
            outcome   t1  created 1
            # Ids of the first second leave together, whenever they came.
            transfer  t5  bank -> alice  5   created
            outcome   t1  too_old
            outcome   t2  too_old
            outcome   t3  created 3
            transfer  t1  bank -> alice  1   id_too_old
            transfer  t2  bank -> alice  9   id_too_old
            transfer  u1  bank -> alice  1   id_too_old
            transfer  u2  bank -> alice  1   created
            transfer  t3  bank -> alice  3   exists
            balance   bank  debits 0/16  credits 0/0
            """, FULL_TABLES);
    }

    @Test
    void burntIdsLeaveLikeAllOthers() {
        Tables.run("""
            genesis   transfers 2
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            id  t1  start + 1 s
            id  t2  start + 2 s
            id  t3  start + 3 s
            id  t4  start + 4 s
            transfer  t1  alice -> bank  1   exceeds_credits
            transfer  t2  bank -> alice  1   created
            transfer  t1  bank -> alice  1   id_already_failed
            transfer  t3  alice -> bank  2   exceeds_credits
            outcome   t1  too_old
            outcome   t3  exceeds_credits
            transfer  t1  bank -> alice  1   id_too_old
            transfer  t4  bank -> alice  1   created
            outcome   t2  too_old
            """, FULL_TABLES);
    }

    @Test
    void holdsStayUntilTheyAreResolved() {
        Tables.run("""
            genesis   transfers 3
            account   bank   ledger 978
            account   alice  ledger 978
            id  h1  start + 1 s
            id  h2  start + 2 s
            id  h3  start + 3 s
            id  t4  start + 4 s
            id  v1  start + 5 s
            id  v2  start + 6 s
            id  t5  start + 7 s
            hold      h1  bank -> alice  1   created
            hold      h2  bank -> alice  1   created
            hold      h3  bank -> alice  1   created
            # Nothing can leave: a definite refusal, and the id stays free.
            transfer  t4  bank -> alice  1   transfers_full
            outcome   t4  unknown
            balance   bank  debits 3/0  credits 0/0
            # A void resolves its hold, which may leave for it at once.
            void      v1  h1                 created 1
            outcome   h1  too_old
            outcome   h2  pending
            capacities  transfers 4          applied
            transfer  t4  bank -> alice  1   created
            void      v2  h2                 created 1
            outcome   h2  too_old
            outcome   t4  created
            # The mark moves past a hold: it is still there, but a retry of its creation is too old.
            transfer  t5  bank -> alice  1   created
            outcome   t4  too_old
            hold      h3  bank -> alice  1   id_too_old
            outcome   h3  pending
            transfer  t4  bank -> alice  1   id_too_old
            """, TWO_PHASE, FULL_TABLES, CAPACITIES);
    }

    @Test
    void aBrokenChainBringsBackWhatLeftForIt() {
        Tables.run("""
            genesis   transfers 2
            account   bank   ledger 978
            account   alice  ledger 978
            id  t1  start + 1 s
            id  t2  start + 2 s
            id  t3  start + 3 s
            id  t4  start + 4 s
            id  t5  start + 5 s
            transfer  t1  bank -> alice  1          created
            transfer  t2  bank -> alice  1          created
            transfer  t3  bank -> alice  1  linked  linked_event_failed
            transfer  t4  bank -> alice  1  linked  linked_event_failed
            transfer  t5  bank -> bank   1          accounts_must_be_different
            outcome   t1  created
            outcome   t2  created
            transfer  t1  bank -> alice  1          exists
            transfer  t3  bank -> alice  1  linked  created
            transfer  t4  bank -> alice  1  linked  created
            transfer  t5  bank -> alice  1          created
            outcome   t1  too_old
            outcome   t2  too_old
            # Even what the chain itself made leaves, oldest first.
            outcome   t3  too_old
            outcome   t4  created
            balance   bank  debits 0/5  credits 0/0
            """, FULL_TABLES);
    }

    @Test
    void opaqueIdsAreForgottenInTheOrderTheyCame() {
        Tables.run("""
            genesis   transfers 2  any_ids
            account   bank   ledger 978
            account   alice  ledger 978
            id  t1  start + 900 days
            id  t2  start - 900 days
            transfer  t1  bank -> alice  1   created
            wait      2 s
            transfer  t2  bank -> alice  2   created
            wait      2 s
            transfer  t3  bank -> alice  3   created
            outcome   t1  unknown
            transfer  t2  bank -> alice  2   exists
            # The promise holds within the window only.
            wait      23 h
            transfer  t2  bank -> alice  2   exists
            wait      2 h
            pulse
            outcome   t2  unknown
            transfer  t2  bank -> alice  2   created
            """, FULL_TABLES, ANY_IDS);
    }
}
