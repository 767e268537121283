package io.florin.ops.tool.demo;

import static io.florin.ops.tool.demo.HouseAccount.CARDS;
import static io.florin.ops.tool.demo.HouseAccount.CASH;
import static io.florin.ops.tool.demo.HouseAccount.FEES;
import static io.florin.ops.tool.demo.HouseAccount.INTEREST_PAID;
import static io.florin.ops.tool.demo.HouseAccount.OTHER_BANKS;
import static io.florin.ops.tool.demo.HouseAccount.OVERDRAFT_INTEREST;

import java.util.Optional;

/**
 * What a line of the bank's history is about: the whole vocabulary of the published data set, and where each is booked.
 * The house account says where money comes from or goes to, the code of the transfer says why.
 */
enum Business {
    CASH_DEPOSIT(10, true, "VKLAD", "", CASH),
    TRANSFER_IN(20, true, "PREVOD Z UCTU", "", OTHER_BANKS),
    PENSION(21, true, "PREVOD Z UCTU", "DUCHOD", OTHER_BANKS),
    INTEREST(30, true, "", "UROK", INTEREST_PAID),
    CASH_WITHDRAWAL(40, false, "VYBER", "", CASH),
    CARD_WITHDRAWAL(41, false, "VYBER KARTOU", "", CARDS),
    HOUSEHOLD_IN_CASH(42, false, "VYBER", "SIPO", CASH),
    STATEMENT_FEE(50, false, "VYBER", "SLUZBY", FEES),
    INTEREST_ON_OVERDRAFT(51, false, "VYBER", "SANKC. UROK", OVERDRAFT_INTEREST),
    TRANSFER_OUT(60, false, "PREVOD NA UCET", "", OTHER_BANKS),
    HOUSEHOLD(61, false, "PREVOD NA UCET", "SIPO", OTHER_BANKS),
    INSURANCE(62, false, "PREVOD NA UCET", "POJISTNE", OTHER_BANKS),
    LOAN_PAYMENT(63, false, "PREVOD NA UCET", "UVER", OTHER_BANKS);

    private final int code;
    private final boolean isCredit;
    private final String operation;
    private final String symbol;
    private final HouseAccount house;

    Business(int code, boolean isCredit, String operation, String symbol, HouseAccount house) {
        this.code = code;
        this.isCredit = isCredit;
        this.operation = operation;
        this.symbol = symbol;
        this.house = house;
    }

    /** By what the columns say; empty if no bookkeeper would know where to put it. */
    static Optional<Business> of(boolean isCredit, String operation, String symbol) {
        for (Business business : values()) {
            if (business.isCredit == isCredit
                    && business.operation.equals(operation)
                    && business.symbol.equals(symbol.strip())) return Optional.of(business);
        }
        return Optional.empty();
    }

    /** Of the transfer. */
    int code() {
        return code;
    }

    HouseAccount house() {
        return house;
    }

    /** One line of the chart for {@code --help}. */
    String line() {
        String type = isCredit ? "PRIJEM" : "VYDAJ";
        return String.format(
                "  %-2d  %-6s  %-14s  %-11s  %s",
                code,
                type,
                operation,
                symbol,
                isCredit ? house.title() + " -> customer" : "customer -> " + house.title());
    }
}
