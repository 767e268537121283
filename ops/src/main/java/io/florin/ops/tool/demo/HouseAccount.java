package io.florin.ops.tool.demo;

import java.util.UUID;

/**
 * The bank's own accounts, on the other side of whatever a customer does. A customer's account is a debt of the bank:
 * it grows by credits. The published data knows one currency, so one ledger holds them all.
 *
 * <pre>
 *   code  account             kind       debited when                  credited when
 *   211   cash                asset      cash is paid in               cash is paid out
 *   261   cards               asset      –                             cash is drawn with a card at a machine
 *   221   other banks         asset      money arrives from a bank     money leaves to another bank
 *   321   customers           liability  a customer pays or draws      a customer receives; one account each
 *   562   interest paid       expense    interest is credited          –
 *   604   fees                income     –                             a statement fee is taken
 *   662   overdraft interest  income     –                             interest on an overdraft is taken
 * </pre>
 *
 * Cards stand apart from cash because the machine's owner is paid later. No account has a limit: the bank's customers
 * have an overdraft, and the order within a day is not known.
 */
enum HouseAccount {
    CASH(211, "cash", "asset"),
    OTHER_BANKS(221, "other banks", "asset"),
    CARDS(261, "cards", "asset"),
    INTEREST_PAID(562, "interest paid", "expense"),
    FEES(604, "fees", "income"),
    OVERDRAFT_INTEREST(662, "overdraft interest", "income");

    /** Code of every customer's account. */
    static final int CUSTOMER_CODE = 321;

    private final int code;
    private final String title;
    private final String kind;

    HouseAccount(int code, String title, String kind) {
        this.code = code;
        this.title = title;
        this.kind = kind;
    }

    int code() {
        return code;
    }

    String title() {
        return title;
    }

    /** Asset, expense or income. */
    String kind() {
        return kind;
    }

    UUID id() {
        return account().id();
    }

    BookAccount account() {
        return BookAccount.house(code);
    }
}
