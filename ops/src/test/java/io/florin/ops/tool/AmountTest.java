package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types, and how many minor units of which ledger that is. */
final class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "10.99 EUR, 1099, 978",
        "10.9EUR, 1090, 978",
        "10 EUR, 1000, 978",
        "0.01 CZK, 1, 203",
        "1000 JPY, 1000, 392",
        "1.234 KWD, 1234, 414",
        "92233720368547758.07 EUR, 9223372036854775807, 978",
    })
    void aCurrencyGivesDecimalsAndLedger(String text, long minor, int ledger) {
        Amount amount = Amount.parse(text);
        assertEquals(minor, amount.minor());
        assertEquals(ledger, amount.ledger(Optional.empty()));
        assertEquals(ledger, amount.ledger(Optional.of(ledger)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "10.99",
                "10,99 EUR",
                "1e3",
                "10.999 EUR",
                "10.5 JPY",
                "10 XXZ",
                "9223372036854775808",
                "92233720368547758.08 EUR",
                ".5 EUR",
                "10. EUR",
                "ten"
            })
    void whatIsNoAmountIsRefusedAsUsage(String text) {
        var refused = assertThrows(CommandFailure.class, () -> Amount.parse(text));
        assertEquals(ExitCode.USAGE, refused.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "1099, 978, 10.99 EUR",
        "1, 978, 0.01 EUR",
        "0, 978, 0.00 EUR",
        "1000, 392, 1000 JPY",
        "1099, 9001, 1099"
    })
    void isPrintedAsPeopleOfItsLedgerWriteIt(long minor, int ledger, String text) {
        assertEquals(text, Amount.print(minor, ledger));
    }

    @ParameterizedTest
    @CsvSource({"10.99 EUR, 203", "1099, "})
    void aLedgerThatIsNotTheCurrencysOrNotNamedIsRefused(String text, Integer ledger) {
        Amount amount = Amount.parse(text);
        assertThrows(CommandFailure.class, () -> amount.ledger(Optional.ofNullable(ledger)));
    }
}
