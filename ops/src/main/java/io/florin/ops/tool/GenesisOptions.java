package io.florin.ops.tool;

import io.florin.ops.Genesis;
import io.florin.pipeline.Profile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is decided once for a ledger; the same for every verb that may make one. */
public final class GenesisOptions {
    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts there can be; default 1048576, with profile small 65536.")
    @Nullable
    Long accounts;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            description = "Transfers remembered at once; default 4194304, with profile small 524288.")
    @Nullable
    Long transfers;

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            description = "Age after which a transfer's id is refused, such as PT24H, the default.")
    @Nullable
    Duration window;

    @Option(names = "--any-id", description = "Ids of transfers need not be time-ordered.")
    boolean isAnyId;

    Genesis bind(Profile profile) {
        Genesis defaults = Genesis.of(profile);
        return Genesis.of(
                accounts == null ? defaults.accountsMax() : accounts,
                transfers == null ? defaults.transfersMax() : transfers,
                window == null ? defaults.windowNs() : window.toNanos(),
                isAnyId);
    }
}
