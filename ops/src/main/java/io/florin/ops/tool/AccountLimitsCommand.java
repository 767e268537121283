package io.florin.ops.tool;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.LimitsChange;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "limits",
        description = "How far an account may go beyond its flags: an overdraft, or a credit limit.",
        subcommands = {AccountLimitsCommand.Get.class, AccountLimitsCommand.Set.class})
final class AccountLimitsCommand {
    @Command(name = "get", description = "Look at an account's limits and at their version.")
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
            Account.Limits limits = account.limits();
            Fields fields = new Fields().text("id", id.toString());
            if (output.isTable()) {
                fields.text("debit_allowance", Amount.print(limits.debitAllowanceMinor(), account.ledger()))
                        .text("credit_allowance", Amount.print(limits.creditAllowanceMinor(), account.ledger()));
            } else {
                fields.number("debit_allowance", limits.debitAllowanceMinor())
                        .number("credit_allowance", limits.creditAllowanceMinor());
            }
            output.print(fields.number("version", Integer.toUnsignedLong(limits.version())));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "set",
            description = {
                "Set an account's limits; one that is not given stays.",
                "Without --if-version they are set whatever they were when this began; with it, only if they are at"
                        + " that version."
            })
    static final class Set implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        KeyOption key = new KeyOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The account's id.")
        UUID id = Transfer.NO_ID;

        @Option(names = "--debit", paramLabel = "AMOUNT", description = "How far debits may exceed credits.")
        @Nullable
        String debit;

        @Option(names = "--credit", paramLabel = "AMOUNT", description = "How far credits may exceed debits.")
        @Nullable
        String credit;

        @Option(
                names = "--if-version",
                converter = Unsigned.Bits32.class,
                paramLabel = "N",
                description = "The version that the limits must have.")
        @Nullable
        Integer version;

        @Override
        public Integer call() {
            if (debit == null && credit == null) {
                throw new CommandFailure(ExitCode.USAGE, "name at least one limit: --debit or --credit");
            }
            Account account = client.account(id);
            Account.Limits limits = account.limits();
            var change = new LimitsChange(
                    id,
                    amountMinor(debit, limits.debitAllowanceMinor(), account),
                    amountMinor(credit, limits.creditAllowanceMinor(), account),
                    version == null ? limits.version() : version);
            Results results = key.ask(client, (florin, options) -> florin.setAccountLimits(List.of(change), options));
            output.print(Answers.fields(id, results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }

        private static long amountMinor(@Nullable String text, long otherwise, Account account) {
            if (text == null) return otherwise;
            Amount amount = Amount.parse(text);
            amount.requireLedger(account.ledger(), "the account");
            return amount.minor();
        }
    }
}
