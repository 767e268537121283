package io.florin.ops.tool;

import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "transfer",
        description = "Move money between two accounts, and ask what became of it.",
        subcommands = {TransferCommand.Create.class, TransferCommand.Get.class, TransferBatchCommand.class})
final class TransferCommand {
    @Command(
            name = "create",
            description = "Create one transfer. If its outcome stays unknown, send it again with the id that is named.")
    static final class Create implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        TransferOptions options = new TransferOptions();

        @Override
        public Integer call() {
            Transfer transfer = options.transfer();
            Results results = client.create(transfer);
            output.print(Answers.fields(transfer.id(), results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(name = "get", description = "Look at one transfer, or at what became of its id.")
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
            output.print(Answers.transfer(outcome, output.isTable())
                    .number("sequence", found.position().sequence()));
            return outcome.outcome() == TransferOutcome.Outcome.CREATED ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
