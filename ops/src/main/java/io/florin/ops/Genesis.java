package io.florin.ops;

import io.florin.pipeline.Profile;
import io.florin.protocol.codec.GenesisRowEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What {@code florin init} decides for a ledger, once: capacities and rules that decide results, hence the journal's
 * first record and no setting.
 *
 * @param accountsMax accounts there can be.
 * @param transfersMax transfers remembered at once, holds and burnt ids included.
 * @param windowNs age after which a transfer's id is refused.
 * @param repliesMax replies remembered under request keys.
 * @param replyRowsMax rows that all these replies may have together.
 * @param grantsMax grants there can be.
 * @param isAnyId whether ids need not be time-ordered.
 */
public record Genesis(
        long accountsMax,
        long transfersMax,
        long windowNs,
        long repliesMax,
        long replyRowsMax,
        long grantsMax,
        boolean isAnyId) {
    static final int FEATURE_LEVEL = 1;

    private static final long ACCOUNTS_MAX_DEFAULT = 1_048_576;
    private static final long ACCOUNTS_MAX_DEFAULT_SMALL = 65_536;
    private static final long TRANSFERS_MAX_DEFAULT = 4_194_304;
    private static final long TRANSFERS_MAX_DEFAULT_SMALL = 524_288;
    private static final long WINDOW_DEFAULT_NS = TimeUnit.HOURS.toNanos(24);
    private static final long REPLIES_MAX = 65_536;
    private static final long REPLY_ROWS_MAX = 262_144;
    private static final long GRANTS_MAX = 1_024;

    public Genesis {
        requirePositive(accountsMax, "accounts");
        requirePositive(transfersMax, "transfers");
        requirePositive(windowNs, "window");
        requirePositive(repliesMax, "replies");
        requirePositive(replyRowsMax, "reply rows");
        requirePositive(grantsMax, "grants");
    }

    /** With as many replies and grants as every ledger has. */
    public static Genesis of(long accountsMax, long transfersMax, long windowNs, boolean isAnyId) {
        return new Genesis(accountsMax, transfersMax, windowNs, REPLIES_MAX, REPLY_ROWS_MAX, GRANTS_MAX, isAnyId);
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) throw new ConfigurationException("must be above zero: " + name + "=" + value);
    }

    /** Defaults for a machine with many cores, or with few. */
    public static Genesis of(Profile profile) {
        boolean isSmall = profile.on(Runtime.getRuntime().availableProcessors()) == Profile.SMALL;
        return of(
                isSmall ? ACCOUNTS_MAX_DEFAULT_SMALL : ACCOUNTS_MAX_DEFAULT,
                isSmall ? TRANSFERS_MAX_DEFAULT_SMALL : TRANSFERS_MAX_DEFAULT,
                WINDOW_DEFAULT_NS,
                false);
    }

    /** The row of the record. */
    UnsafeBuffer encode(long ledgerIdHigh, long ledgerIdLow) {
        var row = new UnsafeBuffer(new byte[GenesisRowEncoder.ENCODED_LENGTH]);
        var encoder = new GenesisRowEncoder().wrap(row, 0);
        encoder.ledgerId().high(ledgerIdHigh).low(ledgerIdLow);
        encoder.accountsMax(accountsMax)
                .transfersMax(transfersMax)
                .windowNs(windowNs)
                .repliesMax(repliesMax)
                .replyRowsMax(replyRowsMax)
                .grantsMax(grantsMax)
                .idPolicy((short) (isAnyId ? 1 : 0))
                .featureLevel(FEATURE_LEVEL);
        return row;
    }
}
