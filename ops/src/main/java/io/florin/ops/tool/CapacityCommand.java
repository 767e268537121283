package io.florin.ops.tool;

import io.florin.gateway.client.Capacity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "capacity",
        description = {
            "Change how much the ledger remembers; what is not named stays.",
            "A journaled command, because it decides results: it is replayed with the rest."
        })
final class CapacityCommand implements Callable<Integer> {
    @Mixin
    AdminOptions admin = new AdminOptions();

    @Option(names = "--accounts", paramLabel = "N", description = "Accounts there can be.")
    @Nullable
    Long accounts;

    @Option(names = "--transfers", paramLabel = "N", description = "Transfers remembered at once.")
    @Nullable
    Long transfers;

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            description = "Age after which a transfer's id is refused, in whole seconds, such as PT24H.")
    @Nullable
    Duration window;

    @Option(names = "--replies", paramLabel = "N", description = "Answers remembered under request keys.")
    @Nullable
    Long replies;

    @Option(names = "--reply-rows", paramLabel = "N", description = "Rows that all these answers may have together.")
    @Nullable
    Long replyRows;

    @Option(names = "--grants", paramLabel = "N", description = "Grants there can be.")
    @Nullable
    Long grants;

    @Override
    public Integer call() {
        Map<Capacity, Long> changes = new EnumMap<>(Capacity.class);
        put(changes, Capacity.ACCOUNTS_MAX, "--accounts", accounts);
        put(changes, Capacity.TRANSFERS_MAX, "--transfers", transfers);
        put(changes, Capacity.WINDOW_SECONDS, "--window", window == null ? null : window.toSeconds());
        put(changes, Capacity.REPLIES_MAX, "--replies", replies);
        put(changes, Capacity.REPLY_ROWS_MAX, "--reply-rows", replyRows);
        put(changes, Capacity.GRANTS_MAX, "--grants", grants);
        if (changes.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "name at least one capacity, such as --accounts");
        }
        return admin.send((client, key) -> client.capacities(key, changes));
    }

    private static void put(Map<Capacity, Long> changes, Capacity capacity, String option, @Nullable Long value) {
        if (value == null) return;
        if (value < 1) throw new CommandFailure(ExitCode.USAGE, "must be above zero: " + option + "=" + value);
        changes.put(capacity, value);
    }
}
