package io.florin.snapshot;

import io.florin.journal.Chain;
import io.florin.ledger.Ledger;
import io.florin.ledger.StateTable;
import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SnapshotHeaderDecoder;
import io.florin.protocol.codec.SnapshotHeaderEncoder;
import java.nio.file.Path;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first 128 bytes of a snapshot: which state this is, and how large.
 *
 * @param layout of the file: {@link #FORMAT}, or 2 where no day was closed.
 * @param featureLevel of the ledger.
 * @param accounts there are.
 * @param transfers remembered, holds and burnt ids included.
 * @param accountsMax there can be, as journaled.
 * @param transfersMax there can be, as journaled.
 */
public record SnapshotHeader(
        SnapshotPosition position,
        int layout,
        int featureLevel,
        long accounts,
        long transfers,
        long accountsMax,
        long transfersMax) {
    /** The number of the newest format that this build writes; a changed byte is a new one. */
    public static final int FORMAT = SnapshotLayout.LAYOUT;

    private static final int LENGTH = SnapshotLayout.HEADER_LENGTH;

    static SnapshotHeader of(SnapshotPosition position, Ledger ledger) {
        return new SnapshotHeader(
                position,
                ledger.hasClosedDays() ? SnapshotLayout.LAYOUT : SnapshotLayout.LAYOUT_WITHOUT_DAYS,
                ledger.featureLevel(),
                ledger.accounts(),
                ledger.transfersRemembered(),
                ledger.accountsMax(),
                ledger.transfersMax());
    }

    /** Whether the file has this table. */
    boolean has(StateTable table) {
        return table != StateTable.CLOSED_DAYS || layout > SnapshotLayout.LAYOUT_WITHOUT_DAYS;
    }

    /** Of the ledger, as people write it. */
    public UUID ledgerId() {
        return new UUID(position.ledgerIdHigh(), position.ledgerIdLow());
    }

    public long sequence() {
        return position.sequence();
    }

    /** The bytes, checksum included. */
    byte[] toBytes() {
        var bytes = new byte[LENGTH];
        var encoder = new SnapshotHeaderEncoder().wrap(new UnsafeBuffer(bytes), 0);
        encoder.magic(Integer.toUnsignedLong(SnapshotLayout.HEADER_MAGIC))
                .layout(layout)
                .epoch(position.epoch());
        encoder.ledgerId().high(position.ledgerIdHigh()).low(position.ledgerIdLow());
        encoder.sequence(position.sequence())
                .timestamp(position.timestampNs())
                .featureLevel(featureLevel)
                .blockLimit(SnapshotLayout.DATA_LENGTH_MAX)
                .accounts(accounts)
                .transfers(transfers)
                .accountsMax(accountsMax)
                .transfersMax(transfersMax);
        byte[] chain = position.chain().toBytes();
        System.arraycopy(chain, 0, bytes, SnapshotHeaderEncoder.chainEncodingOffset(), chain.length);
        encoder.crc(Integer.toUnsignedLong(crcOf(bytes)));
        return bytes;
    }

    /** The header that these bytes are. */
    static SnapshotHeader parse(byte[] bytes, Path file) {
        var buffer = new UnsafeBuffer(bytes);
        var decoder = new SnapshotHeaderDecoder().wrap(buffer, 0);
        if ((int) decoder.magic() != SnapshotLayout.HEADER_MAGIC) {
            throw new SnapshotDamagedException("does not begin as a snapshot does", file, 0);
        }
        if ((int) decoder.crc() != crcOf(bytes)) {
            throw new SnapshotDamagedException("the header is damaged", file, 0);
        }
        if (decoder.layout() > SnapshotLayout.LAYOUT) {
            throw new NewerSnapshotException("written by a newer version of Florin, this one reads up to format "
                    + SnapshotLayout.LAYOUT + ": snapshot=" + file.getFileName() + " format=" + decoder.layout());
        }
        if (decoder.layout() < SnapshotLayout.LAYOUT_WITHOUT_DAYS) {
            throw new SnapshotDamagedException(
                    "its format is " + decoder.layout() + ", which this build does not read", file, 0);
        }
        var position = new SnapshotPosition(
                decoder.ledgerId().high(),
                decoder.ledgerId().low(),
                decoder.sequence(),
                decoder.timestamp(),
                (int) decoder.epoch(),
                Chain.copyOf(buffer, SnapshotHeaderDecoder.chainEncodingOffset()));
        return new SnapshotHeader(
                position,
                decoder.layout(),
                (int) decoder.featureLevel(),
                decoder.accounts(),
                decoder.transfers(),
                decoder.accountsMax(),
                decoder.transfersMax());
    }

    private static int crcOf(byte[] bytes) {
        return new Crc32c().of(bytes, SnapshotLayout.CRC_FROM, LENGTH - SnapshotLayout.CRC_FROM);
    }
}
