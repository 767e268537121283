package io.florin.ledger.model;

import org.junit.jupiter.api.Test;

/** {@code create_accounts} as tables: precedence, retries, chains, imports. */
final class AccountTablesTest {
    @Test
    void eachLineRepairsTheFaultAboveAndMeetsTheNextRefusal() {
        Tables.run("""
            request
                account  a0  time now  debits_pending 5  version 1  flags 64  code 0  linked  linked_event_chain_open
            account  a0    time 1  debits_pending 5  version 1  flags 64  code 0       timestamp_must_be_zero
            account  a0    debits_pending 5  version 1  flags 64  code 0               reserved_field
            account  a0    debits_pending 5  frozen 1   flags 64  code 0               reserved_field
            account  a0    debits_pending 5  reason 1   flags 64  code 0               reserved_field
            account  a0    debits_pending 5  debit_allowance 1   flags 64  code 0      reserved_field
            account  a0    debits_pending 5  credit_allowance 1  flags 64  code 0      reserved_field
            account  a0    debits_pending 5  flags 64  code 0                          reserved_flag
            account  a0    debits_pending 5  flags 32768  code 0                       reserved_flag
            account  a0    debits_pending 5  flags 6  code 0                           id_must_not_be_zero
            account  amax  debits_pending 5  flags 6  code 0                           id_must_not_be_int_max
            account  a1    debits_pending 5  debits_posted 5  flags 6  code 0          flags_are_mutually_exclusive
            account  a1    debits_pending 5  debits_posted 5  credits_pending 5  credits_posted 5  code 0 \
             debits_pending_must_be_zero
            account  a1    debits_posted 5  credits_pending 5  credits_posted 5  code 0  debits_posted_must_be_zero
            account  a1    credits_pending 5  credits_posted 5  code 0                 credits_pending_must_be_zero
            account  a1    credits_posted 5  code 0                                    credits_posted_must_be_zero
            account  a1    code 0  debit_allowance -1                                  ledger_must_not_be_zero
            account  a1    ledger 978  code 0  debit_allowance -1                      code_must_not_be_zero
            account  a1    ledger 978  debit_allowance -1                              amount_out_of_range
            account  a1    ledger 978                                                  created
            account  a1    ledger 978                                                  exists
            """);
    }

    @Test
    void aRetryComparesFieldByFieldInThisOrder() {
        Tables.run("""
            account  a1  ledger 978  code 7  user128 1  user64 2  user32 3  history          created
            account  a1  ledger 840  code 8  user128 9  user64 9  user32 9                   exists_with_different_flags
            account  a1  ledger 840  code 8  user128 9  user64 9  user32 9  history  exists_with_different_user_data_128
            account  a1  ledger 840  code 8  user128 1  user64 9  user32 9  history  exists_with_different_user_data_64
            account  a1  ledger 840  code 8  user128 1  user64 2  user32 9  history  exists_with_different_user_data_32
            account  a1  ledger 840  code 8  user128 1  user64 2  user32 3  history  exists_with_different_ledger
            account  a1  ledger 978  code 8  user128 1  user64 2  user32 3  history  exists_with_different_code
            account  a1  ledger 978  code 7  user128 1  user64 2  user32 3  history  exists
            # What must be zero at creation is asked after the id.
            account  a1  ledger 978  code 7  user128 1  user64 2  user32 3  history  debits_posted 5  exists
            """);
    }

    @Test
    void aChainStandsOrFallsAsOne() {
        Tables.run("""
            account  a1  ledger 978  linked           linked_event_failed
            account  a2  ledger 978  linked           linked_event_failed
            account  a3  ledger 0    linked           ledger_must_not_be_zero
            account  a4  ledger 978                   linked_event_failed
            balance  a1  hidden
            balance  a4  hidden
            account  a1  ledger 978  linked           linked_event_failed
            account  a1  ledger 978  linked           exists
            account  a2  ledger 978                   linked_event_failed
            account  a1  ledger 978  linked           created
            account  a2  ledger 978                   created
            # Still open at the end: said by the last event, and asked before whether the chain is broken already.
            request
                account  a5  ledger 978  linked       linked_event_failed
                account  a6  ledger 978  linked       linked_event_chain_open
            request
                account  a5  ledger 0    linked       ledger_must_not_be_zero
                account  a6  ledger 978  linked       linked_event_failed
                account  a7  ledger 978  linked       linked_event_chain_open
            # Two chains in one request do not touch each other.
            request
                account  b1  ledger 978  linked       linked_event_failed
                account  b2  code 0                   ledger_must_not_be_zero
                account  b3  ledger 978  linked       created
                account  b4  ledger 978               created
                account  b5  ledger 978               created
            """);
    }

    @Test
    void importedAccountsCarryTheirOwnTime() {
        Tables.run("""
            account  a1  ledger 978  imported  time 0                         imported_event_timestamp_out_of_range
            account  a1  ledger 978  imported  time -1                        imported_event_timestamp_out_of_range
            # The next request is decided one millisecond from now.
            account  a1  ledger 978  imported  time now + 1 ms  imported_event_timestamp_must_not_advance
            account  a1  ledger 978  imported  time max         imported_event_timestamp_must_not_advance
            account  a1  ledger 978  imported  time now - 2 days              created
            account  a2  ledger 978  imported  time created a1                imported_event_timestamp_must_not_regress
            account  a2  ledger 978  imported  time created a1 - 1 ns         imported_event_timestamp_must_not_regress
            account  a2  ledger 978  imported  time created a1 + 1 ns         created
            account  a1  ledger 978  imported  time now - 9 days              exists
            # The first event decides for all.
            request
                account  a3  ledger 978  imported  time now - 1 days          created
                account  a4  ledger 978                                       imported_event_expected
            request
                account  a5  ledger 978                                       created
                account  a6  ledger 978  imported  time now - 1 ns            imported_event_not_expected
            account  a7  ledger 978  imported  time now - 1 ns                imported_event_timestamp_must_not_regress
            account  a7  ledger 978  imported  time created a5                imported_event_timestamp_must_not_regress
            account  a7  ledger 978  imported  time created a5 + 1 ns         created
            # What a broken chain had stored does not count as the last.
            account  a8  ledger 978  imported  time created a7 + 500 us  linked  linked_event_failed
            account  a9  ledger 0    imported  time created a7 + 501 us          ledger_must_not_be_zero
            account  a9  ledger 978  imported  time created a7 + 1 ns            created
            """);
    }

    @Test
    void theLastPlaceIsGivenOnce() {
        Tables.run("""
            genesis  accounts 3
            account  a1  ledger 978              created
            account  a2  ledger 978  linked      linked_event_failed
            account  a3  ledger 978  linked      linked_event_failed
            account  a4  ledger 978              accounts_full
            account  a2  ledger 978              created
            account  a3  ledger 978              created
            account  a4  ledger 978              accounts_full
            account  a4  ledger 0                ledger_must_not_be_zero
            account  a3  ledger 978              exists
            """);
    }
}
