package io.florin.projection;

import java.util.Locale;

/**
 * Tables that are written, with their columns in the order in which rows are sent, and those that order an export.
 */
enum ReadTable {
    MOVEMENTS(
            "recorded_at, sequence, timestamp_ns, amount, released, ledger, transfer_id, debit_account_id,"
                    + " credit_account_id, debit_debits_pending, debit_debits_posted, debit_credits_pending,"
                    + " debit_credits_posted, credit_debits_pending, credit_debits_posted, credit_credits_pending,"
                    + " credit_credits_posted, part, code, flags, kind, timeout, hold_id, user_data_128, user_data_64,"
                    + " user_data_32",
            "sequence, part"),
    REFUSALS(
            "recorded_at, sequence, subject, subject_id, status, reason, ledger, code, flags, amount,"
                    + " debit_account_id, credit_account_id",
            "sequence"),
    LEDGERS("ledger, first_sequence, recorded_at", "ledger"),
    ACCOUNTS(
            "account_id, sequence, recorded_at, timestamp_ns, ledger, code, flags, user_data_128, user_data_64,"
                    + " user_data_32",
            "sequence"),
    ACCOUNT_LIMITS(
            "account_id, version, sequence, recorded_at, debit_allowance, credit_allowance", "sequence, account_id"),
    ACCOUNT_STATUSES("account_id, sequence, recorded_at, frozen, reason", "sequence, account_id"),
    GRANTS("sequence, recorded_at, principal, ledger, rights", "sequence"),
    EPOCHS("epoch, sequence, recorded_at, node, life, mode, torn_bytes", "epoch"),
    CLOSED_DAYS("ledger, day, sequence, recorded_at", "sequence, ledger"),
    OPEN_HOLDS(
            "hold_id, sequence, recorded_at, timestamp_ns, expires_ns, group_id, debit_account_id,"
                    + " credit_account_id, ledger, code, flags, amount, held, user_data_128, user_data_64,"
                    + " user_data_32",
            "sequence, hold_id"),
    OPENING_BALANCES(
            "account_id, sequence, debits_pending, debits_posted, credits_pending, credits_posted", "account_id");

    private final String columns;
    private final String order;

    ReadTable(String columns, String order) {
        this.columns = columns;
        this.order = order;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    String columns() {
        return columns;
    }

    int fields() {
        return columns.split(",", -1).length;
    }

    /** Whether rows lie in pieces by time. */
    boolean isPartitioned() {
        return this == MOVEMENTS || this == REFUSALS;
    }

    /** To put rows into this table or one piece of it. */
    String copyInto(String table) {
        return "copy " + table + " (" + columns + ") from stdin (format binary)";
    }

    /** All rows as text, in an order that does not depend on how they came. */
    String copyOut() {
        return "copy (select " + columns + " from " + table() + " order by " + order
                + ") to stdout (format csv, header)";
    }
}
