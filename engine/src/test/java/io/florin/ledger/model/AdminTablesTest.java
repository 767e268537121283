package io.florin.ledger.model;

import static io.florin.ledger.model.Feature.ALLOWANCES;
import static io.florin.ledger.model.Feature.CAPACITIES;
import static io.florin.ledger.model.Feature.DEADLINES;
import static io.florin.ledger.model.Feature.FREEZE;
import static io.florin.ledger.model.Feature.GRANTS;
import static io.florin.ledger.model.Feature.REQUEST_KEYS;
import static io.florin.ledger.model.Feature.TWO_PHASE;

import org.junit.jupiter.api.Test;

/** LEDGER.md, section 7, as tables: allowances, freeze, deadlines, request keys, grants, capacities. */
final class AdminTablesTest {
    @Test
    void anAllowanceMovesTheLimitAtRunTime() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            account   bob    ledger 978  credits_must_not_exceed_debits
            limits    alice  debit -1   version 7         amount_out_of_range
            limits    alice  credit -1  version 7         amount_out_of_range
            limits    alice  debit 50   version 1         version_mismatch
            limits    alice  debit 50   version 0         applied
            limits    alice  debit 50   version 0         version_mismatch
            transfer  t1  alice -> bank  51               exceeds_credits
            hold      h1  alice -> bank  50               created
            transfer  t2  alice -> bank  1                exceeds_credits
            # Less between hold and post: posting never asks again.
            limits    alice  debit 0    version 1         applied
            transfer  t3  alice -> bank  0                exceeds_credits
            post      p1  h1                              created 50
            transfer  t4  bank -> alice  50               created
            transfer  t5  alice -> bank  0                created
            limits    bob    credit 9   version 0         applied
            transfer  t6  bank -> bob    10               exceeds_debits
            transfer  t7  bank -> bob    9                created
            limits    alice  debit max  credit max  version 2  applied
            transfer  t8  alice -> bank  9_223_372_036_854_775_757  created
            """, TWO_PHASE, ALLOWANCES);
    }

    @Test
    void aFrozenSideTakesVoidsOnly() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            hold      h1  alice -> bank  5                created
            hold      h2  bank -> alice  5                created
            hold      h3  alice -> bank  5  timeout 5 s   created
            freeze    alice  debits  reason 12            applied
            balance   alice  debits 10/0  credits 5/0  debits_frozen
            transfer  t1  alice -> bank  0                debit_account_frozen
            transfer  t2  bank -> alice  1                created
            post      p1  h1                              debit_account_frozen
            post      p2  h2  1                           created 1
            void      v1  h1                              created 5
            freeze    alice  credits                      applied
            transfer  t3  alice -> bank  1                created
            transfer  t4  bank -> alice  1                credit_account_frozen
            freeze    alice  debits  credits              applied
            freeze    bank   debits  credits              applied
            transfer  t5  alice -> bank  1                debit_account_frozen
            wait      5 s
            pulse     expires h3
            freeze    alice  bits 4                       reserved_flag
            freeze    alice  nothing                      applied
            balance   alice  debits 0/1  credits 0/2  free
            transfer  t6  alice -> bank  1                credit_account_frozen
            transfer  t5  alice -> bank  1                id_already_failed
            """, TWO_PHASE, FREEZE);
    }

    @Test
    void aRequestThatComesTooLateDoesNothing() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            at  start + 10 s
            request  not_after start + 10 s - 1 ns
                transfer  t1  bank -> alice  1        deadline_exceeded
                transfer  t9  bank -> alice  1        deadline_exceeded
            outcome   t1  unknown
            at  start + 20 s
            request  not_after start + 20 s
                transfer  t1  bank -> alice  1        created
            request  not_after start
                account   bob  ledger 978             deadline_exceeded
            balance   bob  hidden
            """, DEADLINES);
    }

    @Test
    void theSameKeyGetsTheStoredReply() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978  debits_must_not_exceed_credits
            request  key k1  body 7
                transfer  t1  bank  -> alice  5        created 5
                transfer  t2  alice -> bank   9        exceeds_credits
            # Not `exists` and `id_already_failed`: the reply as it was, even after its deadline.
            request  key k1  body 7  not_after start
                transfer  t1  bank  -> alice  5        created
                transfer  t2  alice -> bank   9        exceeds_credits
            request  key k1  body 8
                transfer  t3  bank  -> alice  5        key_reused
            outcome   t3  unknown
            request  key k2  body 8
                transfer  t3  bank  -> alice  5        created
            # Under no key the ids alone decide.
            transfer  t1  bank -> alice  5             exists
            # A reply that was never given is not stored.
            request  key k3  body 9  not_after start
                transfer  t4  bank  -> alice  5        deadline_exceeded
            request  key k3  body 9
                transfer  t4  bank  -> alice  5        created
            # Stored as long as ids are remembered.
            wait  23 h
            request  key k2  body 8
                transfer  t3  bank  -> alice  5        created
            wait  2 h
            request  key k2  body 8
                transfer  t3  bank  -> alice  5        id_too_old
            """, REQUEST_KEYS, DEADLINES);
    }

    @Test
    void rightsAreDecidedByWhatWasGranted() {
        Tables.run("""
            account   bank   ledger 978
            account   alice  ledger 978
            account   euro   ledger 840
            account   cent   ledger 840
            transfer  t9  bank -> alice  5                created
            as 2
            account   bob    ledger 978                   not_granted
            account   bob    ledger 978  code 0           not_granted
            transfer  t9  bank -> alice  5                not_granted
            balance   alice  hidden
            outcome   t9  unknown
            as 1
            grant     2  978  read post                   applied
            as 2
            account   bob    ledger 978                   created
            transfer  t9  bank -> alice  5                exists
            outcome   t9  created
            transfer  t1  bank -> alice  5                created
            transfer  t2  euro -> cent   5                not_granted
            balance   euro  hidden
            hold      h1  bank -> alice  5                created
            post      p1  h1                              created
            limits    alice  debit 1  version 0           not_granted
            as 1
            hold      h2  euro -> cent  7                 created
            as 2
            # A post that names no ledger is asked for that of its hold.
            post      p2  h2                              not_granted
            post      p2  h2  ledger 840                  not_granted
            post      p3  h9                              pending_transfer_not_found
            as 1
            grant     2  all  read                        applied
            grant     2  978  nothing                     applied
            as 2
            balance   cent  debits 0/0  credits 7/0
            transfer  t3  bank -> alice  5                not_granted
            """, TWO_PHASE, GRANTS, ALLOWANCES);
    }

    @Test
    void capacitiesGrowByCommand() {
        Tables.run("""
            genesis   accounts 1
            account   bank   ledger 978                   created
            account   alice  ledger 978                   accounts_full
            capacities  accounts 2                        applied
            account   alice  ledger 978                   created
            account   bob    ledger 978                   accounts_full
            """, CAPACITIES);
    }
}
