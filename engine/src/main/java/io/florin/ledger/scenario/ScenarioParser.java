package io.florin.ledger.scenario;

import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.scenario.Line.Expected;
import io.florin.ledger.scenario.Line.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * The language of the tables: one line is one event or one expectation, its answer is the last word.
 *
 * <pre>
 * account   alice  ledger 978  debits_must_not_exceed_credits            created
 * transfer  t1  bank -&gt; alice  400                                       created
 * hold      h1  alice -&gt; bank  100  timeout 10 s                         created
 * post      p1  h1  60                                                   created
 * void      v1  h1                                                       pending_transfer_already_posted
 * balance   alice  debits 0/60  credits 0/400
 * outcome   h1  posted
 * limits    alice  debit 500  version 0                                  created
 * freeze    alice  debits                                                created
 * grant     2  978  read post                                            created
 * close     978  20261126                                                created
 * as        2
 * wait      5 s
 * at        expires h1 - 1 ns
 * id        old  now - 24 h - 1 ms
 * pulse     expires h1 h2
 * request   key k1  body 7  not_after now + 1 s
 *     transfer …
 * </pre>
 *
 * <p>Lines that end a word {@code linked} go into one request with the line below; so do the indented lines under
 * {@code request}. {@code times 3 transfer t# …} stands for three lines, with 1, 2 and 3 for the mark. A sharp at the
 * beginning of a line makes it a comment. A transfer's name stands for an id of the moment in which it is first
 * mentioned; {@code t0} and {@code tmax} (any letter) are the ids zero and all ones.
 */
public final class ScenarioParser {
    private static final int TIMES_MAX = 10_000;

    private final List<Line> lines = new ArrayList<>();

    private ScenarioParser() {}

    /** Reads a whole table. */
    public static List<Line> parse(String table) {
        ScenarioParser parser = new ScenarioParser();
        int number = 0;
        int indent = indentOfFirst(table);
        for (String text : table.split("\n", -1)) {
            number++;
            if (text.isBlank() || text.strip().startsWith("#")) continue;
            parser.expand(new Source(number, text, indentOf(text) > indent));
        }
        return parser.lines;
    }

    private static int indentOfFirst(String table) {
        return table.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(ScenarioParser::indentOf)
                .min()
                .orElse(0);
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    private void expand(Source source) {
        Words words = new Words(source);
        if (!words.accept("times")) {
            lines.add(line(words));
            return;
        }
        long times = words.number("how often");
        if (times < 1 || times > TIMES_MAX) throw source.error("must be 1 to " + TIMES_MAX + " times, not " + times);
        String rest = source.text().strip().replaceFirst("times\\s+\\S+\\s+", "");
        for (long i = 1; i <= times; i++) {
            String text = rest.replace("#", Long.toString(i));
            lines.add(line(new Words(new Source(source.number(), text, source.isIndented()))));
        }
    }

    private static Line line(Words words) {
        String verb = words.word("verb");
        Line line =
                switch (verb) {
                    case "account" -> EventParser.account(words);
                    case "transfer" -> EventParser.transfer(words, 0);
                    case "hold" -> EventParser.transfer(words, EventParser.PENDING);
                    case "post" -> EventParser.resolve(words, EventParser.POST);
                    case "void" -> EventParser.resolve(words, EventParser.VOID);
                    case "limits" -> limits(words);
                    case "freeze" -> freeze(words);
                    case "request" -> request(words);
                    case "genesis" -> genesis(words);
                    case "capacities" -> capacities(words);
                    case "grant" -> grant(words);
                    case "close" -> close(words);
                    case "as" -> new Line.As(words.source(), words.number("principal"));
                    case "wait" -> new Line.Wait(words.source(), words.durationNs("wait"));
                    case "at" -> new Line.At(words.source(), words.moment());
                    case "id" -> id(words);
                    case "pulse" -> pulse(words);
                    case "balance" -> balance(words);
                    case "outcome" -> outcome(words);
                    default -> throw words.unknown("verb");
                };
        if (!words.isAtEnd()) throw words.source().error("nothing may follow, but '" + words.word("") + "' does");
        return line;
    }

    /** The answer is the last word, and for what moves money the amount may follow. */
    static Expected expected(Words words, String status) {
        return new Expected(status, words.isNumber() ? words.number("amount") : null);
    }

    private static Line limits(Words words) {
        String account = words.word("account");
        LimitsCommand command = new LimitsCommand();
        while (true) {
            String word = words.word("answer");
            switch (word) {
                case "debit" -> command.debitAllowanceMinor(words.number(word));
                case "credit" -> command.creditAllowanceMinor(words.number(word));
                case "version" -> command.expectedVersion(words.number(word, 32));
                default -> {
                    return new Line.SetLimits(words.source(), account, command, expected(words, word));
                }
            }
        }
    }

    private static Line freeze(Words words) {
        String account = words.word("account");
        StatusCommand command = new StatusCommand();
        while (true) {
            String word = words.word("answer");
            switch (word) {
                case "nothing" -> command.frozen(0);
                case "debits" -> command.frozen(command.frozen() | 1);
                case "credits" -> command.frozen(command.frozen() | 2);
                case "bits" -> command.frozen(words.number(word, 16));
                case "reason" -> command.reason(words.number(word, 16));
                default -> {
                    return new Line.SetStatus(words.source(), account, command, expected(words, word));
                }
            }
        }
    }

    private static Line request(Words words) {
        String key = "";
        long bodyHash = 0;
        Moment notAfter = null;
        while (!words.isAtEnd()) {
            switch (words.word("")) {
                case "key" -> key = words.word("key");
                case "body" -> bodyHash = words.number("body");
                case "not_after" -> notAfter = words.moment();
                default -> throw words.unknown("part of a request");
            }
        }
        return new Line.OpenRequest(words.source(), key, bodyHash, notAfter);
    }

    private static Line genesis(Words words) {
        GenesisCommand command = ScenarioRunner.defaultGenesis();
        while (!words.isAtEnd()) {
            switch (words.word("")) {
                case "accounts" -> command.accountsMax(words.number("accounts"));
                case "transfers" -> command.transfersMax(words.number("transfers"));
                case "window" -> command.windowNs(words.durationNs("window"));
                case "replies" -> command.repliesMax(words.number("replies"));
                case "rows" -> command.replyRowsMax(words.number("rows"));
                case "grants" -> command.grantsMax(words.number("grants"));
                case "any_ids" -> command.idPolicy(1);
                default -> throw words.unknown("part of a genesis");
            }
        }
        return new Line.Genesis(words.source(), command);
    }

    private static Line capacities(Words words) {
        CapacitiesCommand command = new CapacitiesCommand();
        while (true) {
            String word = words.word("answer");
            switch (word) {
                case "accounts" -> command.accountsMax(words.number(word));
                case "transfers" -> command.transfersMax(words.number(word));
                case "window" -> command.windowNs(words.durationNs(word));
                case "replies" -> command.repliesMax(words.number(word));
                case "rows" -> command.replyRowsMax(words.number(word));
                case "grants" -> command.grantsMax(words.number(word));
                default -> {
                    return new Line.Capacities(words.source(), command, expected(words, word));
                }
            }
        }
    }

    private static Line grant(Words words) {
        GrantCommand command = new GrantCommand().principal(words.number("principal"));
        command.ledger(words.accept("all") ? 0 : words.number("ledger", 32));
        while (true) {
            String word = words.word("answer");
            switch (word) {
                case "nothing" -> command.rights(0);
                case "read" -> command.rights(command.rights() | 1);
                case "post" -> command.rights(command.rights() | 2);
                case "admin" -> command.rights(command.rights() | 4);
                default -> {
                    return new Line.Grant(words.source(), command, expected(words, word));
                }
            }
        }
    }

    private static Line close(Words words) {
        CloseDayCommand command = new CloseDayCommand();
        command.ledger(words.accept("all") ? 0 : words.number("ledger", 32)).date(words.number("date", 32));
        return new Line.CloseDay(words.source(), command, expected(words, words.word("answer")));
    }

    private static Line id(Words words) {
        String name = words.word("name");
        if (words.accept("account")) return new Line.DeclareId(words.source(), name, null, words.word("account"));
        return new Line.DeclareId(words.source(), name, words.moment(), "");
    }

    private static Line pulse(Words words) {
        if (words.isAtEnd()) return new Line.Pulse(words.source(), null);
        words.expect("expires");
        List<String> names = new ArrayList<>();
        while (!words.isAtEnd()) names.add(words.word("name"));
        if (names.equals(List.of("nothing"))) names.clear();
        return new Line.Pulse(words.source(), names);
    }

    private static Line balance(Words words) {
        String account = words.word("account");
        if (words.accept("hidden")) return new Line.Balance(words.source(), account, null, List.of());
        words.expect("debits");
        long[] debits = pair(words);
        words.expect("credits");
        long[] credits = pair(words);
        List<String> facts = new ArrayList<>();
        while (!words.isAtEnd()) facts.add(words.word("fact"));
        Line.Columns columns = new Line.Columns(debits[0], debits[1], credits[0], credits[1]);
        return new Line.Balance(words.source(), account, columns, facts);
    }

    private static long[] pair(Words words) {
        String pair = words.word("pending/posted").replace("_", "").replace("max", Long.toString(Long.MAX_VALUE));
        if (!pair.matches("[0-9]+/[0-9]+")) throw words.source().error("must be pending/posted: '" + pair + "'");
        String[] parts = pair.split("/", -1);
        try {
            return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
        } catch (NumberFormatException tooLarge) {
            throw words.source().error("must be pending/posted, each at most max: '" + pair + "'");
        }
    }

    private static Line outcome(Words words) {
        String name = words.word("transfer");
        String outcome = words.word("outcome");
        return new Line.Outcome(words.source(), name, outcome, words.isNumber() ? words.number("amount") : null);
    }
}
