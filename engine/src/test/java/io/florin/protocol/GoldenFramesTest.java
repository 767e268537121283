package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.AccountsEncoder;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.BusinessRejectEncoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.FrameHeaderEncoder;
import io.florin.protocol.codec.LookupAccountsDecoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersDecoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.MessageHeaderEncoder;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.ResultsEncoder;
import io.florin.protocol.codec.TerminateDecoder;
import io.florin.protocol.codec.TerminateEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import io.florin.protocol.codec.TransfersDecoder;
import io.florin.protocol.codec.TransfersEncoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Frames byte for byte: the contract for clients in other languages. The files under {@code protocol/golden/} are never
 * made again to let this test pass: a changed byte in an old file is a breaking change.
 */
class GoldenFramesTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @TestFactory
    Iterable<DynamicTest> aFrameIsWhatItAlwaysWas() {
        return frames().entrySet().stream()
                .map(frame -> DynamicTest.dynamicTest(
                        frame.getKey(), () -> assertEquals(GoldenFile.text(frame.getKey()), frame.getValue())))
                .toList();
    }

    @Test
    void aGoldenFrameReadsAsItsText() {
        String golden = GoldenFile.text("create_transfers");
        byte[] bytes = bytes(golden);
        var frame = new FrameHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0);

        assertEquals(bytes.length, frame.length());
        assertEquals(Frames.MAGIC, frame.magic());
        assertEquals(Frames.VERSION, frame.version());
        assertEquals(
                Integer.toUnsignedLong(new Crc32c().of(bytes, Frames.CRC_FROM, bytes.length - Frames.CRC_FROM)),
                frame.crc());
        assertEquals('F', bytes[8]);
        assertEquals('L', bytes[9]);
    }

    private Map<String, String> frames() {
        Map<String, String> frames = new TreeMap<>();
        frames.put("create_accounts", createAccounts());
        frames.put("create_transfers", createTransfers());
        frames.put("lookup_accounts", lookupAccounts());
        frames.put("lookup_transfers", lookupTransfers());
        frames.put("results_all_created", resultsAllCreated());
        frames.put("results_with_refusals", resultsWithRefusals());
        frames.put("accounts", accounts());
        frames.put("transfers", transfers());
        frames.put("busy", busy());
        frames.put("terminate_schema_unsupported", terminate());
        return frames;
    }

    private String createAccounts() {
        var message = new CreateAccountsEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(1)
                .bodyHash(0)
                .notAfter(0)
                .durability(Durability.UNSPECIFIED)
                .options((short) 0)
                .zero(0);
        message.requestKey().high(0).low(0);
        accountRow(message.rowsCount(1).next().row());
        return text(message.limit(), new CreateAccountsDecoder()::wrap);
    }

    private static void accountRow(AccountRowEncoder row) {
        row.id().high(0x019aa1f06c3e7a10L).low(0x9d573b1e5c0f2a44L);
        row.userData128().high(3).low(4);
        row.debitsPending(0)
                .debitsPosted(0)
                .creditsPending(0)
                .creditsPosted(0)
                .userData64(5)
                .timestamp(0)
                .debitAllowance(0)
                .creditAllowance(0)
                .userData32(6)
                .ledger(978)
                .limitsVersion(0)
                .code(10)
                .flags(2)
                .frozen(0)
                .reason(0);
        for (int i = 0; i < AccountRowEncoder.zeroLength(); i++) row.zero(i, (short) 0);
    }

    private String createTransfers() {
        var message = new CreateTransfersEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(2)
                .bodyHash(0x1122334455667788L)
                .notAfter(1_795_190_400_000_000_000L)
                .durability(Durability.DISK)
                .options((short) 1)
                .zero(0);
        message.requestKey().high(0x0102030405060708L).low(0x090a0b0c0d0e0f10L);
        var rows = message.rowsCount(2);
        transferRow(rows.next().row(), 1_099, 1, 0, Outcome.UNKNOWN, 0);
        transferRow(rows.next().row(), Long.MAX_VALUE, 2, 3_600, Outcome.UNKNOWN, 0);
        return text(message.limit(), new CreateTransfersDecoder()::wrap);
    }

    private static void transferRow(
            TransferRowEncoder row, long amountMinor, int flags, int timeoutSeconds, Outcome outcome, int status) {
        row.id().high(0x019aa1f06c3e7a11L).low(flags);
        row.debitAccountId().high(0).low(0xa1);
        row.creditAccountId().high(0).low(0xb2);
        row.pendingId().high(0).low(0);
        row.userData128().high(7).low(8);
        row.amount(amountMinor)
                .userData64(9)
                .timestamp(0)
                .userData32(19_940_331)
                .timeout(timeoutSeconds)
                .ledger(978)
                .code(10)
                .flags(flags)
                .outcome(outcome)
                .pendingStatus(PendingStatus.NONE)
                .zero(0)
                .status(status);
    }

    private String lookupAccounts() {
        var message = new LookupAccountsEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(3)
                .bodyHash(0)
                .notAfter(0)
                .durability(Durability.UNSPECIFIED)
                .options((short) 0)
                .zero(0);
        message.requestKey().high(0).low(0);
        message.rowsCount(1).next().row().high(0).low(0xa1);
        return text(message.limit(), new LookupAccountsDecoder()::wrap);
    }

    private String lookupTransfers() {
        var message = new LookupTransfersEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(4)
                .bodyHash(0)
                .notAfter(0)
                .durability(Durability.UNSPECIFIED)
                .options((short) 0)
                .zero(0);
        message.requestKey().high(0).low(0);
        message.rowsCount(1).next().row().high(0x019aa1f06c3e7a11L).low(1);
        return text(message.limit(), new LookupTransfersDecoder()::wrap);
    }

    private String resultsAllCreated() {
        ResultsEncoder message = results(5, 8_190);
        message.rowsCount(0);
        return text(message.limit(), new ResultsDecoder()::wrap);
    }

    private String resultsWithRefusals() {
        ResultsEncoder message = results(6, 2);
        var rows = message.rowsCount(2);
        rows.next().row().timestamp(1_795_190_400_000_000_001L).index(0).status(46);
        rows.next().row().timestamp(1_795_190_400_000_000_002L).index(1).status(54);
        return text(message.limit(), new ResultsDecoder()::wrap);
    }

    private ResultsEncoder results(long correlationId, int events) {
        var message = new ResultsEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(correlationId)
                .sequence(184_467)
                .timestamp(1_795_190_400_000_000_002L)
                .epoch(7)
                .events(events)
                .durability(Durability.STANDBY)
                .flags((short) 1)
                .zero(0);
        message.stamps().received(1).sequenced(2).durable(3).released(4);
        return message;
    }

    private String accounts() {
        var message = new AccountsEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(3)
                .sequence(184_467)
                .timestamp(1_795_190_400_000_000_002L)
                .epoch(7)
                .durability(Durability.DISK)
                .flags((short) 0)
                .zero(0)
                .zero32(0);
        accountRow(message.rowsCount(1).next().row());
        return text(message.limit(), new AccountsDecoder()::wrap);
    }

    private String transfers() {
        var message = new TransfersEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(4)
                .sequence(184_467)
                .timestamp(1_795_190_400_000_000_002L)
                .epoch(7)
                .durability(Durability.DISK)
                .flags((short) 0)
                .zero(0)
                .zero32(0);
        transferRow(message.rowsCount(1).next().row(), 0, 0, 0, Outcome.REFUSED, 21);
        return text(message.limit(), new TransfersDecoder()::wrap);
    }

    private String busy() {
        var message = new BusinessRejectEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .correlationId(9)
                .retryAfterMs(50)
                .reason(Reason.BUSY)
                .zero(0)
                .text("not executed: the ring is full");
        return text(message.limit(), new BusinessRejectDecoder()::wrap);
    }

    private String terminate() {
        var message = new TerminateEncoder();
        message.wrapAndApplyHeader(buffer, Frames.HEADER_LENGTH, header)
                .reason(Reason.SCHEMA_UNSUPPORTED)
                .yourVersion(2)
                .versionMin(0)
                .versionMax(0)
                .text("this node speaks schema version 0, the frame has version 2");
        return text(message.limit(), new TerminateDecoder()::wrap);
    }

    /** Pads, seals and prints the frame that was encoded last: 16 bytes a line, then what a decoder makes of them. */
    private String text(int used, GoldenFile.Decoder decoder) {
        int length = Frames.aligned(used);
        buffer.setMemory(used, length - used, (byte) 0);
        new FrameHeaderEncoder()
                .wrap(buffer, 0)
                .length(length)
                .magic(Frames.MAGIC)
                .version((short) Frames.VERSION)
                .flags((short) 0)
                .zero(0)
                .crc(Integer.toUnsignedLong(
                        new Crc32c().of(buffer.byteArray(), Frames.CRC_FROM, length - Frames.CRC_FROM)));
        return GoldenFile.print(Arrays.copyOf(buffer.byteArray(), length), decoder);
    }

    private static byte[] bytes(String golden) {
        var hex = new StringBuilder();
        golden.lines().filter(line -> line.matches("[0-9a-f]{4}  .*")).forEach(line -> hex.append(line.substring(6)));
        return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    }
}
