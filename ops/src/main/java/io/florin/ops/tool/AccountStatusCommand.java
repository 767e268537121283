package io.florin.ops.tool;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.AccountFlag;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.StatusChange;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Whether an account takes money, and how to stop that.",
        subcommands = {
            AccountStatusCommand.Get.class,
            AccountStatusCommand.Freeze.class,
            AccountStatusCommand.Unfreeze.class,
            AccountStatusCommand.Close.class
        })
final class AccountStatusCommand {
    @Command(name = "get", description = "Look whether an account is open, frozen or closed.")
    static final class Get implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The account's id.")
        UUID id = Transfer.NO_ID;

        @Override
        public Integer call() {
            Account account = client.account(id);
            Account.Limits status = account.limits();
            output.print(new Fields()
                    .text("id", id.toString())
                    .fact("closed", account.has(AccountFlag.CLOSED))
                    .fact("debits_frozen", status.debitsFrozen())
                    .fact("credits_frozen", status.creditsFrozen())
                    .number("reason", status.reason()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "freeze",
            description = {
                "Take nothing on one side of an account, or on both; the side that is not named is let go.",
                "Holds that are there can still be voided, and do expire."
            })
    static final class Freeze implements Callable<Integer> {
        @Mixin
        Change change = new Change();

        @Option(names = "--debits", description = "Only debits: nothing goes out.")
        boolean isDebits;

        @Option(names = "--credits", description = "Only credits: nothing comes in.")
        boolean isCredits;

        @Option(
                names = "--reason",
                converter = Unsigned.Bits16.class,
                paramLabel = "N",
                defaultValue = "0",
                description = "A number of your own, 0 to 65535; default ${DEFAULT-VALUE}.")
        int reason;

        @Override
        public Integer call() {
            boolean isBoth = isDebits == isCredits;
            return change.send(new StatusChange(change.id, isBoth || isDebits, isBoth || isCredits, reason));
        }
    }

    @Command(name = "unfreeze", description = "Let both sides of an account go.")
    static final class Unfreeze implements Callable<Integer> {
        @Mixin
        Change change = new Change();

        @Override
        public Integer call() {
            return change.send(StatusChange.unfreeze(change.id));
        }
    }

    /** What freezing and unfreezing have in common. */
    static final class Change {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        KeyOption key = new KeyOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The account's id.")
        UUID id = Transfer.NO_ID;

        Integer send(StatusChange change) {
            Results results = key.ask(client, (florin, options) -> florin.setAccountStatus(List.of(change), options));
            output.print(Answers.fields(id, results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(
            name = "close",
            description = {
                "Close an account: it takes nothing but voids from then on.",
                "Closing is a hold of nothing, whose id is printed: \"florin hold void\" on it opens the account again."
            })
    static final class Close implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The account's id.")
        UUID id = Transfer.NO_ID;

        @Option(
                names = "--against",
                required = true,
                paramLabel = "UUID",
                description = "The other account of the hold; it stays open.")
        UUID against = Transfer.NO_ID;

        @Option(names = "--hold", paramLabel = "UUID", description = "The hold's id; made here unless it is given.")
        @Nullable
        UUID hold;

        @Option(
                names = "--code",
                converter = Unsigned.Bits16.class,
                paramLabel = "N",
                defaultValue = "1",
                description = "Your kinds of transfers; default ${DEFAULT-VALUE}.")
        int code = 1;

        @Override
        public Integer call() {
            int ledger = client.account(id).ledger();
            UUID holdId = hold == null ? Ids.next() : hold;
            Transfer closing =
                    Transfer.hold(holdId, id, against, 0, ledger, code).and(TransferFlag.CLOSING_DEBIT);
            Results results = client.create(closing);
            output.print(Answers.fields(holdId, results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
