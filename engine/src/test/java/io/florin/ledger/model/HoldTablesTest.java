package io.florin.ledger.model;

import static io.florin.ledger.model.Feature.GROUPS;
import static io.florin.ledger.model.Feature.PARTIAL;
import static io.florin.ledger.model.Feature.TWO_PHASE;

import org.junit.jupiter.api.Test;

/** Holds, posts and voids as tables: precedence, inheritance, retries, expiry, partial posts, groups. */
final class HoldTablesTest {
    @Test
    void eachLineRepairsTheFaultAboveAndMeetsTheNextRefusal() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   bob    ledger 978
            transfer  t1  bank  -> alice  100                          created
            hold      h1  alice -> bob    60  code 3                   created
            hold      h2  alice -> bob    10                           created

            # The accounts are not even looked at: posts and voids are decided on a path of their own.
            post  p1  h0    -1  void_pending_transfer  timeout 1 s  from a0  to amax  flags_are_mutually_exclusive
            post  p1  h0    -1  pending          timeout 1 s           flags_are_mutually_exclusive
            post  p1  h0    -1  balancing_debit  timeout 1 s           flags_are_mutually_exclusive
            post  p1  h0    -1  balancing_credit timeout 1 s           flags_are_mutually_exclusive
            void  p1  h0    -1  closing_debit    timeout 1 s           flags_are_mutually_exclusive
            void  p1  h0    -1  closing_credit   timeout 1 s           flags_are_mutually_exclusive
            post  p1  h0    -1  timeout 1 s                            pending_id_must_not_be_zero
            post  p1  hmax  -1  timeout 1 s                            pending_id_must_not_be_int_max
            post  p1  p1    -1  timeout 1 s                            pending_id_must_be_different
            post  p1  h9    -1  timeout 1 s                            timeout_reserved_for_pending_transfer
            post  p1  h9    -1                                         amount_out_of_range
            post  p1  h9    99  from x  to x  ledger 9  code 9         pending_transfer_not_found
            post  p1  h1    60                                         id_already_failed
            post  p2  t1    99  from x  to x  ledger 9  code 9         pending_transfer_not_pending
            post  p2  h1    99  from bob  to alice  ledger 9  code 9   pending_transfer_has_different_debit_account_id
            post  p2  h1    99  from alice  to alice  ledger 9  code 9 pending_transfer_has_different_credit_account_id
            post  p2  h1    99  from alice  to bob  ledger 9  code 9   pending_transfer_has_different_ledger
            post  p2  h1    99  from alice  to bob  ledger 978  code 9 pending_transfer_has_different_code
            post  p2  h1    61  from alice  to bob  ledger 978  code 3 exceeds_pending_transfer_amount
            void  p2  h1    61                                         exceeds_pending_transfer_amount
            void  p2  h1    59                                         pending_transfer_has_different_amount
            void  p2  h1    max                                        exceeds_pending_transfer_amount
            post  p2  h1    59                                         created 59
            post  p3  h1    61                                         exceeds_pending_transfer_amount
            post  p3  h1                                               pending_transfer_already_posted
            void  p3  h1                                               pending_transfer_already_posted
            void  p3  h2                                               created 10
            post  p4  h2                                               pending_transfer_already_voided
            void  p4  h2                                               pending_transfer_already_voided
            balance   alice  debits 0/59  credits 0/100
            balance   bob    debits 0/0   credits 0/59
            """, TWO_PHASE);
    }

    @Test
    void aPostTakesAllOrLessAndReleasesTheRest() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            transfer  t1  bank -> alice  100               created
            hold      h1  alice -> bank  70                created 70
            balance   alice  debits 70/0  credits 0/100
            balance   bank   debits 0/100 credits 70/0
            # Held money is spent for the limit, and pending credits do not count.
            transfer  t2  alice -> bank  31                exceeds_credits
            hold      h2  bank -> alice  50                created
            transfer  t3  alice -> bank  31                exceeds_credits
            transfer  t4  alice -> bank  30                created
            post      p1  h1  20                           created 20
            balance   alice  debits 0/50  credits 50/100
            outcome   h1  posted  70
            outcome   p1  created 20
            hold      h3  alice -> bank  50                created
            post      p3  h3  0                            created 0
            outcome   h3  posted
            hold      h4  alice -> bank  50                created
            post      p4  h4                               created 50
            hold      h5  alice -> bank  0                 created 0
            void      v5  h5                               created 0
            hold      h6  alice -> bank  0                 created 0
            post      p6  h6                               created 0
            balance   alice  debits 0/100 credits 50/100
            void      v2  h2                               created 50
            balance   bank   debits 0/100 credits 0/100
            """, TWO_PHASE);
    }

    @Test
    void retriesOfPostsAndVoids() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  bank -> alice  100  user64 7  code 3        created
            hold      h2  bank -> alice  100  user64 7  code 3        created
            hold      h3  bank -> alice  100  user64 7  code 3        created
            post      p1  h1                                          created 100
            post      p2  h2  40  user64 8                            created 40
            void      v3  h3                                          created 100
            post      p1  h1                                          exists
            post      p1  h1  100                                     exists
            post      p1  h1  99                                      exists_with_different_amount
            post      p1  h1  0                                       exists_with_different_amount
            post      p2  h2  user64 8                                exists_with_different_amount
            post      p2  h2  40  user64 8                            exists
            # A zero is what was inherited, so it is not what was given.
            post      p2  h2  40                                      exists_with_different_user_data_64
            post      p2  h2  40  user64 9                            exists_with_different_user_data_64
            post      p1  h1  user64 7                                exists
            post      p1  h1  user64 8                                exists_with_different_user_data_64
            post      p1  h1  user128 1                               exists_with_different_user_data_128
            post      p1  h1  user32 1                                exists_with_different_user_data_32
            post      p1  h1  from bank  to alice  ledger 978  code 3 exists
            post      p1  h1  from alice                              exists_with_different_debit_account_id
            post      p1  h1  to bank                                 exists_with_different_credit_account_id
            post      p1  h1  ledger 840  code 4                      exists_with_different_ledger
            post      p1  h1  code 4                                  exists_with_different_code
            post      p1  h2                                          exists_with_different_pending_id
            post      p1  h1  timeout 1 s                             exists_with_different_timeout
            void      p1  h1  100                                     exists_with_different_flags
            void      v3  h3                                          exists
            void      v3  h3  100                                     exists
            void      v3  h3  99                                      exists_with_different_amount
            void      v3  h3  max                                     exists_with_different_amount
            void      v3  h3  from alice                              exists_with_different_debit_account_id
            void      v3  h3  ledger 840                              exists_with_different_ledger
            hold      h1  bank -> alice  100  user64 7  code 3        exists
            hold      h1  bank -> alice  100  user64 7  code 3  timeout 1 s  exists_with_different_timeout
            """, TWO_PHASE);
    }

    @Test
    void expiryIsExactToTheNanosecondAndNeedsNoPulse() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  bank -> alice  10  timeout 5 s   created
            hold      h2  bank -> alice  20  timeout 5 s   created
            hold      h3  bank -> alice  30  timeout 5 s   created
            hold      h4  bank -> alice  40  timeout 5 s   created
            hold      h5  bank -> alice  50                created
            at        expires h1 - 1 ns
            pulse     expires nothing
            at        expires h1
            void      v1  h1                               pending_transfer_expired
            balance   bank   debits 150/0  credits 0/0
            outcome   h1  pending
            at        expires h2 - 1 ns
            post      p2  h2                               created 20
            at        expires h3
            post      p3  h3                               pending_transfer_expired
            # One pulse releases all that is due, in order; posted and voided ones have no timer any more.
            at        expires h4
            pulse     expires h1 h3 h4
            balance   bank   debits 50/20  credits 0/0
            balance   alice  debits 0/0    credits 50/20
            outcome   h3  expired  30
            post      p3  h3                               pending_transfer_expired
            void      v4  h4                               pending_transfer_expired
            pulse     expires nothing
            wait      40 h
            pulse     expires nothing
            outcome   h5  pending
            post      p5  h5                               created 50
            """, TWO_PHASE);
    }

    @Test
    void expiryGoesByTheEventsOwnTimeWithinARequest() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  bank -> alice  10  timeout 1 s   created
            # Three events: the last is decided at the request's time, the first two nanoseconds earlier.
            at        expires h1 + 1 ns
            request
                post  p1  h1                               created
                post  p2  h1                               pending_transfer_already_posted
                post  p3  h1                               pending_transfer_already_posted
            hold      h2  bank -> alice  10  timeout 1 s   created
            at        expires h2 + 2 ns
            request
                post  p4  h2                               pending_transfer_expired
                post  p5  h2                               pending_transfer_expired
                post  p6  h2                               pending_transfer_expired
            # Due in the order of their expiry, then of their creation.
            hold      h3  bank -> alice  1  timeout 3 s    created
            at        created h3 + 1 s
            hold      h4  bank -> alice  1  timeout 2 s    created
            hold      h5  bank -> alice  1  timeout 1 s    created
            at        expires h3
            pulse     expires h2 h5 h3 h4
            """, TWO_PHASE);
    }

    @Test
    void aTimeoutMustEndBeforeTimeDoes() {
        Tables.run("""
            genesis   any_ids
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  bank -> alice  1  timeout 4294967295 s  created
            # Wait until the largest timeout ends at the largest time stamp exactly.
            id        h2  now
            id        h3  now
            at        4_928_404_741_854_775_807
            hold      h2  bank -> alice  1  timeout 4294967295 s  created
            at        4_928_404_741_854_775_808
            hold      h3  bank -> alice  1  timeout 4294967295 s  overflows_timeout
            hold      h3  bank -> alice  1  timeout 4294967294 s  created
            pulse     expires nothing
            """, TWO_PHASE);
    }

    @Test
    void partialPostsLeaveTheRestPending() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            transfer  t1  bank -> alice  0  partial        flags_are_mutually_exclusive
            hold      h1  bank -> alice  100  timeout 9 s  created
            post      p1  h1  30  partial                  created 30
            balance   alice  debits 0/0  credits 70/30
            outcome   h1  pending  100
            post      p2  h1  71  partial                  exceeds_pending_transfer_amount
            post      p2  h1  0   partial                  created 0
            post      p3  h1  30  partial                  created 30
            post      p1  h1  30  partial                  exists
            post      p1  h1  partial                      exists_with_different_amount
            void      v1  h1  100                          exceeds_pending_transfer_amount
            void      v1  h1  39                           pending_transfer_has_different_amount
            void      v1  h1  partial                      flags_are_mutually_exclusive
            # All that is left resolves it.
            post      p4  h1  partial                      created 40
            outcome   h1  posted
            post      p4  h1  partial                      exists
            post      p5  h1  0                            pending_transfer_already_posted
            balance   alice  debits 0/0  credits 0/100
            # The rest expires, is voided, or is posted in one.
            hold      h2  bank -> alice  100  timeout 5 s  created
            hold      h3  bank -> alice  100               created
            hold      h4  bank -> alice  100               created
            post      q2  h2  10  partial                  created 10
            post      q3  h3  10  partial                  created 10
            post      q4  h4  10  partial                  created 10
            void      v3  h3  90                           created 90
            post      r4  h4                               created 90
            at        expires h2
            pulse     expires h2
            balance   alice  debits 0/0  credits 0/220
            outcome   h2  expired
            """, TWO_PHASE, PARTIAL);
    }

    @Test
    void groupsAreResolvedAsOne() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   shop   ledger 978
            transfer  t9  bank -> alice  1  group            flags_are_mutually_exclusive
            hold      g1  bank  -> alice  10  linked         created
            transfer  t1  bank  -> alice  1   linked         created
            hold      g2  alice -> shop   7   linked         created
            hold      g3  bank  -> shop   5                  created
            post      p1  g1  group  partial                 flags_are_mutually_exclusive
            post      p1  g1  9  group                       pending_transfer_has_different_amount
            post      p1  g1  group                          created
            balance   bank   debits 0/16  credits 0/0
            balance   shop   debits 0/0   credits 0/12
            outcome   g1  posted
            outcome   g2  posted
            outcome   g3  posted
            post      p1  g1  group                          exists
            post      p2  g1  group                          pending_transfer_already_posted
            post      p2  g3                                 pending_transfer_already_posted
            # All or none: one that was resolved alone stops the rest.
            hold      h1  bank  -> alice  10  linked         created
            hold      h2  alice -> shop   7                  created
            void      v2  h2                                 created
            post      q1  h1  group                          pending_transfer_already_voided
            outcome   h1  pending
            void      v1  h1                                 created
            hold      i1  bank  -> alice  10  linked         created
            hold      i2  alice -> shop   7                  created
            void      w1  i1  group                          created
            outcome   i2  voided
            balance   alice  debits 0/7  credits 0/11
            # Alone, a hold is a group of one.
            hold      k1  bank  -> alice  10                 created
            post      r1  k1  group                          created 10
            """, TWO_PHASE, PARTIAL, GROUPS);
    }

    @Test
    void chainsUndoPostsAndVoids() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            hold      h1  bank -> alice  10  timeout 60 s     created
            hold      h2  bank -> alice  20                   created
            post      p1  h1            linked                linked_event_failed
            void      v2  h2            linked                linked_event_failed
            hold      h3  bank -> alice  5  timeout 1 s  linked  linked_event_failed
            post      p3  h3            linked                linked_event_failed
            transfer  t1  alice -> bank  16                   exceeds_credits
            balance   alice  debits 0/0  credits 30/0
            outcome   h1  pending
            outcome   h2  pending
            outcome   h3  unknown
            outcome   p1  unknown
            outcome   t1  exceeds_credits
            at        expires h1
            pulse     expires h1
            void      v2  h2                                  created 20
            """, TWO_PHASE);
    }
}
