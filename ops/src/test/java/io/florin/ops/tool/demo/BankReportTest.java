package io.florin.ops.tool.demo;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.ops.Genesis;
import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import io.florin.ops.NodeReady;
import io.florin.ops.Settings;
import io.florin.replay.Recovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real bank's history through a node, its journal and PostgreSQL, and back over HTTP: statements of three accounts
 * and the trial balance are the figures that this test adds up from the file itself, by nobody else's code.
 */
@Tag("faults")
final class BankReportTest {
    private static final int CZK = 203;
    private static final int CUSTOMERS = 321;
    private static final int BATCH = 8_190;
    private static final int PAGE = 50;
    private static final Pattern ROW = Pattern.compile("\"code\":(\\d+),\"accounts\":(\\d+),\"debits_pending\":0,"
            + "\"debits_posted\":(\\d+),\"credits_pending\":0,\"credits_posted\":(\\d+)");
    private static final Pattern NEXT = Pattern.compile("<(.+)>; rel=\"next\"");

    @TempDir
    Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    /** What the file says of one account, line by line: haléř, credits above zero. */
    private static Map<Long, List<Long>> figures(Path file) throws IOException {
        Map<Long, List<Long>> byAccount = new TreeMap<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.replace("\"", "").split(";", -1);
                long minor = new BigDecimal(fields[5]).movePointRight(2).longValueExact();
                byAccount
                        .computeIfAbsent(Long.parseLong(fields[1]), unseen -> new ArrayList<>())
                        .add(fields[3].equals("PRIJEM") ? minor : -minor);
            }
        }
        return byAccount;
    }

    private Node start() throws Exception {
        NodeConfig config = NodeConfig.of(Settings.load(
                null,
                List.of(
                        "data=" + folder.resolve("data"),
                        "profile=small",
                        "journal.filesystem=accept",
                        "journal.segment=64 MiB",
                        "snapshot.worker=off",
                        "projection.url=embedded",
                        "gateway.binary.bind=127.0.0.1:0",
                        "gateway.http.bind=127.0.0.1:0",
                        "gateway.admin.bind=127.0.0.1:0")));
        Node.init(config, Genesis.of(10_000, 200_000, TimeUnit.HOURS.toNanos(24), false), Ids.next(), words -> {});
        return Node.start(config, Recovery.Progress.NONE, words -> {});
    }

    /** The position behind everything. */
    private static String post(Node node, Book book) {
        var address = node.ready().binary();
        try (Florin client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()))) {
            client.createAccounts(book.accounts().stream()
                            .map(account -> Account.of(account.id(), CZK, account.code()))
                            .toList())
                    .join();
            List<Transfer> transfers = book.postings().stream()
                    .map(posting -> Transfer.of(
                            Ids.next(),
                            posting.debitAccountId(),
                            posting.creditAccountId(),
                            posting.amountMinor(),
                            CZK,
                            posting.code()))
                    .toList();
            String position = "";
            for (int from = 0; from < transfers.size(); from += BATCH) {
                int to = Math.min(from + BATCH, transfers.size());
                Results answer =
                        client.createTransfers(transfers.subList(from, to)).join();
                assertTrue(answer.isSuccess(), answer::toString);
                position = answer.position().sequence() + ";epoch="
                        + answer.position().epoch();
            }
            return position;
        }
    }

    private HttpResponse<String> get(Node node, String target, String position) throws Exception {
        HttpResponse<String> answer = ask(node, target, position);
        assertEquals(200, answer.statusCode(), answer::body);
        return answer;
    }

    private HttpResponse<String> ask(Node node, String target, String position) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://" + NodeReady.text(node.ready().http()) + target))
                        .header("Florin-Min-Sequence", position)
                        .header("Prefer", "wait=5")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Waits as often as the node lets it, for as long as an own write may take to arrive. */
    private void awaitHistory(Node node, String position) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        int status;
        do {
            assertTrue(System.nanoTime() < deadlineNs, "history did not come to " + position);
            status = ask(node, "/v1/reports/daily-close", position).statusCode();
        } while (status == 503);
        assertEquals(200, status);
    }

    @Test
    void statementsAndTheTrialBalanceAreWhatTheFileSays() throws Exception {
        Path file = RealInput.file();
        Map<Long, List<Long>> figures = figures(file);
        Book book = BankHistory.book("real", BankHistory.read(file));
        try (Node node = start()) {
            String position = post(node, book);
            awaitHistory(node, position);
            for (long number : threeAccounts(figures)) {
                UUID id = BookAccount.customer(number).id();
                assertEquals(running(requireNonNull(figures.get(number))), statement(node, id, position));
            }
            trialBalance(node, position, figures);
        }
    }

    /** With the most lines, with the fewest, and with the smallest number. */
    private static List<Long> threeAccounts(Map<Long, List<Long>> figures) {
        Comparator<Long> byLines = Comparator.comparingInt(
                number -> requireNonNull(figures.get(number)).size());
        return List.of(
                figures.keySet().stream().max(byLines).orElseThrow(),
                figures.keySet().stream().min(byLines).orElseThrow(),
                figures.keySet().iterator().next());
    }

    /** Debit, credit and balance of every line, as a statement shows them. */
    private static List<String> running(List<Long> changes) {
        List<String> lines = new ArrayList<>();
        long balance = 0;
        for (long change : changes) {
            balance += change;
            lines.add((change < 0 ? -change + "," : "," + change) + "," + balance);
        }
        return lines;
    }

    private List<String> statement(Node node, UUID account, String position) throws Exception {
        List<String> lines = new ArrayList<>();
        String target = "/v1/accounts/" + account + "/statement?format=csv&limit=" + PAGE;
        while (!target.isEmpty()) {
            HttpResponse<String> page = get(node, target, position);
            page.body().lines().skip(1).forEach(line -> {
                String[] cells = line.split(",", -1);
                lines.add(cells[5] + "," + cells[6] + "," + cells[7]);
            });
            Matcher next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
            target = next.matches() ? next.group(1) : "";
        }
        return lines;
    }

    private void trialBalance(Node node, String position, Map<Long, List<Long>> figures) throws Exception {
        String body =
                get(node, "/v1/reports/trial-balance?ledger=" + CZK, position).body();
        long credits = 0;
        long debits = 0;
        for (List<Long> changes : figures.values()) {
            for (long change : changes) {
                if (change > 0) {
                    credits += change;
                } else {
                    debits -= change;
                }
            }
        }
        long allDebits = 0;
        long allCredits = 0;
        boolean isFound = false;
        Matcher row = ROW.matcher(body);
        while (row.find()) {
            allDebits += Long.parseLong(row.group(3));
            allCredits += Long.parseLong(row.group(4));
            if (Integer.parseInt(row.group(1)) != CUSTOMERS) continue;
            isFound = true;
            assertEquals(
                    figures.size() + " " + debits + " " + credits,
                    row.group(2) + " " + row.group(3) + " " + row.group(4));
        }
        assertTrue(isFound, body);
        assertEquals(3_924_614_280L, credits - debits, "as the publisher of the file says");
        assertEquals(allDebits, allCredits);
        assertEquals(credits + debits, allDebits, "every line has another side");
    }
}
