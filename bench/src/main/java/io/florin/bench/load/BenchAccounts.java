package io.florin.bench.load;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderEncoder;
import io.florin.protocol.codec.ResultsDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The accounts of a bench: opened before the load, and held against the books afterwards. Every account must show
 * exactly the debits, credits and holds that what was sent gives it.
 */
public final class BenchAccounts implements AutoCloseable {
    static final int LEDGER = 978;
    static final int CODE = 10;

    /** Wire value of {@code Durability.DISK}; an answer of a bench must have reached it. */
    static final int DURABLE = 2;

    private final WireCall wire;
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[Frames.LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long correlationId;

    private BenchAccounts(WireCall wire) {
        this.wire = wire;
    }

    public static BenchAccounts connect(InetSocketAddress address) throws IOException {
        return connect(LoadTarget.plain(address));
    }

    /** As the load itself connects. */
    public static BenchAccounts connect(LoadTarget target) throws IOException {
        return new BenchAccounts(WireCall.connect(target));
    }

    /** Opens accounts 0 to {@code accounts - 1}. */
    public void create(int accounts) throws IOException {
        for (int first = 0; first < accounts; first += Frames.ROWS_MAX) {
            create(first, Math.min(Frames.ROWS_MAX, accounts - first));
        }
    }

    private void create(int first, int count) throws IOException {
        var encoder = new CreateAccountsEncoder().wrapAndApplyHeader(request, Frames.HEADER_LENGTH, header);
        encoder.correlationId(++correlationId);
        var rows = encoder.rowsCount(count);
        for (int i = first; i < first + count; i++) {
            var row = rows.next().row();
            row.id().high(AccountIds.high(i)).low(AccountIds.low(i));
            row.ledger(LEDGER).code(CODE);
        }
        UnsafeBuffer answer = wire.call(request, encoder.limit());
        var answered = new MessageHeaderDecoder().wrap(answer, Frames.HEADER_LENGTH);
        var results = new ResultsDecoder();
        boolean isGood = answered.templateId() == ResultsDecoder.TEMPLATE_ID
                && results.wrap(answer, Frames.BLOCK_OFFSET, answered.blockLength(), answered.version())
                                .rows()
                                .count()
                        == 0;
        if (!isGood) throw new LoadFailedException("accounts could not be opened: " + Refusals.describe(answer, 0));
    }

    /**
     * Holds the books against what they must be.
     *
     * @throws LoadFailedException naming the first account whose balances are not what they must be.
     */
    public void check(ExpectedBooks expected) throws IOException {
        for (int first = 0; first < expected.accounts(); first += Frames.ROWS_MAX) {
            check(first, Math.min(Frames.ROWS_MAX, expected.accounts() - first), expected);
        }
    }

    private void check(int first, int count, ExpectedBooks expected) throws IOException {
        var encoder = new LookupAccountsEncoder().wrapAndApplyHeader(request, Frames.HEADER_LENGTH, header);
        encoder.correlationId(++correlationId);
        var ids = encoder.rowsCount(count);
        for (int i = first; i < first + count; i++) {
            ids.next().row().high(AccountIds.high(i)).low(AccountIds.low(i));
        }
        UnsafeBuffer answer = wire.call(request, encoder.limit());
        var answered = new MessageHeaderDecoder().wrap(answer, Frames.HEADER_LENGTH);
        if (answered.templateId() != AccountsDecoder.TEMPLATE_ID) {
            throw new LoadFailedException("accounts could not be read: " + Refusals.describe(answer, 0));
        }
        var rows = new AccountsDecoder()
                .wrap(answer, Frames.BLOCK_OFFSET, answered.blockLength(), answered.version())
                .rows();
        if (rows.count() != count) {
            throw new LoadFailedException("asked for " + count + " accounts, was told of rows=" + rows.count());
        }
        for (int i = first; i < first + count; i++) {
            check(i, rows.next().row(), expected);
        }
    }

    private static void check(int index, AccountRowDecoder row, ExpectedBooks expected) {
        boolean isRight = row.id().high() == AccountIds.high(index)
                && row.id().low() == AccountIds.low(index)
                && row.debitsPosted() == expected.debitsMinor(index)
                && row.creditsPosted() == expected.creditsMinor(index)
                && row.debitsPending() == expected.debitsHeldMinor(index)
                && row.creditsPending() == expected.creditsHeldMinor(index);
        if (isRight) return;
        throw new LoadFailedException("the books are wrong at account " + index + ": expected debits="
                + expected.debitsMinor(index) + " credits=" + expected.creditsMinor(index) + " held="
                + expected.debitsHeldMinor(index) + " and " + expected.creditsHeldMinor(index) + ", found debits="
                + row.debitsPosted() + " credits=" + row.creditsPosted() + " held=" + row.debitsPending() + " and "
                + row.creditsPending());
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
