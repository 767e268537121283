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
            account create --ledger=EUR           | Invalid value for option '--ledger': 'EUR' is not an int
            transfer get not-an-id                | Invalid value for positional parameter at index 0 (UUID)
            id -n 0                               | must be at least 1: -n=0
            init --set journal.knd=plain          | the nearest is florin.journal.kind
            init --accounts 0                     | must be above zero: accounts=0
            start --config /nowhere/florin.conf   | the configuration file cannot be read: config=/nowhere/florin.conf
            """)
    void aMistakeIsOneClearErrorAndExitCode2(String line, String sentence) {
        assertEquals(ExitCode.USAGE, run(line));
        assertTrue(err.toString().startsWith("florin: "), err.toString());
        assertTrue(err.toString().contains(sentence), err.toString());
        assertTrue(err.toString().lines().count() <= 3, err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status", "account create --ledger 978", "transfer get 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44"})
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
        assertTrue(seen >= 13, "verbs: " + seen);
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
