package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "id", description = "Print time-ordered ids (UUID version 7), one a line.")
final class IdCommand implements Callable<Integer> {
    @Option(names = "-n", paramLabel = "N", defaultValue = "1", description = "How many; default ${DEFAULT-VALUE}.")
    int count = 1;

    @Override
    public Integer call() {
        if (count < 1) throw new CommandFailure(ExitCode.USAGE, "must be at least 1: -n=" + count);
        for (int i = 0; i < count; i++) System.out.println(Ids.next());
        return ExitCode.OK;
    }
}
