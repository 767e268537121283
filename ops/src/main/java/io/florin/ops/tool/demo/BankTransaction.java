package io.florin.ops.tool.demo;

/**
 * One line of the bank's history.
 *
 * @param transactionId the bank's own, unique in the file.
 * @param date as yyyymmdd.
 * @param isCredit whether the customer's account grows.
 * @param amountMinor haléř, above zero.
 */
record BankTransaction(
        long transactionId, int accountId, int date, boolean isCredit, Business business, long amountMinor) {}
