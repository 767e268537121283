package io.florin.ops.tool.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.ops.NodeProcess;
import io.florin.ops.NodeReady;
import io.florin.ops.tool.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Lines, typed by a script, against a real node: what they do, what they answer, and what is said of a wrong one. */
class ReplSessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path nodeFolder;

    private static NodeProcess node;

    @TempDir
    Path folder;

    private ReplSession session;

    @BeforeAll
    static void start() throws Exception {
        var options = new NodeProcess.Options(
                nodeFolder.resolve("data"),
                nodeFolder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB", "profile=small"),
                List.of());
        node = NodeProcess.of(options).init(List.of(), PATIENCE).start().awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() throws IOException {
        session = new ReplSession(new ReplNode(ReplSessionTest::connect), Aliases.at(folder.resolve("aliases")));
    }

    private static Florin connect() {
        InetSocketAddress address = node.ready().binary();
        return FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()));
    }

    @Test
    void moneyMovesByName() {
        run("account bank EUR", "bank is .*");
        run("account alice EUR debits_must_not_exceed_credits code 7", "alice is .*");
        run("transfer bank -> alice 10.99 EUR", "created: 10.99 EUR from bank to alice  \\[.*, sequence \\d+]");
        run("again", "exists: sent again  .*");
        run("balance alice", "alice  10.99 EUR  credits 10.99 EUR  debits 0.00 EUR");
        run("balance bank", "bank  -10.99 EUR  credits 0.00 EUR  debits 10.99 EUR");
        run("transfer alice -> bank 99 code 3", "created: 0.99 EUR from alice to bank  .*");
        run("transfer alice -> bank 0.50eur", "created: 0.50 EUR from alice to bank  .*");
        run("accounts", "alice  9.50 EUR  credits 10.99 EUR  debits 1.49 EUR\nbank   -9.50 EUR  .*");
        refused("transfer alice -> bank 9.51 EUR", "refused: exceeds_credits, and nothing happened");
        run("balance alice", "alice  9.50 EUR  .*");
    }

    @Test
    void holdsArePostedAndVoidedByName() {
        run("account bank JPY", "bank is .*");
        run("account alice JPY", "alice is .*");
        run("hold bank -> alice 500 JPY for 30m as rent", "created: rent holds 500 JPY  .*");
        run("hold bank -> alice 20 JPY", "created: h1 holds 20 JPY  .*");
        run("balance alice", "alice  0 JPY  credits 0 JPY  debits 0 JPY  pending in 520 JPY");
        run("outcome rent", "created: 500 JPY from bank to alice, pending");
        run("post rent 300 JPY partial", "created: posted rent  .*");
        refused("post rent 1 EUR", "EUR is ledger 978, and the hold is in ledger 392");
        run("post rent", "created: posted rent  .*");
        refused("void rent", "refused: pending_transfer_already_posted, and nothing happened");
        run("void h1", "created: voided h1  .*");
        run("outcome h1", "created: 20 JPY from bank to alice, voided");
        run("balance bank", "bank  -500 JPY  credits 0 JPY  debits 500 JPY");
    }

    @Test
    void namesAreKeptInAFileOfThePersons() throws IOException {
        String id = Ids.next().toString();
        run("alias shop " + id, "shop is " + id);
        run("alias till shop", "till is " + id);
        run("aliases", "shop " + id + "\ntill " + id);
        session = new ReplSession(new ReplNode(ReplSessionTest::connect), Aliases.at(folder.resolve("aliases")));
        run("unalias till", "till is nobody's name any more");
        assertEquals("# Names of florin repl: NAME ID\nshop " + id + "\n", Files.readString(folder.resolve("aliases")));
        refused("alias shop " + id, "is taken (unalias shop frees it): shop");
        Files.writeString(folder.resolve("aliases"), "shop\n");
        var wrong = assertThrows(CommandFailure.class, () -> Aliases.at(folder.resolve("aliases")));
        assertEquals(folder.resolve("aliases") + ":1  must be a name and an id: shop", wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            pay a -> b 1 EUR             | no such command: pay; there are account, transfer, hold,
            transfer                     | misses the account that pays; must be: transfer FROM -> TO AMOUNT CURRENCY
            transfer nobody -> b 1 EUR   | no name and no id: nobody
            transfer bank to b 1 EUR     | has to where -> belongs; must be: transfer FROM -> TO
            transfer bank ->             | misses the account that receives
            transfer bank -> bank        | misses an amount
            transfer bank -> bank 1.5    | an amount is minor units, as 1099, or names its currency, as "10.99 EUR": 1.5
            transfer bank -> bank 1.999 EUR | EUR has 2 decimals: 1.999 EUR
            transfer bank -> bank -1 EUR | an amount is minor units, as 1099
            transfer bank -> bank 1e3 EUR | an amount is minor units, as 1099
            transfer bank -> bank 1 XYZ  | no such currency in ISO 4217: XYZ
            transfer bank -> bank 1 EUR code x | has a code that is not from 0 to 65535: x
            transfer bank -> bank 1 EUR now | has too much: now
            transfer bank -> bank 99999999999999999999 EUR | an amount is minor units, as 1099
            transfer bank -> bank 1 EUR  | refused: accounts_must_be_different, and nothing happened
            hold bank -> bank 1 EUR for ever | has no duration such as 90s, 30m, 2h or 7d: ever
            hold bank -> bank 1 EUR for 0s   | has a duration that is not from 1s to 4294967295s: 0s
            hold bank -> bank 1 EUR as Rent  | must be small letters, digits, - and _, a letter first, 32 at most: Rent
            account bank EUR             | is taken (unalias bank frees it): bank
            account x EURO               | an amount is minor units
            account x EUR rich           | has no flag rich
            post 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44 | refused: pending_transfer_not_found, and nothing happened
            balance 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44 | no such account: 019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44
            unalias x                    | no such name: x
            help pay                     | no such command: pay
            quit now                     | has too much: now
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        run("account bank EUR", "bank is .*");
        var wrong = assertThrows(CommandFailure.class, () -> session.run(line));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith(sentence), wrong::getMessage);
    }

    @Test
    void againNeedsSomethingToSend() {
        refused("again", "nothing was sent yet that could be sent again");
        assertEquals("", session.run("  "));
        assertEquals("", session.run("# a remark"));
    }

    @Test
    void tabKnowsCommandsNamesAndTheArrow() {
        run("account bank EUR", "bank is .*");
        assertEquals(ReplVerb.words(), session.candidates(List.of()));
        assertEquals(List.of("bank"), session.candidates(List.of("transfer")));
        assertEquals(List.of("->"), session.candidates(List.of("transfer", "bank")));
        assertEquals(List.of("bank"), session.candidates(List.of("transfer", "bank", "->")));
        assertEquals(ReplVerb.words(), session.candidates(List.of("help")));
        assertEquals(List.of(), session.candidates(List.of("id")));
    }

    @Test
    void everyCommandIsExplained() {
        String help = session.run("help");
        for (String word : ReplVerb.words()) {
            assertTrue(help.contains(word), word);
            assertTrue(session.run("help " + word).startsWith(word), word);
        }
    }

    // The whole of it, with a terminal that a script types into.

    @Test
    void aScriptIsTypedAndAnswered() throws IOException {
        String said = type("""
                account bank EUR
                account alice EUR
                transfer bank -> alice 10.99 EUR
                balance alice
                quit
                balance bank
                """, 0);
        assertTrue(said.contains("created: 10.99 EUR from bank to alice"), said);
        assertTrue(said.contains("alice  10.99 EUR  credits 10.99 EUR  debits 0.00 EUR"), said);
        assertFalse(said.contains("-10.99"), "nothing behind quit");
        assertTrue(Files.readString(folder.resolve("history")).contains("transfer bank -> alice 10.99 EUR"));
    }

    @Test
    void aScriptWithAMistakeGoesOnAndSaysSoInTheEnd() throws IOException {
        String said = type("transfer nobody -> nobody 1 EUR\nid\n", 1);
        assertTrue(said.contains("florin: no name and no id: nobody"), said);
        assertTrue(said.matches("(?s).*[0-9a-f]{8}-[0-9a-f]{4}-7.*"), said);
    }

    private String type(String lines, int exitCode) throws IOException {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        var command = new ReplCommand();
        new CommandLine(command)
                .parseArgs(
                        "--endpoint",
                        NodeReady.text(node.ready().binary()),
                        "--aliases",
                        folder.resolve("aliases").toString(),
                        "--history",
                        folder.resolve("history").toString());
        try (Terminal terminal = new DumbTerminal("florin", Terminal.TYPE_DUMB, in, out, StandardCharsets.UTF_8)) {
            assertEquals(exitCode, command.talk(terminal), out::toString);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void run(String line, String answer) {
        String said = session.run(line);
        assertTrue(said.matches("(?s)" + answer), line + ": " + said);
    }

    private void refused(String line, String sentence) {
        var wrong = assertThrows(CommandFailure.class, () -> session.run(line));
        assertEquals(sentence, wrong.getMessage());
    }
}
