package io.florin.ops.tool.repl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every command there is: its form, and what it does. */
enum ReplVerb {
    ACCOUNT("account NAME CURRENCY [FLAG…] [code N]", "opens an account and gives it the name"),
    TRANSFER("transfer FROM -> TO AMOUNT CURRENCY [code N]", "moves money: transfer alice -> bob 10.99 EUR"),
    HOLD(
            "hold FROM -> TO AMOUNT CURRENCY [for 30m] [as NAME]",
            "reserves money; without a name it is called h1, h2, …"),
    POST("post HOLD [AMOUNT CURRENCY] [partial]", "moves what is held, or so much of it; partial keeps the rest held"),
    VOID("void HOLD", "releases what is held"),
    AGAIN("again", "sends the last transfer, hold, post or void once more, with the same id: it is never done twice"),
    BALANCE("balance NAME|ID", "an account as it is now"),
    ACCOUNTS("accounts", "the accounts that have names"),
    OUTCOME("outcome NAME|ID", "what became of a transfer or hold"),
    ALIAS("alias NAME ID", "gives an id a name, in a file of yours"),
    UNALIAS("unalias NAME", "forgets the name; the id stays what it is"),
    ALIASES("aliases", "all names"),
    ID("id", "a new id"),
    HELP("help [COMMAND]", "this list, or one of it"),
    QUIT("quit", "ends; so do exit and Ctrl-D");

    private static final List<ReplVerb> ALL = List.of(values());

    private final String form;
    private final String sentence;

    ReplVerb(String form, String sentence) {
        this.form = form;
        this.sentence = sentence;
    }

    static Optional<ReplVerb> named(String word) {
        return ALL.stream().filter(verb -> verb.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return ALL.stream().map(ReplVerb::word).toList();
    }

    String word() {
        return form.split(" ", 2)[0];
    }

    /** What would be right. */
    String form() {
        return form;
    }

    /** Whether it speaks of accounts or holds, so that names may follow. */
    boolean takesNames() {
        return switch (this) {
            case TRANSFER, HOLD, POST, VOID, BALANCE, OUTCOME, UNALIAS -> true;
            default -> false;
        };
    }

    static String help() {
        int width = ALL.stream().mapToInt(verb -> verb.form.length()).max().orElse(0);
        return String.join(
                "\n",
                Arrays.stream(values())
                        .map(verb -> verb.form + " ".repeat(width - verb.form.length() + 2) + verb.sentence)
                        .toList());
    }

    String helpOfOne() {
        return form + "\n  " + sentence;
    }
}
