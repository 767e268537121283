package io.florin.ops.tool.repl;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.AccountFlag;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import io.florin.ops.tool.Amount;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line does. Knows names and money, and no terminal: a line goes in, an answer comes out, and whatever is wrong
 * is one sentence. One thread.
 */
final class ReplSession {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
    private static final long SECONDS_MAX = (1L << Integer.SIZE) - 1;

    private final ReplNode node;
    private final Aliases aliases;
    private @Nullable Transfer last;
    private boolean isOver;

    ReplSession(ReplNode node, Aliases aliases) {
        this.node = node;
        this.aliases = aliases;
    }

    /** Whether somebody has said that it is enough. */
    boolean isOver() {
        return isOver;
    }

    /**
     * Does it, and says what came of it; empty for an empty line.
     *
     * @throws CommandFailure if it is wrong, or the node did not do it; the message is a sentence.
     */
    String run(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        String first = parts[0].toLowerCase(Locale.ROOT);
        if (first.isEmpty() || first.startsWith("#")) return "";
        String word = first.equals("exit") ? "quit" : first;
        ReplVerb verb = ReplVerb.named(word)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "no such command: " + first + "; there are " + String.join(", ", ReplVerb.words())));
        var words = new Words(parts.length == 1 ? "" : parts[1], verb.form());
        return switch (verb) {
            case ACCOUNT -> account(words);
            case TRANSFER -> transfer(words);
            case HOLD -> hold(words);
            case POST -> post(words);
            case VOID -> release(words);
            case AGAIN -> again(words);
            case BALANCE -> balance(words);
            case ACCOUNTS -> accounts(words);
            case OUTCOME -> outcome(words);
            case ALIAS -> alias(words);
            case UNALIAS -> unalias(words);
            case ALIASES -> aliases(words);
            case ID -> id(words);
            case HELP -> help(words);
            case QUIT -> quit(words);
        };
    }

    // What changes something.

    private String account(Words words) {
        String name = words.next("a name");
        aliases.requireFree(name);
        int ledger = Amount.parse("0 " + words.next("a currency").toUpperCase(Locale.ROOT))
                .ledger(Optional.empty());
        List<AccountFlag> flags = new ArrayList<>();
        int code = 1;
        while (words.hasNext()) {
            if (words.takes("code")) code = code(words);
            else flags.add(flag(words));
        }
        Account account = Account.of(Ids.next(), ledger, code).withFlags(flags.toArray(AccountFlag[]::new));
        Results results = node.ask(florin -> florin.createAccounts(List.of(account)));
        if (!results.isSuccess()) throw refused(results);
        aliases.add(name, account.id());
        return name + " is " + account.id();
    }

    private static AccountFlag flag(Words words) {
        String word = words.next("a flag");
        for (AccountFlag flag : AccountFlag.values()) {
            if (flag.name().equalsIgnoreCase(word)) return flag;
        }
        throw words.wrong("has no flag " + word);
    }

    private static int code(Words words) {
        String text = words.next("a number");
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 0xFFFF) return Integer.parseInt(text);
        throw words.wrong("has a code that is not from 0 to 65535: " + text);
    }

    private String transfer(Words words) {
        Transfer transfer = between(words);
        if (words.takes("code")) transfer = withCode(transfer, code(words));
        words.end();
        return send(
                transfer,
                Money.of(transfer) + " from " + named(transfer.debitAccountId()) + " to "
                        + named(transfer.creditAccountId()));
    }

    private static Transfer withCode(Transfer plain, int code) {
        return Transfer.of(
                plain.id(), plain.debitAccountId(), plain.creditAccountId(), plain.amountMinor(), plain.ledger(), code);
    }

    /** {@code FROM -> TO AMOUNT}; without a currency the amount is minor units of the ledger that FROM is in. */
    private Transfer between(Words words) {
        UUID debit = aliases.resolve(words.next("the account that pays"));
        words.requires("->");
        UUID credit = aliases.resolve(words.next("the account that receives"));
        Amount amount = amount(words);
        int ledger = amount.currency().isPresent()
                ? amount.ledger(Optional.empty())
                : node.account(debit).ledger();
        return Transfer.of(Ids.next(), debit, credit, amount.minor(), ledger, 1);
    }

    private static Amount amount(Words words) {
        return Amount.parse(words.amount().toUpperCase(Locale.ROOT));
    }

    private String hold(Words words) {
        Transfer hold = between(words).and(TransferFlag.PENDING);
        if (words.takes("for")) hold = hold.withTimeout(seconds(words));
        String name = words.takes("as") ? words.next("a name") : aliases.free("h");
        words.end();
        aliases.requireFree(name);
        aliases.add(name, hold.id()); // before it is sent: whatever becomes of it, it can be asked for
        return send(hold, name + " holds " + Money.of(hold));
    }

    private static int seconds(Words words) {
        String text = words.next("how long");
        Matcher found = DURATION.matcher(text);
        if (!found.matches()) throw words.wrong("has no duration such as 90s, 30m, 2h or 7d: " + text);
        long count = Long.parseLong(found.group(1));
        Duration duration =
                switch (found.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        if (duration.isZero() || duration.toSeconds() > SECONDS_MAX) {
            throw words.wrong("has a duration that is not from 1s to " + SECONDS_MAX + "s: " + text);
        }
        return (int) duration.toSeconds();
    }

    private String post(Words words) {
        UUID hold = aliases.resolve(words.next("the hold"));
        boolean isPartial = words.takes("partial");
        long amountMinor = Transfer.AMOUNT_MAX;
        if (words.hasNext() && !isPartial) {
            Amount amount = amount(words);
            amountMinor = amount.minor();
            isPartial = words.takes("partial");
            node.transfer(hold).ifPresent(held -> amount.requireLedger(held.ledger(), "the hold"));
        }
        words.end();
        Transfer post = Transfer.post(Ids.next(), hold, amountMinor);
        return send(isPartial ? post.and(TransferFlag.PARTIAL) : post, "posted " + named(hold));
    }

    private String release(Words words) {
        UUID hold = aliases.resolve(words.next("the hold"));
        words.end();
        return send(Transfer.voidOf(Ids.next(), hold), "voided " + named(hold));
    }

    private String again(Words words) {
        words.end();
        if (last == null) throw new CommandFailure(ExitCode.USAGE, "nothing was sent yet that could be sent again");
        return send(last, "sent again");
    }

    /** Keeps it first: should its answer be lost, {@code again} sends the same id. */
    private String send(Transfer transfer, String done) {
        last = transfer;
        Results results = node.ask(florin -> florin.createTransfer(transfer));
        if (!results.isSuccess()) throw refused(results);
        return results.code(0) + ": " + done + "  [" + transfer.id() + ", sequence "
                + results.position().sequence() + "]";
    }

    private static CommandFailure refused(Results results) {
        return new CommandFailure(ExitCode.FAILED, "refused: " + results.code(0) + ", and nothing happened");
    }

    // What only looks.

    private String balance(Words words) {
        UUID id = aliases.resolve(words.next("the account"));
        words.end();
        return Money.line(named(id), node.account(id), 0);
    }

    private String accounts(Words words) {
        words.end();
        var byName = new TreeMap<>(aliases.all());
        if (byName.isEmpty()) return "no names yet: account NAME CURRENCY opens an account, alias NAME ID names one";
        List<UUID> ids = List.copyOf(byName.values());
        List<Optional<Account>> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Florin.EVENTS_MAX) {
            List<UUID> part = ids.subList(from, Math.min(ids.size(), from + Florin.EVENTS_MAX));
            found.addAll(node.ask(florin -> florin.lookupAccounts(part)).rows());
        }
        int width = byName.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        List<String> names = List.copyOf(byName.keySet());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            found.get(i).ifPresent(account -> lines.add(Money.line(name, account, width)));
        }
        return String.join("\n", lines);
    }

    private String outcome(Words words) {
        UUID id = aliases.resolve(words.next("the transfer or hold"));
        words.end();
        TransferOutcome outcome = node.outcome(id);
        String text = outcome.outcome().name().toLowerCase(Locale.ROOT);
        if (outcome.refusal().isPresent()) {
            return text + ": " + outcome.refusal().get();
        }
        return outcome.transfer()
                .map(transfer -> text + ": " + Money.of(transfer) + " from " + named(transfer.debitAccountId()) + " to "
                        + named(transfer.creditAccountId()) + pending(outcome))
                .orElse(text);
    }

    private static String pending(TransferOutcome outcome) {
        return outcome.pending() == TransferOutcome.Pending.NONE
                ? ""
                : ", " + outcome.pending().name().toLowerCase(Locale.ROOT);
    }

    // Names, and the rest.

    private String alias(Words words) {
        String name = words.next("a name");
        String id = words.next("an id");
        words.end();
        aliases.add(name, aliases.resolve(id));
        return name + " is " + aliases.resolve(name);
    }

    private String unalias(Words words) {
        String name = words.next("a name");
        words.end();
        aliases.remove(name);
        return name + " is nobody's name any more";
    }

    private String aliases(Words words) {
        words.end();
        List<String> lines = new ArrayList<>();
        new TreeMap<>(aliases.all()).forEach((name, id) -> lines.add(name + " " + id));
        return lines.isEmpty() ? "no names yet" : String.join("\n", lines);
    }

    private static String id(Words words) {
        words.end();
        return Ids.next().toString();
    }

    private static String help(Words words) {
        if (!words.hasNext()) return ReplVerb.help();
        String word = words.next("a command");
        words.end();
        return ReplVerb.named(word)
                .map(ReplVerb::helpOfOne)
                .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "no such command: " + word));
    }

    private String quit(Words words) {
        words.end();
        isOver = true;
        return "";
    }

    private String named(UUID id) {
        return aliases.nameOf(id);
    }

    /** What may come at the end of a line that was begun; whoever asks picks those that begin as the word does. */
    List<String> candidates(List<String> wordsBefore) {
        if (wordsBefore.isEmpty()) return ReplVerb.words();
        Optional<ReplVerb> verb = ReplVerb.named(wordsBefore.getFirst());
        if (verb.isEmpty()) return List.of();
        if (verb.get() == ReplVerb.HELP) return ReplVerb.words();
        boolean isArrowDue =
                (verb.get() == ReplVerb.TRANSFER || verb.get() == ReplVerb.HOLD) && wordsBefore.size() == 2;
        if (isArrowDue) return List.of("->");
        return verb.get().takesNames() ? aliases.names() : List.of();
    }
}
