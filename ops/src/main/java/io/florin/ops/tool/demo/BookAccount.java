package io.florin.ops.tool.demo;

import java.util.UUID;

/**
 * An account to create.
 *
 * @param id made from the number, so that a second reader of the same input finds the same account.
 * @param number of the customer, or the code of a house account.
 * @param code in the chart of accounts, see {@link HouseAccount}.
 */
record BookAccount(UUID id, long number, int code) {
    private static final long HOUSE = 1;
    private static final long CUSTOMER = 2;

    static BookAccount house(int code) {
        return new BookAccount(new UUID(HOUSE, code), code, code);
    }

    static BookAccount customer(long number) {
        return new BookAccount(new UUID(CUSTOMER, number), number, HouseAccount.CUSTOMER_CODE);
    }

    /** By the id alone. */
    static boolean isCustomer(UUID id) {
        return id.getMostSignificantBits() == CUSTOMER;
    }

    boolean isCustomer() {
        return code == HouseAccount.CUSTOMER_CODE;
    }
}
