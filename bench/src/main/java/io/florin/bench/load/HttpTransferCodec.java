package io.florin.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One transfer per HTTP request. A request is copied from bytes made at start; id, accounts and amount are written into
 * the copy, all of fixed width. Of an answer only what a client must see is read: the status, and where it ends.
 */
public final class HttpTransferCodec implements LoadCodec {
    private static final int CREATED = 201;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int ANSWER_LENGTH_MAX = 64 * 1024;

    private final TransferSource transfers;
    private final TimeOrderedIds ids;
    private final UnsafeBuffer template;
    private final int idOffset;
    private final int debitOffset;
    private final int creditOffset;
    private final int amountOffset;
    private final HttpAnswers answers = new HttpAnswers();
    private final HttpSigning.@Nullable Form signing;
    private final int signingOffset;
    private final int bodyOffset;
    private @Nullable RefusedTransfers refused;
    private int debit;
    private int credit;
    private int amountMinor;

    public HttpTransferCodec(String host, TransferSource transfers, TimeOrderedIds ids) {
        this(host, transfers, ids, null);
    }

    /** The same, signed. */
    public HttpTransferCodec(String host, TransferSource transfers, TimeOrderedIds ids, @Nullable HttpSigning signing) {
        this.signing = signing == null ? null : signing.form("/v1/transfers", true);
        String signed = this.signing == null ? "" : this.signing.lines();
        this.transfers = transfers;
        this.ids = ids;
        String body = "{\"debit_account_id\":\"" + UuidText.PLACE + "\",\"credit_account_id\":\"" + UuidText.PLACE
                + "\",\"amount\":1000,\"ledger\":" + BenchAccounts.LEDGER + ",\"code\":" + BenchAccounts.CODE + "}";
        String head = "POST /v1/transfers HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: " + UuidText.PLACE + "\r\n" + signed + "Content-Length: " + body.length()
                + "\r\n\r\n";
        this.signingOffset = head.indexOf(signed);
        this.bodyOffset = head.length();
        this.template = new UnsafeBuffer((head + body).getBytes(StandardCharsets.US_ASCII));
        this.idOffset = head.indexOf(UuidText.PLACE);
        this.debitOffset = head.length() + body.indexOf(UuidText.PLACE);
        this.creditOffset = head.length() + body.lastIndexOf(UuidText.PLACE);
        this.amountOffset = head.length() + body.indexOf("1000");
    }

    /** From now on, what a door refuses before anything is recorded is put down; one request under way at a time. */
    public HttpTransferCodec putDown(RefusedTransfers list) {
        refused = list;
        return this;
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
        return 1;
    }

    @Override
    public void time(long epochMs) {
        ids.time(epochMs);
        if (signing != null) signing.time(epochMs);
    }

    @Override
    public int encode(UnsafeBuffer bytes, ByteBuffer out, int offset, long number) {
        transfers.next();
        ids.next();
        bytes.putBytes(offset, template, 0, template.capacity());
        UuidText.put(bytes, offset + idOffset, ids.high(), ids.low());
        debit = transfers.debit();
        UuidText.put(bytes, offset + debitOffset, AccountIds.high(debit), AccountIds.low(debit));
        credit = transfers.credit();
        UuidText.put(bytes, offset + creditOffset, AccountIds.high(credit), AccountIds.low(credit));
        amountMinor = transfers.amountMinor();
        bytes.putNaturalPaddedIntAscii(offset + amountOffset, 4, amountMinor);
        if (signing != null) {
            int length = template.capacity() - bodyOffset;
            signing.fill(bytes, offset + signingOffset, offset + idOffset, offset + bodyOffset, length);
        }
        return template.capacity();
    }

    @Override
    public int decode(UnsafeBuffer bytes, ByteBuffer in, int offset, int available, long number) {
        int length = answers.length(bytes, offset, available);
        if (length > 0 && !answers.isStatus(bytes, offset, CREATED)) {
            boolean isDefinite =
                    answers.isStatus(bytes, offset, UNAVAILABLE) || answers.isStatus(bytes, offset, TOO_MANY_REQUESTS);
            if (refused != null && isDefinite) {
                refused.add(debit, credit, amountMinor);
                return length;
            }
            throw new LoadFailedException(
                    "expected 201 Created, got: " + bytes.getStringWithoutLengthAscii(offset, length));
        }
        return length;
    }
}
