package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person hears who mistypes, and what every verb says of itself. */
final class FlorinCommandTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start --foo                           | Unknown option: '--foo'
            strat                                 | Unmatched argument at index 0: 'strat'
            account create                        | Missing required option: '--ledger=N'
            account create --ledger=EUR | Invalid value for option '--ledger': must be 0 to 4294967295
            account create --ledger=1 --code 70000 | Invalid value for option '--code': must be 0 to 65535, not '70000'
            account limits set A                  | name at least one limit: --debit or --credit
            account status freeze A --reason -1   | Invalid value for option '--reason': must be 0 to 65535, not '-1'
            account status close A                | Missing required option: '--against=UUID'
            account status                        | Missing required subcommand
            hold                                  | Missing required subcommand
            hold create --debit A --credit A --amount 5 --ledger 978 --timeout PT0.5S | must be whole seconds, 1
            hold create --debit A --credit A --amount 10.99 | an amount is minor units, as 1099
            hold post                             | Missing required parameter: 'HOLD'
            hold void A --partial                 | Unknown option: '--partial'
            grant 0 --ledger 978 --right read     | must be 1 to 18446744073709551615: PRINCIPAL=0
            grant 2 --ledger 978                  | name rights with --right, or give --revoke, and not both
            grant 2 --ledger 978 --revoke --right read | name rights with --right, or give --revoke, and not both
            grant 2 --ledger 978 --right write    | Invalid value for option '--right'
            grant 2 --ledger EUR --right read     | must be 1 to 4294967295, or all: --ledger=EUR
            capacity                              | name at least one capacity, such as --accounts
            capacity --grants 0                   | must be above zero: --grants=0
            close-day yesterday --ledger 978      | must be a day such as 2026-11-20: DATE=yesterday
            close-day 2026-02-29 --ledger 978     | must be a day such as 2026-11-20: DATE=2026-02-29
            close-day 2026-11-20                  | Missing required option: '--ledger=N|all'
            close-day 2026-11-20 --ledger 0       | must be 1 to 4294967295, or all: --ledger=0
            transfer batch /nowhere.csv           | the file cannot be read
            transfer batch /nowhere.csv --size 0  | must be 1 to 8190: --size=0
            outcome A --endpoint nowhere          | must be host:port: --endpoint=nowhere
            capacity --grants 5 --endpoint :9402  | must be host:port: --endpoint=:9402
            key create --keys k                   | Missing required option: '--principal=NUMBER'
            key create --keys k --principal 1     | must be 2 to 18446744073709551615; 1 needs no key: --principal=1
            key create --keys k --principal 2 --addresses a.b | must be an address such as 10.0.0.0/8: a.b
            key create --keys k --principal 2 --expires soon  | Invalid value for option '--expires'
            transfer get not-an-id                | must be a UUID or ULID, not
            transfer get 1-1-1-1-1                | must be a UUID or ULID, not
            account get 01ARZ3NDEKTSV4RRFFQ69G5FAU | must be a UUID or ULID, not
            id -n 0                               | must be at least 1: -n=0
            init --set journal.knd=plain          | the nearest is florin.journal.kind
            init --accounts 0                     | must be above zero: accounts=0
            start --config /nowhere/florin.conf   | the configuration file cannot be read: config=/nowhere/florin.conf
            """)
    void aMistakeIsOneClearErrorAndExitCode2(String line, String sentence) {
        assertEquals(ExitCode.USAGE, run(line.replaceAll(" A\\b", " 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44")));
        assertTrue(err.toString().startsWith("florin: "), err.toString());
        assertTrue(err.toString().contains(sentence), err.toString());
        assertTrue(err.toString().lines().count() <= 3, err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "account create --ledger 978",
                "transfer get 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44",
                "transfer get 01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "hold void 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44",
                "account limits get 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44",
                "outcome 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44",
                "grant 2 --ledger all --revoke",
                "capacity --grants 2000",
                "close-day 2026-11-20 --ledger all"
            })
    void whoAsksANodeThatIsNotThereHearsNotReady(String line) {
        assertEquals(ExitCode.NOT_READY, run(line + " --endpoint 127.0.0.1:1"));
        assertTrue(err.toString().contains("no node answers: --endpoint=127.0.0.1:1"), err.toString());
    }

    @Test
    void everyVerbExplainsItselfItsOptionsAndTheExitCodes() {
        Deque<CommandLine> verbs = new ArrayDeque<>();
        verbs.add(FlorinCommand.commandLine());
        int seen = 0;
        while (!verbs.isEmpty()) {
            CommandLine verb = verbs.poll();
            verbs.addAll(verb.getSubcommands().values());
            String help = verb.getUsageMessage();
            assertTrue(help.contains("--help"), help);
            assertTrue(help.contains("Exit codes:"), help);
            assertTrue(verb.getCommandSpec().usageMessage().description().length > 0, help);
            seen++;
        }
        assertTrue(seen >= 33, "verbs: " + seen);
    }

    @Test
    void idsAreTimeOrderedAndAsManyAsAskedFor() {
        assertEquals(ExitCode.OK, run("id -n 3 --help"));
        assertTrue(out.toString().contains("UUID version 7"), out.toString());
    }

    private int run(String line) {
        return FlorinCommand.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(line.split(" +"));
    }
}
