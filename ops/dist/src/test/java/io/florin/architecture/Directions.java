package io.florin.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may use whom, as a table. A line is about a package and all below it, unless these have a line of their own. */
final class Directions {
    /** Above every package stands what it may use; {@code *} is everything of ours. */
    private static final String TABLE = """
            protocol        |
            counters        |
            ledger          |
            ledger.scenario | ledger
            payment         | ledger
            pipeline        | payment ledger protocol counters
            journal         | pipeline protocol counters
            snapshot        | journal payment ledger protocol counters
            replication     | journal snapshot pipeline protocol counters
            gateway         | pipeline protocol counters gateway.wire gateway.session gateway.http
            gateway.wire    | pipeline protocol counters gateway gateway.session
            gateway.session | pipeline protocol counters gateway gateway.wire
            gateway.http    | pipeline protocol counters gateway gateway.wire gateway.session
            gateway.client  | protocol
            replay          | journal snapshot pipeline payment ledger protocol counters
            feed            | journal snapshot protocol counters
            projection      | feed journal snapshot protocol counters
            simulation      | protocol counters ledger ledger.scenario payment pipeline journal \
                              snapshot replication replay feed
            ops             | * - bench
            bench           | *
            """;

    private static final Map<String, Set<String>> ALLOWED = parse();

    private Directions() {}

    /** The line of the table that a class falls under, or nothing of use if it falls under none. */
    static String home(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("io.florin.")) return "";
        String home = name.substring("io.florin.".length());
        while (!ALLOWED.containsKey(home) && home.contains(".")) {
            home = home.substring(0, home.lastIndexOf('.'));
        }
        return ALLOWED.containsKey(home) ? home : "";
    }

    static boolean mayUse(String user, String used) {
        return user.equals(used) || ALLOWED.getOrDefault(user, Set.of()).contains(used);
    }

    private static Map<String, Set<String>> parse() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        List<String> lines = TABLE.lines().toList();
        for (String line : lines) {
            allowed.put(line.substring(0, line.indexOf('|')).strip(), new TreeSet<>());
        }
        for (String line : lines) {
            Set<String> used = allowed.get(line.substring(0, line.indexOf('|')).strip());
            boolean except = false;
            for (String word : line.substring(line.indexOf('|') + 1).strip().split(" +", -1)) {
                if (word.isEmpty()) continue;
                if (word.equals("-")) {
                    except = true;
                } else if (except) {
                    used.remove(word);
                } else if (word.equals("*")) {
                    used.addAll(allowed.keySet());
                } else if (allowed.containsKey(word)) {
                    used.add(word);
                } else {
                    throw new IllegalStateException("no such line in the table: word=" + word);
                }
            }
        }
        return allowed;
    }
}
