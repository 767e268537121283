package io.florin.bench.run;

import io.florin.ops.tool.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Print the scenarios.")
final class ListCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        for (Scenario scenario : Scenario.ALL) {
            System.out.printf("%-15s %s%n", scenario.title(), scenario.sentence());
        }
        return ExitCode.OK;
    }
}
