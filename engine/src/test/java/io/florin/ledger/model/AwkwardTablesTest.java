package io.florin.ledger.model;

import static io.florin.ledger.model.Feature.BALANCING;
import static io.florin.ledger.model.Feature.CLOSING;
import static io.florin.ledger.model.Feature.IMPORTED;
import static io.florin.ledger.model.Feature.TWO_PHASE;

import org.junit.jupiter.api.Test;

/** Balancing, closing, imports as tables: what LEDGER.md, section 6, calls easy to get wrong. */
final class AwkwardTablesTest {
    @Test
    void balancingTakesWhatIsThere() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   bob    ledger 978
            transfer  t1  bank  -> alice  100                                    created
            hold      h1  alice -> bob    30                                     created
            transfer  b1  alice -> bob    max  balancing_debit                   created 70
            transfer  b1  alice -> bob    max  balancing_debit                   exists
            transfer  b1  alice -> bob    70   balancing_debit                   exists
            transfer  b1  alice -> bob    69   balancing_debit                   exists_with_different_amount
            transfer  b2  alice -> bob    5    balancing_debit                   created 0
            transfer  b2  alice -> bob    0    balancing_debit                   exists
            balance   alice  debits 30/70  credits 0/100
            # The mirror: what debits leave of the credit account.
            transfer  b3  alice -> bank   max  balancing_credit                  created 100
            transfer  b4  bob   -> bank   max  balancing_credit                  created 0
            balance   bank   debits 0/100  credits 0/100
            # Both: the smaller of the two. Without a limit flag alice is overdrawn by now, which leaves nothing.
            transfer  b5  alice -> bank   max  balancing_debit  balancing_credit created 0
            transfer  t2  bank  -> bob    10                                     created
            transfer  b6  bob   -> bank   max  balancing_debit  balancing_credit created 10
            transfer  t3  bank  -> bob    40                                     created
            hold      b7  bob   -> bank   25   balancing_debit                   created 25
            hold      b8  bob   -> bank   max  balancing_debit                   created 85
            hold      b9  bob   -> bank   1    balancing_debit                   created 0
            balance   bob    debits 110/10  credits 30/120
            """, TWO_PHASE, BALANCING);
    }

    @Test
    void aClosedAccountTakesVoidsOnly() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   bob    ledger 978
            transfer  c9  alice -> bank  0  closing_debit            closing_transfer_must_be_pending
            transfer  c9  alice -> bank  0  closing_credit           closing_transfer_must_be_pending
            hold      h1  alice -> bob   5                           created
            hold      h2  bob -> alice   5  timeout 9 s              created
            hold      c1  alice -> bank  0  closing_debit            created 0
            balance   alice  debits 5/0  credits 5/0  closed
            transfer  t1  alice -> bank  0                           debit_account_already_closed
            transfer  t2  bank -> alice  0                           credit_account_already_closed
            hold      c2  alice -> bank  0  closing_debit            debit_account_already_closed
            post      p1  h1                                         debit_account_already_closed
            post      p2  h2                                         credit_account_already_closed
            post      p3  c1                                         debit_account_already_closed
            void      v1  h1                                         created 5
            # Its holds still expire, and re-creation stays idempotent.
            wait      10 s
            pulse     expires h2
            account   alice  ledger 978                              exists
            void      v2  c1                                         created 0
            balance   alice  debits 0/0  credits 0/0  open
            # What was refused while it was closed is burnt for ever.
            transfer  t1  alice -> bank  0                           id_already_failed
            post      p1  h1                                         id_already_failed
            transfer  t3  alice -> bank  0                           created
            """, TWO_PHASE, CLOSING);
    }

    @Test
    void expiryReopensBothSides() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   shut   ledger 978  closed
            hold      c1  alice -> bank  7  closing_debit  closing_credit  timeout 3 s  created
            balance   alice  debits 7/0  credits 0/0  closed
            balance   bank   debits 0/0  credits 7/0  closed
            at        expires c1
            transfer  t1  alice -> bank  1                          debit_account_already_closed
            void      v1  c1                                        pending_transfer_expired
            pulse     expires c1
            balance   alice  debits 0/0  credits 0/0  open
            balance   bank   debits 0/0  credits 0/0  open
            transfer  t2  alice -> bank  1                          created
            transfer  t3  alice -> shut  1                          credit_account_already_closed
            account   shut   ledger 978  closed                     exists
            # A closing hold that a chain takes back has closed nothing.
            hold      c2  alice -> bank  0  closing_debit  linked   linked_event_failed
            transfer  t4  alice -> bank  1                          debit_account_already_closed
            balance   alice  debits 0/1  credits 0/0  open
            hold      c3  alice -> bank  0  closing_debit           created
            void      v3  c3                               linked   linked_event_failed
            transfer  t5  alice -> bank  1                 linked   linked_event_failed
            transfer  t6  alice -> bank  min                        amount_out_of_range
            balance   alice  debits 0/1  credits 0/0  closed
            """, TWO_PHASE, CLOSING);
    }

    @Test
    void importedTransfersCarryTheirOwnTime() {
        Tables.run("""
            account   bank   ledger 978  imported  time now - 3 days         created
            account   alice  ledger 978  imported  time now - 2 days         created
            account   late   ledger 978                                      created
            transfer  t1  bank -> alice  5  imported  time 0         imported_event_timestamp_out_of_range
            transfer  t1  bank -> alice  5  imported  time min       imported_event_timestamp_out_of_range
            transfer  t1  bank -> alice  5  imported  time now + 1 ms  imported_event_timestamp_must_not_advance
            transfer  t1  bank -> alice  5  imported  time created bank    \
             imported_event_timestamp_must_postdate_debit_account
            transfer  t1  bank -> alice  5  imported  time created alice  \
             imported_event_timestamp_must_postdate_credit_account
            transfer  t1  alice -> bank  5  imported  time created alice  \
             imported_event_timestamp_must_postdate_debit_account
            transfer  t1  bank -> alice  5  imported  time created alice + 1 ns       created
            transfer  t1  bank -> alice  5  imported  time created alice + 9 ns       exists
            transfer  t2  bank -> alice  5  imported  time created t1   imported_event_timestamp_must_not_regress
            hold      h1  bank -> alice  5  imported  time created t1 + 1 ns  timeout 1 s  \
             imported_event_timeout_must_be_zero
            hold      h1  bank -> alice  5  imported  time created t1 + 1 ns  created
            post      p1  h1  imported  time created h1              imported_event_timestamp_must_not_regress
            post      p1  h1  imported  time created h1 + 1 ns       created 5
            void      p1  h1  imported  time created h1 + 1 ns       exists_with_different_flags
            hold      h2  bank -> alice  5  imported  time created p1 + 1 ns  created
            void      v2  h2  imported  time created h2              imported_event_timestamp_must_not_regress
            void      v2  h2  imported  time created h2 + 1 ns       created 5
            # The first event decides for all.
            request
                transfer  t3  bank -> alice  5  imported  time now - 1 h        created
                transfer  t4  bank -> alice  5                                  imported_event_expected
            request
                transfer  t4  bank -> alice  5                                  created
                transfer  t5  bank -> alice  5  imported  time now - 1 ns       imported_event_not_expected
                transfer  t5  bank -> alice  5  time 5                          timestamp_must_be_zero
            transfer  t6  bank -> alice  5  imported  time created t4   imported_event_timestamp_must_not_regress
            transfer  t6  bank -> alice  5  imported  time created t4 + 1 ns    created
            # A broken chain leaves no last time stamp behind.
            transfer  t7  bank -> alice  5  imported  time created t6 + 500 us  linked  linked_event_failed
            transfer  t8  bank -> bank   5  imported  time created t6 + 600 us          accounts_must_be_different
            transfer  t8  bank -> alice  5  imported  time created t6 + 1 ns            created
            """, TWO_PHASE, IMPORTED);
    }

    @Test
    void anImportedPostOfAnExpiringHoldGoesByItsOwnDecisionTime() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  bank -> alice  5  timeout 2 s                       created
            hold      h2  bank -> alice  5  timeout 2 s                       created
            post      p1  h1  imported  time created h2 + 1 ns                created 5
            at        expires h2
            # Its own time stamp lies before the hold's end; what counts is when it is decided.
            post      p2  h2  imported  time created p1 + 1 ns                pending_transfer_expired
            pulse     expires h2
            """, TWO_PHASE, IMPORTED);
    }
}
