package io.florin.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Many transfers per HTTP request, as an array of JSON objects. A request is copied from bytes made at start; ids,
 * accounts and amounts, all of fixed width, are written into the copy. An answer must be 200, say how many events it
 * answers, and list no failure.
 */
public final class HttpBatchCodec implements LoadCodec {
    private static final int OK = 200;
    private static final int ANSWER_LENGTH_MAX = 4 * 1024 * 1024;
    private static final byte[] NO_FAILURES = "\"failures\":[]}".getBytes(StandardCharsets.US_ASCII);

    private final int batch;
    private final TransferSource transfers;
    private final TimeOrderedIds ids;
    private final HttpAnswers answers = new HttpAnswers();
    private final byte[] answerBegin;
    private final UnsafeBuffer template;
    private final int rowsOffset;
    private final int rowLength;
    private final int idOffset;
    private final int debitOffset;
    private final int creditOffset;
    private final int amountOffset;
    private final HttpSigning.@Nullable Form signing;
    private final int signingOffset;

    /** Requests of {@code batch} transfers each, 1 to 8,190. */
    public HttpBatchCodec(String host, int batch, TransferSource transfers, TimeOrderedIds ids) {
        this(host, batch, transfers, ids, null);
    }

    /** The same, signed. */
    public HttpBatchCodec(
            String host, int batch, TransferSource transfers, TimeOrderedIds ids, @Nullable HttpSigning signing) {
        this.signing = signing == null ? null : signing.form("/v1/transfers/batch", false);
        String signed = this.signing == null ? "" : this.signing.lines();
        this.batch = batch;
        this.transfers = transfers;
        this.ids = ids;
        this.answerBegin = ("{\"events\":" + batch + ",").getBytes(StandardCharsets.US_ASCII);
        String row = "{\"id\":\"" + UuidText.PLACE + "\",\"debit_account_id\":\"" + UuidText.PLACE
                + "\",\"credit_account_id\":\"" + UuidText.PLACE + "\",\"amount\":1000,\"ledger\":"
                + BenchAccounts.LEDGER + ",\"code\":" + BenchAccounts.CODE + "}";
        String body = "[" + (row + ",").repeat(batch - 1) + row + "]";
        String head = "POST /v1/transfers/batch HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                + signed + "Content-Length: " + body.length() + "\r\n\r\n";
        this.template = new UnsafeBuffer((head + body).getBytes(StandardCharsets.US_ASCII));
        this.signingOffset = head.indexOf(signed);
        this.rowsOffset = head.length() + 1;
        this.rowLength = row.length() + 1;
        this.idOffset = row.indexOf(UuidText.PLACE);
        this.debitOffset = row.indexOf(UuidText.PLACE, idOffset + 1);
        this.creditOffset = row.lastIndexOf(UuidText.PLACE);
        this.amountOffset = row.indexOf("1000");
    }

    @Override
    public int requestLengthMax() {
        return template.capacity();
    }

    @Override
    public int answerLengthMax() {
        return ANSWER_LENGTH_MAX;
    }

    @Override
    public int events(long number) {
        return batch;
    }

    @Override
    public void time(long epochMs) {
        ids.time(epochMs);
        if (signing != null) signing.time(epochMs);
    }

    @Override
    public int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        bytes.putBytes(offset, template, 0, template.capacity());
        int row = offset + rowsOffset;
        for (int i = 0; i < batch; i++) {
            transfers.next();
            ids.next();
            UuidText.put(bytes, row + idOffset, ids.high(), ids.low());
            int debit = transfers.debit();
            UuidText.put(bytes, row + debitOffset, AccountIds.high(debit), AccountIds.low(debit));
            int credit = transfers.credit();
            UuidText.put(bytes, row + creditOffset, AccountIds.high(credit), AccountIds.low(credit));
            bytes.putNaturalPaddedIntAscii(row + amountOffset, 4, transfers.amountMinor());
            row += rowLength;
        }
        if (signing != null) {
            int body = rowsOffset - 1;
            signing.fill(bytes, offset + signingOffset, 0, offset + body, template.capacity() - body);
        }
        return template.capacity();
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        int length = answers.length(bytes, offset, available);
        if (length == 0) return 0;
        boolean isGood = answers.isStatus(bytes, offset, OK)
                && isText(bytes, offset + answers.headLength(), answerBegin)
                && isText(bytes, offset + length - NO_FAILURES.length, NO_FAILURES);
        if (!isGood) {
            throw new LoadFailedException("expected 200 with " + batch + " events and no failures, got: "
                    + bytes.getStringWithoutLengthAscii(offset, Math.min(length, 1_024)));
        }
        return length;
    }

    private static boolean isText(UnsafeBuffer bytes, int offset, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes.getByte(offset + i) != text[i]) return false;
        }
        return true;
    }
}
