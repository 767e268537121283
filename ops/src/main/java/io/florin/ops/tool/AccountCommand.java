package io.florin.ops.tool;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.AccountFlag;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "account",
        description = "Create accounts, look at them, set their limits, freeze and close them.",
        subcommands = {
            AccountCommand.Create.class,
            AccountCommand.Get.class,
            AccountLimitsCommand.class,
            AccountStatusCommand.class
        })
final class AccountCommand {
    @Command(name = "create", description = "Create one account.")
    static final class Create implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Option(names = "--id", paramLabel = "UUID", description = "Made here unless it is given.")
        @Nullable
        UUID id;

        @Option(
                names = "--ledger",
                converter = Unsigned.Bits32.class,
                required = true,
                paramLabel = "N",
                description = "ISO 4217 number of the currency, or a ledger of your own.")
        int ledger;

        @Option(
                names = "--code",
                converter = Unsigned.Bits16.class,
                paramLabel = "N",
                defaultValue = "1",
                description = "Your chart of accounts; default ${DEFAULT-VALUE}.")
        int code = 1;

        @Option(names = "--flag", paramLabel = "FLAG", description = "May be given again: ${COMPLETION-CANDIDATES}.")
        List<AccountFlag> flags = new ArrayList<>();

        @Override
        public Integer call() {
            UUID accountId = id == null ? Ids.next() : id;
            Account account = Account.of(accountId, ledger, code).withFlags(flags.toArray(AccountFlag[]::new));
            Results results = client.ask(florin -> florin.createAccounts(List.of(account)));
            output.print(Answers.fields(accountId, results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(name = "get", description = "Look at one account: balances in minor units.")
    static final class Get implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The account's id.")
        UUID id = new UUID(0, 0);

        @Override
        public Integer call() {
            Lookup<Optional<Account>> found = client.ask(florin -> florin.lookupAccounts(List.of(id)));
            Account account = found.rows()
                    .getFirst()
                    .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no such account: id=" + id));
            output.print(fields(account).number("sequence", found.position().sequence()));
            return ExitCode.OK;
        }

        private Fields fields(Account account) {
            Account.Balances balances = account.balances();
            Fields fields = new Fields()
                    .text("id", account.id().toString())
                    .number("ledger", Integer.toUnsignedLong(account.ledger()))
                    .number("code", account.code())
                    .text("flags", Answers.names(AccountFlag.values(), account::has));
            if (!output.isTable()) {
                return fields.number("debits_pending", balances.debitsPendingMinor())
                        .number("debits_posted", balances.debitsPostedMinor())
                        .number("credits_pending", balances.creditsPendingMinor())
                        .number("credits_posted", balances.creditsPostedMinor())
                        .text("timestamp", Answers.time(account.timestampNs()));
            }
            return fields.text("debits pending", Amount.print(balances.debitsPendingMinor(), account.ledger()))
                    .text("debits posted", Amount.print(balances.debitsPostedMinor(), account.ledger()))
                    .text("credits pending", Amount.print(balances.creditsPendingMinor(), account.ledger()))
                    .text("credits posted", Amount.print(balances.creditsPostedMinor(), account.ledger()))
                    .text("created", Answers.time(account.timestampNs()));
        }
    }
}
