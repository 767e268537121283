package io.florin.ops.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.feed.KeyFiles;
import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Transfer;
import io.florin.ledger.CloseDayCommand;
import io.florin.ops.Genesis;
import io.florin.ops.HandDrivenNode;
import io.florin.ops.NodeConfig;
import io.florin.ops.Settings;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code florin report day} and what signs it, by the words an operator types. Time is the test's. */
final class DayCommandTest {
    private static final int EUR = 978;
    private static final int CHF = 756;
    private static final int CARD = 7;

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private StringWriter err = new StringWriter();
    private long nextId;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void divert() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private int run(String line) {
        printed.reset();
        err = new StringWriter();
        return FlorinCommand.commandLine()
                .setErr(new PrintWriter(err))
                .execute(line.replace("DIR", folder.toString()).split(" +"));
    }

    private String report(String line) {
        assertEquals(ExitCode.OK, run("report day " + line + " --data DIR/data"), err::toString);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static long ns(String time) {
        Instant instant = Instant.parse(time);
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private UUID id(String time) {
        long millis = Instant.parse(time).toEpochMilli();
        return new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L | ++nextId);
    }

    private void pay(HandDrivenNode node, Florin client, String time, int ledger, long amount) {
        node.at(ns(time));
        client.createTransfer(Transfer.of(id(time), account(ledger, 1), account(ledger, 2), amount, ledger, CARD))
                .join();
    }

    private static UUID account(int ledger, int number) {
        return new UUID(ledger, number);
    }

    private static void close(HandDrivenNode node, String time, int ledger, int date) throws InterruptedException {
        node.at(ns(time));
        assertEquals(0, node.closeDay(new CloseDayCommand().ledger(ledger).date(date)));
    }

    /** In Amsterdam the clock is set forward on 29 March: that day has 23 hours. */
    private void aWeekendInMarch() throws Exception {
        NodeConfig config = NodeConfig.of(Settings.load(
                null,
                List.of(
                        "data=" + data(),
                        "profile=small",
                        "journal.filesystem=accept",
                        "journal.kind=plain",
                        "journal.segment=16 MiB",
                        "gateway.binary.bind=127.0.0.1:0",
                        "gateway.http.bind=127.0.0.1:0",
                        "gateway.admin.bind=127.0.0.1:0")));
        Genesis genesis = Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false);
        String start = "2026-03-28T12:00:00Z";
        try (HandDrivenNode node = HandDrivenNode.start(config, genesis, ns(start), words -> {});
                Florin client = connect(node.binary())) {
            for (int ledger : new int[] {EUR, CHF}) {
                client.createAccounts(List.of(
                                Account.of(account(ledger, 1), ledger, 100),
                                Account.of(account(ledger, 2), ledger, 200)))
                        .join();
            }
            pay(node, client, "2026-03-28T22:59:59.999Z", EUR, 1);
            close(node, "2026-03-28T23:00:00Z", 0, 2026_03_28);
            pay(node, client, "2026-03-28T23:00:00.001Z", EUR, 20);
            pay(node, client, "2026-03-29T00:59:59Z", EUR, 300);
            pay(node, client, "2026-03-29T01:00:00Z", CHF, 5);
            pay(node, client, "2026-03-29T21:59:59.999Z", EUR, 4_000);
            close(node, "2026-03-29T22:00:00Z", 0, 2026_03_29);
            pay(node, client, "2026-03-29T22:00:00.001Z", EUR, 50_000);
            close(node, "2026-03-30T22:00:00Z", EUR, 2026_03_30);
        }
    }

    private static Florin connect(InetSocketAddress address) {
        return FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()));
    }

    @Test
    void aDayOf23HoursIsADayLikeAnyOther() throws Exception {
        aWeekendInMarch();
        List<String> rows = report("2026-03-29 --ledger 978").lines().toList();
        assertTrue(rows.contains("2026-03-29,978,opening,,time 2026-03-28T23:00:00.000000000Z,0,0"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,closing,,time 2026-03-29T22:00:00.000000000Z,0,0"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,opening,100,debits_posted,1,1"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,closing,100,debits_posted,1,4321"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,closing,200,credits_posted,1,4321"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,movements,7,transfers,3,4320"), rows::toString);
        assertTrue(rows.contains("2026-03-29,978,hour moved,,2026-03-28T23:00:00.000000000Z,1,20"), rows::toString);
        assertTrue(rows.stream().noneMatch(row -> row.contains(",756,")), rows::toString);
        assertTrue(report("2026-03-29").contains("\n2026-03-29,756,movements,7,transfers,1,5\n"));
        assertTrue(report("2026-03-28").contains("\n2026-03-28,978,closing,100,debits_posted,1,1\n"));
        assertTrue(report("2026-03-30").contains("\n2026-03-30,978,movements,7,transfers,1,50000\n"));
        assertFalse(printed.toString(StandardCharsets.UTF_8).contains(",756,"), "not closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "html"})
    void everyRunIsTheSameBytes(String format) throws Exception {
        aWeekendInMarch();
        String first = report("2026-03-29 -o " + format);
        assertEquals(ExitCode.OK, run("snapshot create --data DIR/data"));
        assertEquals(first, report("2026-03-29 -o " + format));
        assertEquals(ExitCode.OK, run("report day 2026-03-29 --data DIR/data --out DIR/reports"), err::toString);
        assertEquals(first, Files.readString(folder.resolve("reports/day-2026-03-29." + format)));
    }

    /** A page that a strict reader takes, with a picture of every kind and nothing from elsewhere. */
    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        aWeekendInMarch();
        String page = report("2026-03-29 -o html");
        String asXml = page.replace("<!DOCTYPE html>\n", "").replace("<meta charset=\"utf-8\">", "");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(asXml.getBytes(StandardCharsets.UTF_8)));
        assertEquals(10, document.getElementsByTagName("svg").getLength());
        assertFalse(page.contains("http") || page.contains("<script") || page.contains("src="), page);
        assertTrue(page.contains("Latency of the day is not shown"), page);
    }

    @Test
    void whatIsSignedIsBelievedAndNothingElse() throws Exception {
        aWeekendInMarch();
        KeyFiles.create(folder.resolve("key"));
        KeyFiles.create(folder.resolve("other"));
        String day = "report day 2026-03-29 --data DIR/data --out DIR/reports --key DIR/key";
        assertEquals(ExitCode.OK, run(day), err::toString);
        Path signed = folder.resolve("reports/day-2026-03-29.signed");
        String line = Files.readString(signed);
        assertEquals(ExitCode.OK, run(day), err::toString);
        assertEquals(line, Files.readString(signed), "Ed25519 has no dice");

        String verify = "report verify DIR/reports/day-2026-03-29.signed --public-key DIR/";
        assertEquals(ExitCode.OK, run(verify + "key.pub"), err::toString);
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("date=2026-03-29 ledgers=756,978"));
        assertEquals(ExitCode.USAGE, run(verify + "other.pub"));
        assertTrue(err.toString().contains("was signed with another key"), err.toString());
        for (String form : List.of("json", "csv", "html")) {
            Path file = folder.resolve("reports/day-2026-03-29." + form);
            String content = Files.readString(file);
            Files.writeString(file, content.replaceFirst("4321", "4322"));
            assertEquals(ExitCode.DAMAGED, run(verify + "key.pub"));
            assertTrue(err.toString().contains("this is not what was signed: file=" + file), err.toString());
            Files.writeString(file, content);
        }
        Files.writeString(signed, line.replace("2026-03-29", "2026-03-28"));
        assertEquals(ExitCode.DAMAGED, run(verify + "key.pub"));
        assertTrue(err.toString().contains("the line was changed: date=2026-03-28"), err.toString());
        Files.writeString(signed, "florin-day/1");
        assertEquals(ExitCode.DAMAGED, run(verify + "key.pub"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-13-29                     | 2 | must be a day such as 2026-11-20: DATE=2026-13-29
            yesterday                      | 2 | must be a day such as 2026-11-20: DATE=yesterday
            2026-03-29 --ledger 0          | 2 | must be 1 to 4294967295: --ledger=0
            2026-03-29 --ledger EUR        | 2 | must be 1 to 4294967295: --ledger=EUR
            2026-03-29 --key DIR/key       | 2 | only files are signed, so name --out too
            2026-03-29 -o pdf              | 2 | Invalid value for option '--output'
            2026-03-31 | 1 | the day was not closed, the last that was is 2026-03-30: date=2026-03-31
            9999-12-31 | 1 | the day was not closed, the last that was is 2026-03-30: date=9999-12-31
            2026-03-30 --ledger 756        | 1 | not closed in ledger 756, the last that was is 2026-03-29
            2026-03-29 --ledger 978,840 --out DIR/data/node | 1 | cannot be written
            """)
    void aMistakeIsOneSentence(String line, int exitCode, String sentence) throws Exception {
        aWeekendInMarch();
        assertEquals(exitCode, run("report day " + line + " --data DIR/data"));
        assertTrue(err.toString().startsWith("florin: "), err.toString());
        assertTrue(err.toString().contains(sentence), err.toString());
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }
}
