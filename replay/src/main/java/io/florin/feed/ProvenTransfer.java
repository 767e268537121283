package io.florin.feed;

import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventDecidedDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.RecordHeaderDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A transfer as one record of a journal says it, and what became of it.
 *
 * @param pendingId of the hold that it posts or voids; all zero if it does neither.
 * @param money what moved, or was held or let go.
 * @param kind of transfer.
 * @param place in the journal.
 */
public record ProvenTransfer(
        UUID id, UUID debitAccountId, UUID creditAccountId, UUID pendingId, Money money, Kind kind, Place place) {
    private static final int RECORD_HEADER_LENGTH = RecordHeaderDecoder.ENCODED_LENGTH;
    private static final int CRC_FROM = 8;
    private static final int ALIGNMENT = 8;

    /**
     * How much.
     *
     * @param amountMinor minor units, as the result says.
     * @param ledger of the accounts; a currency's ISO 4217 number, if it is a currency.
     */
    public record Money(long amountMinor, int ledger) {}

    /**
     * What kind.
     *
     * @param code of the user.
     * @param flags as the protocol numbers them.
     */
    public record Kind(int code, int flags) {}

    /**
     * Where and when.
     *
     * @param timestampNs nanoseconds since the epoch, of the decision.
     * @param status 0 for created, else the number of the refusal.
     */
    public record Place(long sequence, long timestampNs, int status) {}

    public boolean isCreated() {
        return place.status() == 0;
    }

    /**
     * Reads a record, header included; empty if it is whole but about something else, or not whole.
     *
     * @param record all of its bytes and none else.
     */
    public static Optional<ProvenTransfer> of(byte[] record) {
        if (record.length < RECORD_HEADER_LENGTH) return Optional.empty();
        var buffer = new UnsafeBuffer(record);
        var header = new RecordHeaderDecoder().wrap(buffer, 0);
        long commandLength = header.commandLength();
        long resultLength = header.resultLength();
        boolean isWhole = header.length() == record.length
                && header.crc() == crc(record)
                && commandLength <= record.length
                && resultLength == EventResultDecoder.ENCODED_LENGTH
                && RECORD_HEADER_LENGTH + aligned(commandLength) + aligned(resultLength) == record.length;
        boolean isTransfer = header.commandTemplate() == CreateTransfersDecoder.TEMPLATE_ID
                && header.resultTemplate() == EventDecidedDecoder.TEMPLATE_ID;
        if (!isWhole || !isTransfer) return Optional.empty();
        int headLength = (int) commandLength - TransferRowDecoder.ENCODED_LENGTH;
        if (headLength != 0 && headLength != RequestHeadDecoder.ENCODED_LENGTH) return Optional.empty();
        var row = new TransferRowDecoder().wrap(buffer, RECORD_HEADER_LENGTH + headLength);
        var result = new EventResultDecoder().wrap(buffer, RECORD_HEADER_LENGTH + (int) aligned(commandLength));
        return Optional.of(of(header, row, result));
    }

    private static ProvenTransfer of(RecordHeaderDecoder header, TransferRowDecoder row, EventResultDecoder result) {
        return new ProvenTransfer(
                uuid(row.id()),
                uuid(row.debitAccountId()),
                uuid(row.creditAccountId()),
                uuid(row.pendingId()),
                new Money(result.amount(), (int) row.ledger()),
                new Kind(row.code(), row.flags()),
                new Place(header.sequence(), result.timestamp(), (int) result.status()));
    }

    private static UUID uuid(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }

    private static long aligned(long length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private static long crc(byte[] record) {
        var crc = new CRC32C();
        crc.update(record, CRC_FROM, record.length - CRC_FROM);
        return crc.getValue();
    }
}
