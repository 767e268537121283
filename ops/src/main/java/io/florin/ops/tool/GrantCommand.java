package io.florin.ops.tool;

import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.Right;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "grant",
        description = {
            "Grant a principal exactly these rights in a ledger, and take away any other it had there.",
            "A journaled command: it is replayed with the rest."
        })
final class GrantCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "PRINCIPAL", description = "The principal's number, 1 to 2^64-1.")
    String principal = "";

    @Option(names = "--ledger", required = true, paramLabel = "N|all", description = "The ledger, or all of them.")
    String ledger = "";

    @Option(
            names = "--right",
            paramLabel = "RIGHT",
            description = "May be given again: ${COMPLETION-CANDIDATES}. Needed unless --revoke is given.")
    Set<Right> rights = EnumSet.noneOf(Right.class);

    @Option(names = "--revoke", description = "No right at all.")
    boolean isRevoked;

    @Override
    public Integer call() {
        if (isRevoked != rights.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "name rights with --right, or give --revoke, and not both");
        }
        long number = number("PRINCIPAL", principal);
        int ledgerNumber = ledgerOrAll(ledger);
        return admin.send((client, key) -> client.grant(key, number, ledgerNumber, rights));
    }

    /** What {@code --ledger} says where every ledger may be meant. */
    static int ledgerOrAll(String ledger) {
        if (ledger.equals(ALL)) return FlorinAdminClient.ALL_LEDGERS;
        try {
            int number = Integer.parseUnsignedInt(ledger);
            if (number != 0) return number;
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new CommandFailure(ExitCode.USAGE, "must be 1 to 4294967295, or all: --ledger=" + ledger);
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseUnsignedLong(text);
            if (number != 0) return number;
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new CommandFailure(ExitCode.USAGE, "must be 1 to 18446744073709551615: " + name + "=" + text);
    }
}
