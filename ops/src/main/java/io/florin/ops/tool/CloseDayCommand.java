package io.florin.ops.tool;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "close-day",
        description = {
            "End a day of a ledger: what the journal has before this command belongs to it.",
            "A journaled command, given once a day and in order."
        })
final class CloseDayCommand implements Callable<Integer> {
    @Mixin
    AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "DATE", description = "The day that ends, such as 2026-11-20.")
    String date = "";

    @Option(
            names = "--ledger",
            paramLabel = "N|all",
            required = true,
            description = "The ledger, or all of them at once.")
    String ledger = "";

    @Override
    public Integer call() {
        LocalDate day = day("DATE", date);
        int number = GrantCommand.ledgerOrAll(ledger);
        return admin.send((client, key) -> client.closeDay(key, number, day));
    }

    /** A day as people write it. */
    static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw new CommandFailure(ExitCode.USAGE, "must be a day such as 2026-11-20: " + name + "=" + text);
        }
    }
}
