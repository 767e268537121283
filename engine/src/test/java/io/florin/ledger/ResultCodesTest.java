package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Numbers and order are promises to clients: this is LEDGER.md, sections 4 and 5, written out once more. */
class ResultCodesTest {
    private static final String ACCOUNTS = """
            created 0 · key_reused 208 · deadline_exceeded 202 · linked_event_chain_open 2 · linked_event_failed 1
            imported_event_expected 22 · imported_event_not_expected 23 · timestamp_must_be_zero 3
            imported_event_timestamp_out_of_range 24 · imported_event_timestamp_must_not_advance 25
            reserved_field 4 · reserved_flag 5 · id_must_not_be_zero 6 · id_must_not_be_int_max 7 · not_granted 209
            exists_with_different_flags 15 · exists_with_different_user_data_128 16
            exists_with_different_user_data_64 17 · exists_with_different_user_data_32 18
            exists_with_different_ledger 19 · exists_with_different_code 20 · exists 21
            flags_are_mutually_exclusive 8 · debits_pending_must_be_zero 9 · debits_posted_must_be_zero 10
            credits_pending_must_be_zero 11 · credits_posted_must_be_zero 12 · ledger_must_not_be_zero 13
            code_must_not_be_zero 14 · amount_out_of_range 201 · imported_event_timestamp_must_not_regress 26
            accounts_full 200
            """;
    private static final String TRANSFERS = """
            created 0 · key_reused 208 · deadline_exceeded 202 · linked_event_chain_open 2 · linked_event_failed 1
            imported_event_expected 56 · imported_event_not_expected 57 · timestamp_must_be_zero 3
            imported_event_timestamp_out_of_range 58 · imported_event_timestamp_must_not_advance 59
            reserved_flag 4 · id_must_not_be_zero 5 · id_must_not_be_int_max 6 · id_too_old 203 · id_in_future 204
            not_granted 209 · exists_with_different_flags 36 · exists_with_different_pending_id 40
            exists_with_different_timeout 44 · exists_with_different_debit_account_id 37
            exists_with_different_credit_account_id 38 · exists_with_different_amount 39
            exists_with_different_user_data_128 41 · exists_with_different_user_data_64 42
            exists_with_different_user_data_32 43 · exists_with_different_ledger 67 · exists_with_different_code 45
            exists 46 · id_already_failed 68 · flags_are_mutually_exclusive 7 · debit_account_id_must_not_be_zero 8
            debit_account_id_must_not_be_int_max 9 · credit_account_id_must_not_be_zero 10
            credit_account_id_must_not_be_int_max 11 · accounts_must_be_different 12 · pending_id_must_be_zero 13
            pending_id_must_not_be_zero 14 · pending_id_must_not_be_int_max 15 · pending_id_must_be_different 16
            timeout_reserved_for_pending_transfer 17 · closing_transfer_must_be_pending 64 · ledger_must_not_be_zero 19
            code_must_not_be_zero 20 · amount_out_of_range 201 · debit_account_not_found 21ᵀ
            credit_account_not_found 22ᵀ · accounts_must_have_the_same_ledger 23
            transfer_must_have_the_same_ledger_as_accounts 24 · pending_transfer_not_found 25ᵀ
            pending_transfer_not_pending 26 · pending_transfer_has_different_debit_account_id 27
            pending_transfer_has_different_credit_account_id 28 · pending_transfer_has_different_ledger 29
            pending_transfer_has_different_code 30 · exceeds_pending_transfer_amount 31
            pending_transfer_has_different_amount 32 · pending_transfer_already_posted 33
            pending_transfer_already_voided 34 · pending_transfer_expired 35 · too_many_legs 215
            imported_event_timestamp_must_not_regress 60 · imported_event_timestamp_must_postdate_debit_account 61
            imported_event_timestamp_must_postdate_credit_account 62 · imported_event_timeout_must_be_zero 63
            debit_account_already_closed 65ᵀ · credit_account_already_closed 66ᵀ · debit_account_frozen 205ᵀ
            credit_account_frozen 206ᵀ · overflows_debits_pending 47 · overflows_credits_pending 48
            overflows_debits_posted 49 · overflows_credits_posted 50 · overflows_debits 51 · overflows_credits 52
            overflows_timeout 53 · exceeds_credits 54ᵀ · exceeds_debits 55ᵀ · transfers_full 207
            """;

    @Test
    void ofCreateAccounts() {
        List<String> declared = Arrays.stream(CreateAccountResult.values())
                .map(result -> result.label() + " " + result.code())
                .toList();
        assertEquals(lines(ACCOUNTS), String.join("\n", declared));
    }

    @Test
    void ofCreateTransfers() {
        List<String> declared = Arrays.stream(CreateTransferResult.values())
                .map(result -> result.label() + " " + result.code() + (result.isTransient() ? "ᵀ" : ""))
                .toList();
        assertEquals(lines(TRANSFERS), String.join("\n", declared));
    }

    @Test
    void ofTheLedgersOwnCommands() {
        assertEquals(
                "applied 0, key_reused 208, deadline_exceeded 202, account_not_found 211, not_granted 209,"
                        + " amount_out_of_range 201, version_mismatch 210",
                Arrays.stream(LimitsResult.values())
                        .map(result -> result.label() + " " + result.code())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "applied 0, key_reused 208, deadline_exceeded 202, account_not_found 211, not_granted 209,"
                        + " reserved_flag 5",
                Arrays.stream(StatusResult.values())
                        .map(result -> result.label() + " " + result.code())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "applied 0, key_reused 208, deadline_exceeded 202, not_granted 209, reserved_flag 5, grants_full 212,"
                        + " capacity_out_of_range 213, feature_level_out_of_range 214, date_out_of_range 216,"
                        + " date_in_future 217, ledger_not_found 218, day_already_closed 219, closed_days_full 220",
                Arrays.stream(AdminResult.values())
                        .map(result -> result.label() + " " + result.code())
                        .collect(Collectors.joining(", ")));
    }

    private static String lines(String table) {
        return Arrays.stream(table.split("[·\n]"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
