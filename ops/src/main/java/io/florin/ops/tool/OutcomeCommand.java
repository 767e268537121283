package io.florin.ops.tool;

import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "outcome",
        description = {
            "Ask what became of an id: created, refused (and why: the id is burnt), unknown, or too_old to tell.",
            "Exits with 0 if it was created, else with 1."
        })
final class OutcomeCommand implements Callable<Integer> {
    @Mixin
    ClientOptions client = new ClientOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "UUID", description = "The id of a transfer, hold, post or void.")
    UUID id = Transfer.NO_ID;

    @Override
    public Integer call() {
        Lookup<TransferOutcome> found = client.ask(florin -> florin.lookupTransfers(List.of(id)));
        TransferOutcome outcome = found.rows().getFirst();
        output.print(
                Answers.outcome(outcome).number("sequence", found.position().sequence()));
        return outcome.outcome() == TransferOutcome.Outcome.CREATED ? ExitCode.OK : ExitCode.FAILED;
    }
}
