package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.florin.gateway.LedgerNames;
import io.florin.gateway.LedgerNames.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may call ledgers, and what he hears otherwise. */
final class LedgerSettingsTest {
    @TempDir
    Path folder = Path.of("");

    private LedgerNames ledgers(String hocon) throws IOException {
        Path file = Files.writeString(folder.resolve("florin.conf"), "florin {\n  ledgers " + hocon + "\n}\n");
        return NodeConfig.of(Settings.load(file, List.of())).ledgers();
    }

    @Test
    void aCurrencyBringsExponentAndNameUnlessOthersAreGiven() throws IOException {
        var ledgers = ledgers("""
                { "9001" { name = loyalty, exponent = 0 }
                  "978" { currency = EUR }, 392.currency = JPY
                  "1978" { currency = EUR, exponent = 4, name = "euros, finely" } }""");
        assertEquals(
                new LedgerNames(List.of(
                        new Entry(392, "JPY", 0, "JPY"),
                        new Entry(978, "EUR", 2, "EUR"),
                        new Entry(1978, "EUR", 4, "euros, finely"),
                        new Entry(9001, "", 0, "loyalty"))),
                ledgers);
    }

    @Test
    void whatIsSetOnTheCommandLineIsAddedToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("florin.conf"), "florin.ledgers.978.currency = EUR");
        var config = NodeConfig.of(Settings.load(file, List.of("ledgers.978.name=euro", "ledgers.9001.name=loyalty")));
        assertEquals(
                List.of(new Entry(978, "EUR", 2, "euro"), new Entry(9001, "", 0, "loyalty")),
                config.ledgers().entries());
    }

    @Test
    void aCurrencyIsTheOneLedgerThatHasItOrElseItsOwnNumber() throws IOException {
        var none = LedgerNames.NONE;
        assertEquals(OptionalLong.of(978), none.ledgerOf("EUR"));
        assertEquals(OptionalLong.empty(), none.ledgerOf("XEU"));
        var elsewhere = ledgers("{ \"7\" { currency = EUR }, \"840\" { name = points } }");
        assertEquals(OptionalLong.of(7), elsewhere.ledgerOf("EUR"));
        assertEquals(OptionalLong.empty(), elsewhere.ledgerOf("USD"), "its number is something else here");
        assertEquals(OptionalLong.of(392), elsewhere.ledgerOf("JPY"));
        var twice = ledgers("{ \"978\" { currency = EUR }, \"7\" { currency = EUR } }");
        assertEquals(OptionalLong.empty(), twice.ledgerOf("EUR"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { abc { name = x } } | must be a number from 1 to 4294967295: florin.ledgers=abc
            { "0" { name = x } } | must be a number from 1 to 4294967295: florin.ledgers=0
            { "0978" { name = x } } | must be a number from 1 to 4294967295: florin.ledgers=0978
            { "-1" { name = x } } | must be a number from 1 to 4294967295: florin.ledgers=-1
            { "4294967296" { name = x } } | must be a number from 1 to 4294967295: florin.ledgers=4294967296
            { "978" {} } | must be given where there is no currency: florin.ledgers.978.name=
            { "978" { exponent = 2 } } | must be given where there is no currency: florin.ledgers.978.name=
            { "978" { currency = euro } } | must be an ISO 4217 code such as EUR: florin.ledgers.978.currency=euro
            { "978" { currency = "" } } | must be an ISO 4217 code such as EUR: florin.ledgers.978.currency=
            { "978" { currency = eur } } | must be an ISO 4217 code such as EUR: florin.ledgers.978.currency=eur
            { "978" { currency = EUR, exponent = 19 } } | must be from 0 to 18: florin.ledgers.978.exponent=19
            { "978" { currency = EUR, exponent = -1 } } | must be from 0 to 18: florin.ledgers.978.exponent=-1
            { "978" { currency = EUR, exponent = two } } | must be a whole number: florin.ledgers.978.exponent=two
            { "978" { currency = EUR, exponent = 1.5 } } | must be a whole number: florin.ledgers.978.exponent=1.5
            { "978" { name = "" } } | must be 1 to 64 visible ASCII characters: florin.ledgers.978.name=
            { "978" { currency = [EUR] } } | must be one value: florin.ledgers.978.currency=[EUR]
            { "978" { currency = null, name = x } } | must be one value: florin.ledgers.978.currency=null
            { "978" = EUR } | must be an object such as { currency = EUR }: florin.ledgers.978=EUR
            [] | must be an object such as { "978" { currency = EUR } }: florin.ledgers=[]
            """)
    void aMistakeIsOneSentenceWithItsLine(String hocon, String sentence) {
        String separator = hocon.startsWith("{") ? "" : "= ";
        var wrong = assertThrows(ConfigurationException.class, () -> ledgers(separator + hocon));
        assertEquals(folder.resolve("florin.conf") + ":2  " + sentence, wrong.getMessage());
    }

    @Test
    void aFieldThatNobodyKnowsIsNamedWithTheNearest() {
        var wrong = assertThrows(ConfigurationException.class, () -> ledgers("{ \"978\" { curency = EUR } }"));
        assertEquals(
                folder.resolve("florin.conf")
                        + ":2  no setting has this name, the nearest is florin.ledgers.978.currency:"
                        + " florin.ledgers.978.curency=EUR",
                wrong.getMessage());
    }
}
