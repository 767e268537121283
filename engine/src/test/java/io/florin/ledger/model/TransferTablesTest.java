package io.florin.ledger.model;

import org.junit.jupiter.api.Test;

/** Single-phase transfers as tables: precedence, retries, burnt ids, chains, limits, overflow. */
final class TransferTablesTest {
    @Test
    void eachLineRepairsTheFaultAboveAndMeetsTheNextRefusal() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            account   bob    ledger 978  credits_must_not_exceed_debits
            account   euro   ledger 840
            id  early  now - 24 h - 1 s
            id  late   now + 301 s

            request
                transfer  t0  a0 -> a0  -1  ledger 0  code 0  flags 512  time 5  linked   linked_event_chain_open
            transfer  t0     a0     -> a0     -1   ledger 0  code 0  flags 512  time 5    timestamp_must_be_zero
            transfer  t0     a0     -> a0     -1   ledger 0  code 0  flags 512            reserved_flag
            transfer  t0     a0     -> a0     -1   ledger 0  code 0                       id_must_not_be_zero
            transfer  tmax   a0     -> a0     -1   ledger 0  code 0                       id_must_not_be_int_max
            transfer  early  a0     -> a0     -1   ledger 0  code 0                       id_too_old
            transfer  late   a0     -> a0     -1   ledger 0  code 0                       id_in_future
            transfer  t1     a0     -> a0     -1   pending_id x  ledger 0  code 0   debit_account_id_must_not_be_zero
            transfer  t1     amax   -> a0     -1   pending_id x  ledger 0  code 0   debit_account_id_must_not_be_int_max
            transfer  t1     nobody -> a0     -1   pending_id x  ledger 0  code 0   credit_account_id_must_not_be_zero
            transfer  t1     nobody -> amax   -1   pending_id x  ledger 0  code 0  credit_account_id_must_not_be_int_max
            transfer  t1     nobody -> nobody -1   pending_id x  ledger 0  code 0         accounts_must_be_different
            transfer  t1     nobody -> noone  -1   pending_id x  ledger 0  code 0         pending_id_must_be_zero
            transfer  t1     nobody -> noone  -1   timeout 1 s  ledger 0  code 0   timeout_reserved_for_pending_transfer
            transfer  t1     nobody -> noone  -1   ledger 0  code 0                       ledger_must_not_be_zero
            transfer  t1     nobody -> noone  -1   ledger 999  code 0                     code_must_not_be_zero
            transfer  t1     nobody -> noone  -1   ledger 999                             amount_out_of_range
            transfer  t1     nobody -> noone  400  ledger 999                             debit_account_not_found
            transfer  t2     alice  -> noone  400  ledger 999                             credit_account_not_found
            transfer  t3     alice  -> euro   400  ledger 999                    accounts_must_have_the_same_ledger
            transfer  t3     alice  -> bob    400  ledger 999             transfer_must_have_the_same_ledger_as_accounts
            transfer  t3     alice  -> bob    400                                         exceeds_credits
            transfer  t4     bank   -> bob    400                                         exceeds_debits
            transfer  t5     bank   -> alice  400                                         created 400
            transfer  t5     bank   -> alice  400                                         exists
            balance   bank   debits 0/400  credits 0/0
            balance   alice  debits 0/0    credits 0/400
            """);
    }

    @Test
    void aRetryComparesFieldByFieldInThisOrder() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            transfer  t1  bank -> alice  400  code 3  user128 1  user64 2  user32 3   created
            transfer  t1  b    -> a      401  code 4  ledger 9  timeout 9 s  linked  exists_with_different_flags
            transfer  t2  bank -> alice  400                                          linked_event_failed
            transfer  t1  b    -> a      401  code 4  user128 9  user32 9  ledger 9  timeout 9 s  pending_id x \
             exists_with_different_pending_id
            transfer  t1  b    -> a      401  code 4  user128 9  user64 9  user32 9  ledger 9  timeout 9 s \
             exists_with_different_timeout
            transfer  t1  b    -> a      401  code 4  user128 9  user64 9  user32 9  ledger 9 \
             exists_with_different_debit_account_id
            transfer  t1  bank -> a      401  code 4  user128 9  user64 9  user32 9  ledger 9 \
             exists_with_different_credit_account_id
            transfer  t1  bank -> alice  401  code 4  user128 9  user64 9  user32 9  ledger 9 \
             exists_with_different_amount
            transfer  t1  bank -> alice  400  code 4  user128 9  user64 9  user32 9  ledger 9 \
             exists_with_different_user_data_128
            transfer  t1  bank -> alice  400  code 4  user128 1  user64 9  user32 9  ledger 9 \
             exists_with_different_user_data_64
            transfer  t1  bank -> alice  400  code 4  user128 1  user64 2  user32 9  ledger 9 \
             exists_with_different_user_data_32
            transfer  t1  bank -> alice  400  code 4  user128 1  user64 2  user32 3  ledger 9 \
             exists_with_different_ledger
            transfer  t1  bank -> alice  400  code 4  user128 1  user64 2  user32 3   exists_with_different_code
            transfer  t1  bank -> alice  400  code 3  user128 1  user64 2  user32 3   exists
            balance   alice  debits 0/0  credits 0/400
            """);
    }

    @Test
    void aTransientRefusalBurnsTheIdAndNoOtherDoes() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            transfer  t1  alice -> bank   5  exceeds_credits
            outcome   t1  exceeds_credits
            transfer  t2  bank  -> alice  5  created
            transfer  t1  alice -> bank   5  id_already_failed
            # The body of the second attempt does not matter, but what is asked before the id does.
            transfer  t1  bank  -> alice  1  id_already_failed
            transfer  t1  bank  -> bank  -1  code 0  id_already_failed
            transfer  t1  bank  -> alice  1  flags 1024  reserved_flag
            outcome   t1  exceeds_credits
            transfer  t3  nobody -> alice 5  debit_account_not_found
            transfer  t4  bank -> nobody  5  credit_account_not_found
            transfer  t3  bank -> alice   5  id_already_failed
            transfer  t4  bank -> alice   5  id_already_failed
            transfer  t5  bank -> alice   5  ledger 1  transfer_must_have_the_same_ledger_as_accounts
            outcome   t5  unknown
            transfer  t5  bank -> alice   5  created
            outcome   t5  created 5
            # An account may have the id of a transfer.
            id        t6  account alice
            account   nobody  ledger 978
            transfer  t3  nobody -> alice  5  id_already_failed
            """);
    }

    @Test
    void aChainStandsOrFallsAsOne() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            account   bob    ledger 978
            # Money that is still in the chain counts, in order.
            transfer  t1  alice -> bob    5  linked   exceeds_credits
            transfer  t2  bank  -> alice  5           linked_event_failed
            transfer  t1  bank  -> alice  5           id_already_failed
            outcome   t2  unknown
            transfer  t2  bank  -> alice  5  linked   created
            transfer  t3  alice -> bob    5           created
            balance   alice  debits 0/5  credits 0/5
            # The breaker burns its id although all else is undone; the others are free again.
            transfer  t4  bank  -> alice  7  linked   linked_event_failed
            transfer  t5  alice -> bob    7  linked   linked_event_failed
            transfer  t6  alice -> bob    1  linked   exceeds_credits
            transfer  t7  bank  -> alice  1           linked_event_failed
            balance   alice  debits 0/5  credits 0/5
            outcome   t6  exceeds_credits
            outcome   t4  unknown
            transfer  t6  bank  -> alice  1           id_already_failed
            transfer  t4  bank  -> alice  7           created
            transfer  t7  bank  -> alice  1           created
            # An id of the same chain exists, which breaks it.
            transfer  t8  bank  -> alice  1  linked   linked_event_failed
            transfer  t8  bank  -> alice  1  linked   exists
            transfer  t9  bank  -> alice  1           linked_event_failed
            # Open at the end.
            request
                transfer  t8  bank -> alice  1  linked  linked_event_failed
                transfer  t9  bank -> alice  1  linked  linked_event_chain_open
            request
                transfer  t8  bank -> bank   1  linked  accounts_must_be_different
                transfer  t9  bank -> alice  1  linked  linked_event_chain_open
            request
                transfer  t8  bank -> alice  1          created
                transfer  t9  bank -> alice  1  linked  linked_event_chain_open
            outcome   t9  unknown
            balance   bank  debits 0/14  credits 0/0
            """);
    }

    @Test
    void limitsRefuseOneMinorUnitTooMuch() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            account   bob    ledger 978  credits_must_not_exceed_debits
            transfer  t1  alice -> bank   0    created 0
            transfer  t2  bank  -> alice  100  created
            transfer  t3  alice -> bank   101  exceeds_credits
            transfer  t4  alice -> bank   100  created
            transfer  t5  alice -> bank   1    exceeds_credits
            transfer  t6  bank  -> bob    1    exceeds_debits
            transfer  t7  bob   -> bank   50   created
            transfer  t8  bank  -> bob    51   exceeds_debits
            transfer  t9  bank  -> bob    50   created
            # Both limits at once: the debit side is asked first.
            transfer  u1  alice -> bob    1    exceeds_credits
            transfer  u2  bank  -> alice  1    created
            transfer  u3  alice -> bob    1    exceeds_debits
            """);
    }

    @Test
    void sumsAreRefusedBeforeTheyWrap() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   bob    ledger 978  debits_must_not_exceed_credits
            transfer  t1  bank  -> alice  max                        created 9_223_372_036_854_775_807
            transfer  t2  bank  -> alice  1                          overflows_debits_posted
            transfer  t3  bank  -> bob    1                          overflows_debits_posted
            transfer  t4  bob   -> alice  1                          overflows_credits_posted
            transfer  t5  alice -> bob    9_223_372_036_854_775_806  created
            transfer  t6  bob   -> alice  0                          created 0
            transfer  t7  alice -> bob    2                          overflows_debits_posted
            transfer  t7  alice -> bob    1                          created
            transfer  t8  bob   -> bank   max                        created
            transfer  t9  bank  -> alice  min                        amount_out_of_range
            transfer  t9  bank  -> alice  0                          created
            balance   alice  debits 0/max  credits 0/max
            """);
    }

    @Test
    void theWindowOfIdsHasExactEdges() {
        Tables.run("""
            genesis   window 10 s
            account   bank   ledger 978
            account   alice  ledger 978
            # Ahead: exact to the nanosecond.
            id        t1  start + 400 s
            at        start + 100 s - 1 ns
            transfer  t1  bank -> alice  1                 id_in_future
            at        start + 100 s
            transfer  t1  bank -> alice  1                 created
            # Behind: whole seconds leave, as soon as all of one is older than the window.
            id        t2  start + 90 s
            id        t3  start + 90_999 ms
            id        t4  start + 91 s
            id        t5  start + 89_999 ms
            transfer  t5  bank -> alice  1                 id_too_old
            at        start + 101 s
            transfer  t3  bank -> alice  1                 id_too_old
            transfer  t2  bank -> alice  1                 id_too_old
            transfer  t4  bank -> alice  1                 created
            outcome   t2  too_old
            outcome   t5  too_old
            # The very same request gets a definite refusal later, never a second execution.
            id        t6  start + 109_999 ms
            id        t7  start + 110 s
            at        start + 110 s
            transfer  t6  bank -> alice  1                 created
            transfer  t7  bank -> alice  1                 created
            at        start + 120 s - 1 ns
            transfer  t6  bank -> alice  1                 exists
            at        start + 120 s
            transfer  t6  bank -> alice  1                 id_too_old
            outcome   t6  too_old
            transfer  t7  bank -> alice  1                 exists
            balance   bank  debits 0/4  credits 0/0
            """);
    }
}
