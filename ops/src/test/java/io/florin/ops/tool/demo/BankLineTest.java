package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BankLineTest {
    private static final String GOOD = "695247;2378;930101;\"PRIJEM\";\"VKLAD\";700.00;700.00;\"\";;";

    @Test
    void readsEveryFieldThatIsBooked() {
        assertEquals(
                new BankTransaction(695_247, 2_378, 19930101, true, Business.CASH_DEPOSIT, 70_000),
                BankLine.parse("f:2", GOOD));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1;2;931231;"PRIJEM";"";0.01;-0.10;"UROK";; | INTEREST | 1
            1;2;931231;"PRIJEM";"";0.01;-0.10;"UROK";"";"" | INTEREST | 1
            1;2;960229;"VYBER";"VYBER";4700.00;30597.60;"";; | CASH_WITHDRAWAL | 470000
            1;2;960229;"VYDAJ";"VYBER";4700.00;30597.60;" ";"";"0" | CASH_WITHDRAWAL | 470000
            1;2;960229;"VYDAJ";"VYBER";4700.00;30597.60;;; | CASH_WITHDRAWAL | 470000
            1;2;960229;"VYDAJ";"PREVOD NA UCET";272.00;15766.00;" ";"KL";"32849800" | TRANSFER_OUT | 27200
            1;2;960229;"VYDAJ";"PREVOD NA UCET";272.00;15766.00;"UVER";"KL";"32849800" | LOAN_PAYMENT | 27200
            1;2;960229;"VYDAJ";"VYBER";14.60;1.00;"SLUZBY";; | STATEMENT_FEE | 1460
            1;2;960229;"VYDAJ";"VYBER";0.10;1.00;"SANKC. UROK";; | INTEREST_ON_OVERDRAFT | 10
            1;2;960229;"VYDAJ";"VYBER";9999999999999.99;1.00;"";; | CASH_WITHDRAWAL | 999999999999999
            """)
    void understands(String line, Business business, long amountMinor) {
        BankTransaction transaction = BankLine.parse("f:2", line);
        assertEquals(business, transaction.business());
        assertEquals(amountMinor, transaction.amountMinor());
    }

    /** Each line breaks one field of a good one. */
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | must have 10 fields with ';' between: fields=1
            1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;""; | must have 10 fields with ';' between: fields=9
            1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";;; | must have 10 fields with ';' between: fields=11
            1;2;930101;"PRIJEM;VKLAD";7.00;7.00;"";; | must have 10 fields with ';' between: fields=9
            ;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a whole number above zero: trans_id=
            0;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a whole number above zero: trans_id=0
            -1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a whole number above zero: trans_id=-1
            "1";2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a whole number above zero: trans_id="1"
            9223372036854775808;2;930101;"PRIJEM";"VKLAD";1.00;1.00;"";; | \
            must be a whole number above zero: trans_id=9223372036854775808
            1;2a;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a whole number above zero: account_id=2a
            1;2147483648;930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | \
            must be a whole number above zero: account_id=2147483648
            1;2;19930101;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a date as YYMMDD: date=19930101
            1;2;930229;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a day that there was: date=930229
            1;2;931301;"PRIJEM";"VKLAD";7.00;7.00;"";; | must be a day that there was: date=931301
            1;2;930101;PRIJEM;"VKLAD";7.00;7.00;"";; | must be text in quotes: type=PRIJEM
            1;2;930101;"PRIJEM;"VKLAD";7.00;7.00;"";; | must have 10 fields with ';' between: fields=4
            1;2;930101;"PRIJEM"x;"VKLAD";7.00;7.00;"";; | must be text in quotes: type="PRIJEM"x
            1;2;930101;"";"VKLAD";7.00;7.00;"";; | must be "PRIJEM", "VYDAJ" or "VYBER": type=""
            1;2;930101;"prijem";"VKLAD";7.00;7.00;"";; | must be "PRIJEM", "VYDAJ" or "VYBER": type="prijem"
            1;2;930101;"PRIJEM";"VKLADY";7.00;7.00;"";; | is no word of this column: operation="VKLADY"
            1;2;930101;"PRIJEM";"VKLAD";7.0;7.00;"";; | must be a number with two decimals: amount=7.0
            1;2;930101;"PRIJEM";"VKLAD";7;7.00;"";; | must be a number with two decimals: amount=7
            1;2;930101;"PRIJEM";"VKLAD";7.000;7.00;"";; | must be a number with two decimals: amount=7.000
            1;2;930101;"PRIJEM";"VKLAD";7,00;7.00;"";; | must be a number with two decimals: amount=7,00
            1;2;930101;"PRIJEM";"VKLAD";-7.00;7.00;"";; | must be a number with two decimals: amount=-7.00
            1;2;930101;"PRIJEM";"VKLAD";7e2.00;7.00;"";; | must be a number with two decimals: amount=7e2.00
            1;2;930101;"PRIJEM";"VKLAD";٧.٠٠;7.00;"";; | must be a number with two decimals: amount=٧.٠٠
            1;2;930101;"PRIJEM";"VKLAD";99999999999999.00;7.00;"";; | \
            must be a number with two decimals: amount=99999999999999.00
            1;2;930101;"PRIJEM";"VKLAD";0.00;7.00;"";; | must be above zero: amount=0.00
            1;2;930101;"PRIJEM";"VKLAD";7.00;x;"";; | must be a number with two decimals: balance=x
            1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"SIPOX";; | is no word of this column: k_symbol="SIPOX"
            1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";"abc"; | must be two capital letters or nothing: bank="abc"
            1;2;930101;"PRIJEM";"VKLAD";7.00;7.00;"";"AB";"12x" | must be digits or nothing: account="12x"
            1;2;930101;"PRIJEM";"VYBER";7.00;7.00;"";; | \
            the chart of accounts has no place for type=PRIJEM operation=VYBER k_symbol=
            """)
    void refuses(String line, String sentence) {
        var refused = assertThrows(InputException.class, () -> BankLine.parse("f.csv:17", line));
        assertEquals("f.csv:17: " + sentence, refused.getMessage());
    }

    @Test
    void showsTheBeginningOfALongField() {
        String line = GOOD.replace("\"VKLAD\"", '"' + "V".repeat(5_000) + '"');
        var refused = assertThrows(InputException.class, () -> BankLine.parse("f:2", line));
        assertEquals("f:2: is no word of this column: operation=\"" + "V".repeat(39) + "…", refused.getMessage());
    }
}
