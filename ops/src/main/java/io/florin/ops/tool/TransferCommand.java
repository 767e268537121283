package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "transfer",
        description = "Move money between two accounts, and ask what became of it.",
        subcommands = {TransferCommand.Create.class, TransferCommand.Get.class})
final class TransferCommand {
    @Command(
            name = "create",
            description = "Create one transfer. If its outcome stays unknown, send it again with the id that is named.")
    static final class Create implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Option(names = "--id", paramLabel = "UUID", description = "Made here unless it is given.")
        @Nullable
        UUID id;

        @Option(names = "--debit", required = true, paramLabel = "UUID", description = "The account that pays.")
        UUID debit = Transfer.NO_ID;

        @Option(names = "--credit", required = true, paramLabel = "UUID", description = "The account that receives.")
        UUID credit = Transfer.NO_ID;

        @Option(
                names = "--amount",
                required = true,
                paramLabel = "AMOUNT",
                description = "Minor units, as 1099, or with its currency, as \"10.99 EUR\".")
        String amount = "";

        @Option(names = "--ledger", paramLabel = "N", description = "Needed unless --amount names the currency.")
        @Nullable
        Integer ledger;

        @Option(
                names = "--code",
                paramLabel = "N",
                defaultValue = "1",
                description = "Your kinds of transfers; default ${DEFAULT-VALUE}.")
        int code = 1;

        @Override
        public Integer call() {
            Amount parsed = Amount.parse(amount);
            int ledgerNumber = parsed.ledger(Optional.ofNullable(ledger));
            UUID transferId = id == null ? Ids.next() : id;
            Transfer transfer = Transfer.of(transferId, debit, credit, parsed.minor(), ledgerNumber, code);
            Results results = send(transfer);
            output.print(Answers.fields(transferId, results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }

        private Results send(Transfer transfer) {
            try {
                return client.ask(florin -> florin.createTransfer(transfer));
            } catch (CommandFailure failed) {
                throw new CommandFailure(failed.exitCode(), failed.getMessage() + ": id=" + transfer.id());
            }
        }
    }

    @Command(name = "get", description = "Ask what became of a transfer's id.")
    static final class Get implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The transfer's id.")
        UUID id = Transfer.NO_ID;

        @Override
        public Integer call() {
            Lookup<TransferOutcome> found = client.ask(florin -> florin.lookupTransfers(List.of(id)));
            TransferOutcome outcome = found.rows().getFirst();
            Fields fields = new Fields()
                    .text("id", id.toString())
                    .text("outcome", outcome.outcome().name().toLowerCase(Locale.ROOT));
            outcome.refusal().ifPresent(code -> fields.text("result", code));
            outcome.transfer().ifPresent(transfer -> describe(transfer, fields));
            output.print(fields.number("sequence", found.position().sequence()));
            return outcome.outcome() == TransferOutcome.Outcome.CREATED ? ExitCode.OK : ExitCode.FAILED;
        }

        private void describe(Transfer transfer, Fields fields) {
            fields.text("debit_account_id", transfer.debitAccountId().toString())
                    .text("credit_account_id", transfer.creditAccountId().toString());
            if (output.format == Fields.Format.JSON) fields.number("amount", transfer.amountMinor());
            else fields.text("amount", Amount.print(transfer.amountMinor(), transfer.ledger()));
            fields.number("ledger", Integer.toUnsignedLong(transfer.ledger()))
                    .number("code", transfer.code())
                    .text("flags", Answers.names(TransferFlag.values(), transfer::has))
                    .text("timestamp", Answers.time(transfer.timestampNs()));
        }
    }
}
