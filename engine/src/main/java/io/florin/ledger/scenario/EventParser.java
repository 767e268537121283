package io.florin.ledger.scenario;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that create accounts and transfers: any field may be said, and any flag by its name. */
final class EventParser {
    static final int PENDING = TransferFlags.PENDING;
    static final int POST = TransferFlags.POST_PENDING_TRANSFER;
    static final int VOID = TransferFlags.VOID_PENDING_TRANSFER;

    private static final Map<String, Integer> ACCOUNT_FLAGS = Map.of(
            "linked", AccountFlags.LINKED,
            "debits_must_not_exceed_credits", AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS,
            "credits_must_not_exceed_debits", AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS,
            "history", AccountFlags.HISTORY,
            "imported", AccountFlags.IMPORTED,
            "closed", AccountFlags.CLOSED);
    private static final Map<String, Integer> TRANSFER_FLAGS = Map.ofEntries(
            Map.entry("linked", TransferFlags.LINKED),
            Map.entry("pending", TransferFlags.PENDING),
            Map.entry("post_pending_transfer", TransferFlags.POST_PENDING_TRANSFER),
            Map.entry("void_pending_transfer", TransferFlags.VOID_PENDING_TRANSFER),
            Map.entry("balancing_debit", TransferFlags.BALANCING_DEBIT),
            Map.entry("balancing_credit", TransferFlags.BALANCING_CREDIT),
            Map.entry("closing_debit", TransferFlags.CLOSING_DEBIT),
            Map.entry("closing_credit", TransferFlags.CLOSING_CREDIT),
            Map.entry("imported", TransferFlags.IMPORTED),
            Map.entry("partial", TransferFlags.PARTIAL),
            Map.entry("group", TransferFlags.GROUP));
    private static final int CODE_OF_ACCOUNTS = 1;
    private static final int CODE_OF_TRANSFERS = 10;

    private final Words words;
    private @Nullable Moment time;

    private EventParser(Words words) {
        this.words = words;
    }

    static Line account(Words words) {
        return new EventParser(words).account();
    }

    static Line transfer(Words words, int flags) {
        return new EventParser(words).transfer(flags);
    }

    static Line resolve(Words words, int flags) {
        return new EventParser(words).resolve(flags);
    }

    private Line account() {
        String name = words.word("account");
        AccountCommand command = new AccountCommand().code(CODE_OF_ACCOUNTS);
        while (!words.isAtEnd()) {
            String word = words.word("answer");
            Integer flag = ACCOUNT_FLAGS.get(word);
            if (flag != null) {
                command.flags(command.flags() | flag);
            } else if (!accountField(word, command)) {
                return new Line.CreateAccount(
                        words.source(), name, command, time, ScenarioParser.expected(words, word));
            }
        }
        return new Line.CreateAccount(words.source(), name, command, time, ScenarioParser.expected(words, "created"));
    }

    private boolean accountField(String word, AccountCommand command) {
        switch (word) {
            case "ledger" -> command.ledger(words.number(word, 32));
            case "code" -> command.code(words.number(word, 16));
            case "flags" -> command.flags(command.flags() | words.number(word, 16));
            case "user128" -> command.userData128Low(words.number(word));
            case "user64" -> command.userData64(words.number(word));
            case "user32" -> command.userData32(words.number(word, 32));
            case "time" -> time = words.moment();
            case "debits_pending" -> command.debitsPendingMinor(words.number(word));
            case "debits_posted" -> command.debitsPostedMinor(words.number(word));
            case "credits_pending" -> command.creditsPendingMinor(words.number(word));
            case "credits_posted" -> command.creditsPostedMinor(words.number(word));
            case "debit_allowance" -> command.debitAllowanceMinor(words.number(word));
            case "credit_allowance" -> command.creditAllowanceMinor(words.number(word));
            case "version" -> command.limitsVersion(words.number(word, 32));
            case "frozen" -> command.frozen(words.number(word, 16));
            case "reason" -> command.reason(words.number(word, 16));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Line transfer(int flags) {
        String name = words.word("transfer");
        String debit = words.word("debit account");
        words.expect("->");
        String credit = words.word("credit account");
        TransferCommand command =
                new TransferCommand().flags(flags).code(CODE_OF_TRANSFERS).amountMinor(words.number("amount"));
        return rest(name, debit, credit, "", command);
    }

    private Line resolve(int flags) {
        String name = words.word("transfer");
        String hold = words.word("hold");
        TransferCommand command = new TransferCommand().flags(flags);
        long all = flags == VOID ? 0 : Long.MAX_VALUE;
        command.amountMinor(words.isNumber() ? words.number("amount") : all);
        return rest(name, "", "", hold, command);
    }

    private Line rest(String name, String debit, String credit, String hold, TransferCommand command) {
        String from = debit;
        String to = credit;
        String pending = hold;
        boolean inheritsLedger = hold.isEmpty();
        while (true) {
            String word = words.word("answer");
            Integer flag = TRANSFER_FLAGS.get(word);
            if (flag != null) {
                command.flags(command.flags() | flag);
                continue;
            }
            switch (word) {
                case "from" -> from = words.word(word);
                case "to" -> to = words.word(word);
                case "pending_id" -> pending = words.word(word);
                case "ledger" -> {
                    command.ledger(words.number(word, 32));
                    inheritsLedger = false;
                }
                case "time" -> time = words.moment();
                default -> {
                    if (transferField(word, command)) continue;
                    Line.Expected expected = ScenarioParser.expected(words, word);
                    return new Line.CreateTransfer(
                            words.source(), name, from, to, pending, command, inheritsLedger, time, expected);
                }
            }
        }
    }

    private boolean transferField(String word, TransferCommand command) {
        switch (word) {
            case "code" -> command.code(words.number(word, 16));
            case "flags" -> command.flags(command.flags() | words.number(word, 16));
            case "timeout" -> command.timeoutSeconds(words.seconds(word));
            case "user128" -> command.userData128Low(words.number(word));
            case "user64" -> command.userData64(words.number(word));
            case "user32" -> command.userData32(words.number(word, 32));
            default -> {
                return false;
            }
        }
        return true;
    }
}
