package io.florin.ledger.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds every line of the ledger that can be made wrong in one of these ways. */
final class MutantSource {
    /** Where a change is none: beliefs hold anyway, and these classes only carry or write down values. */
    private static final Set<String> SKIPPED = Set.of("Belief.java", "Names.java", "package-info.java");

    private static final List<Rule> RULES = List.of(
            new Rule("wrong comparison", " < ", " <= "),
            new Rule("wrong comparison", " <= ", " < "),
            new Rule("wrong comparison", " > ", " >= "),
            new Rule("wrong comparison", " >= ", " > "),
            new Rule("wrong comparison", " == ", " != "),
            new Rule("wrong comparison", " != ", " == "),
            new Rule("wrong condition", " && ", " || "),
            new Rule("wrong condition", " \\|\\| ", " && "),
            new Rule("wrong condition", "\\(!", "("),
            new Rule("off by one", " \\+ 1\\b", ""),
            new Rule("off by one", " - 1\\b", ""),
            new Rule("wrong sum", " \\+ ", " - "),
            new Rule("wrong sum", " - ", " + "),
            new Rule("wrong count", "\\+\\+", "--"),
            new Rule("wrong count", "--", "++"),
            new Rule("wrong bit", " \\| ", " & "),
            new Rule("wrong bit", " & ~", " | "),
            new Rule("swapped side", "debit", "credit"),
            new Rule("swapped side", "credit", "debit"),
            new Rule("swapped side", "DEBIT", "CREDIT"),
            new Rule("swapped side", "CREDIT", "DEBIT"),
            new Rule("swapped half", "[hH]igh\\(\\)", "Low()"),
            new Rule("pending for posted", "(?<=[a-z])Pending", "Posted"),
            new Rule("posted for voided", "POSTED", "VOIDED"),
            new Rule("skipped check", "^(\\s*)if \\(.*\\) return [^;]*;$", "$1;"),
            new Rule("dropped statement", "^(\\s*)log\\(.*\\);$", "$1;"),
            new Rule("dropped statement", "^(\\s*)[a-z][A-Za-z.()]*\\([^=]*\\);$", "$1;"),
            new Rule("dropped assignment", "^(\\s*)[a-z][A-Za-z.]* [-+|]?= [^;]*;$", "$1;"));

    /** A way to be wrong. */
    private record Rule(String kind, Pattern wrong, String right) {
        Rule(String kind, String pattern, String replacement) {
            this(kind, Pattern.compile(pattern), replacement);
        }
    }

    private MutantSource() {}

    /** All of them, in an order that the seed decides. */
    static List<Mutant> of(Path folder, long seed) throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(MutantSource::isMutated).sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int line = 0; line < lines.size(); line++) {
                    if (isCode(lines.get(line))) add(mutants, file.getFileName().toString(), line, lines.get(line));
                }
            }
        }
        Collections.shuffle(mutants, new Random(seed));
        return mutants;
    }

    private static boolean isMutated(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !SKIPPED.contains(name) && !name.endsWith("Command.java");
    }

    private static boolean isCode(String line) {
        String text = line.strip();
        boolean isProse = text.isEmpty() || text.startsWith("*") || text.startsWith("/") || text.contains("Belief.");
        boolean isDeclared = text.startsWith("import ") || text.startsWith("package ") || text.startsWith("throw ");
        return !isProse && !isDeclared && !text.contains("default ->");
    }

    private static void add(List<Mutant> mutants, String file, int line, String before) {
        for (Rule rule : RULES) {
            Matcher found = rule.wrong().matcher(before);
            while (found.find()) {
                String head = before.substring(0, found.start());
                String middle = rule.wrong().matcher(found.group()).replaceFirst(rule.right());
                String after = head + middle + before.substring(found.end());
                if (!after.equals(before)) mutants.add(new Mutant(file, line, rule.kind(), before, after));
            }
        }
    }
}
