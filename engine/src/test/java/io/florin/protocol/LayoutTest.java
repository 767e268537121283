package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pins the bytes of frames, rows and journal structures. A difference here is a breaking change for every client and
 * every journal that exists: add to the end of a block instead.
 */
class LayoutTest {
    private static final String CODECS = CreateTransfersDecoder.class.getPackageName() + ".";

    private static final String REQUEST =
            ": correlationId 0 requestKey 8 bodyHash 24 notAfter 32 durability 40 options 41 zero 42";
    private static final String ROWS =
            ": correlationId 0 sequence 8 timestamp 16 epoch 24 durability 28 flags 29 zero 30 zero32 32";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FrameHeader 16: length 0 crc 4 magic 8 version 10 flags 11 zero 12",
                "MessageHeader 8: blockLength 0 templateId 2 schemaId 4 version 6",
                "GroupSizeEncoding 4: blockLength 0 numInGroup 2",
                "Id 16: high 0 low 8",
                "TransferRow 128: id 0 debitAccountId 16 creditAccountId 32 pendingId 48 userData128 64 amount 80"
                        + " userData64 88 timestamp 96 userData32 104 timeout 108 ledger 112 code 116 flags 118"
                        + " outcome 120 pendingStatus 121 zero 122 status 124",
                "AccountRow 128: id 0 debitsPending 16 debitsPosted 24 creditsPending 32 creditsPosted 40"
                        + " userData128 48 userData64 64 timestamp 72 debitAllowance 80 creditAllowance 88"
                        + " userData32 96 ledger 100 limitsVersion 104 code 108 flags 110 frozen 112 reason 114"
                        + " zero 116",
                "LimitsRow 48: accountId 0 debitAllowance 16 creditAllowance 24 expectedVersion 32 zero32 36 zero64 40",
                "StatusRow 32: accountId 0 frozen 16 reason 18 zero32 20 zero64 24",
                "ResultRow 16: timestamp 0 index 8 status 12",
                "Stamps 32: received 0 sequenced 8 durable 16 released 24",
                "BatchHeader 48: magic 0 crc 4 length 8 records 12 epoch 16 layout 20 flags 22 firstSequence 24"
                        + " lastSequence 32 released 40",
                "RecordHeader 48: length 0 crc 4 sequence 8 timestamp 16 epoch 24 flags 28 schemaVersion 30"
                        + " commandTemplate 32 resultTemplate 34 commandLength 36 resultLength 40 zero 44",
                "RequestHead 64: requestKey 0 bodyHash 16 notAfter 24 principal 32 traceId 40 events 56 zero 60",
                "EventResult 24: timestamp 0 status 8 zero 12 amount 16",
                "PulseResult 24: expired 0 firstRow 4 rowsHash 8 rows 16 zero 20",
                "Seal 56: magic 0 length 4 lastSequence 8 chain 16 endMark 48",
                "SegmentHeader 256: magic 0 crc 4 layout 8 kind 10 flags 11 node 12 ledgerId 16 life 32 ordinal 36"
                        + " epoch 40 previousLife 44 previousOrdinal 48 featureLevel 52 firstSequence 56"
                        + " chainBefore 64 batchLimit 96 zero 100 createdAt 104 buildId 112 reserved 176",
                "EndBlock 64: magic 0 crc 4 lastSequence 8 chain 16 bytesUsed 48 zero 56",
                "SnapshotHeader 128: magic 0 crc 4 layout 8 zero16 10 epoch 12 ledgerId 16 sequence 32 timestamp 40"
                        + " chain 48 featureLevel 80 blockLimit 84 accounts 88 transfers 96 accountsMax 104"
                        + " transfersMax 112 zero64 120",
                "SnapshotBlock 24: magic 0 crc 4 length 8 number 12 table 16 flags 18 zero 20",
                "SnapshotTrailer 128: magic 0 crc 4 blocks 8 zero 12 words 16 sequence 24 chain 32 stateHash 64"
                        + " fileHash 96",
                "GenesisRow 88: ledgerId 0 accountsMax 16 transfersMax 24 windowNs 32 repliesMax 40 grantsMax 48"
                        + " idPolicy 56 zero8 57 featureLevel 60 replyRowsMax 64 zero 72",
                "EpochRow 48: epoch 0 node 4 life 8 mode 12 granter 13 zero16 14 tornBytes 16 tornSegmentLife 24"
                        + " tornSegmentOrdinal 28 tornOffset 32 zero64 40",
                "GrantRow 32: principal 0 ledger 8 rights 12 zero16 14 zero64 16",
                "CapacitiesRow 48: accountsMax 0 transfersMax 8 windowNs 16 repliesMax 24 replyRowsMax 32 grantsMax 40",
                "FeatureLevelRow 8: featureLevel 0 zero 4",
                "CloseDayRow 8: ledger 0 date 4",
                "MayAdministerRow 8: ledger 0 zero 4",
            })
    void aStructureKeepsItsBytes(String pinned) throws Exception {
        String[] nameAndFields = pinned.split(": ", 2);
        String[] nameAndLength = nameAndFields[0].split(" ", 2);
        Class<?> decoder = Class.forName(CODECS + nameAndLength[0] + "Decoder");

        assertEquals(
                Integer.parseInt(nameAndLength[1]),
                decoder.getField("ENCODED_LENGTH").getInt(null));
        assertEquals(Arrays.asList(nameAndFields[1].split(" ", -1)), offsets(decoder), nameAndLength[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Negotiate 1 32: sessionId 0 timestamp 16 versionMin 24 versionMax 26 zero 28",
                "NegotiationResponse 2 40: sessionId 0 ledgerId 16 version 32 zero 34 epoch 36",
                "NegotiationReject 3 24: sessionId 0 reason 16 versionMin 18 versionMax 20 zero 22",
                "Establish 4 40: sessionId 0 nextNumber 16 timestamp 24 keepAlive 32 zero 36",
                "EstablishmentAck 5 80: sessionId 0 nextNumber 16 expectedNumber 24 sequence 32 timestamp 40 epoch 48"
                        + " credit 52 keepAlive 56 frameLengthMax 60 eventsMax 64 keptAnswers 68"
                        + " requestsPerSecond 72 ended 76 zero 78",
                "EstablishmentReject 6 24: sessionId 0 reason 16 zero 18 retryAfterMs 20",
                "Sequence 7 8: nextNumber 0",
                "NotApplied 8 16: from 0 count 8",
                "RetransmitRequest 9 16: from 0 count 8 zero 12",
                "Retransmission 10 16: from 0 count 8 zero 12",
                "RetransmitReject 11 24: from 0 count 8 zero 12 oldest 16",
                "Terminate 12 8: reason 0 yourVersion 2 versionMin 4 versionMax 6",
                "Credit 13 8: credit 0 zero 4",
                "CreateAccounts 20 44" + REQUEST,
                "CreateTransfers 21 44" + REQUEST,
                "SetAccountLimits 22 44" + REQUEST,
                "SetAccountStatus 23 44" + REQUEST,
                "Results 40 68: correlationId 0 sequence 8 timestamp 16 stamps 24 epoch 56 events 60"
                        + " durability 64 flags 65 zero 66",
                "BusinessReject 41 16: correlationId 0 retryAfterMs 8 reason 12 zero 14",
                "LookupAccounts 60 44" + REQUEST,
                "LookupTransfers 61 44" + REQUEST,
                "Accounts 62 36" + ROWS,
                "Transfers 63 36" + ROWS,
                "Genesis 200 88: row 0",
                "Epoch 201 48: row 0",
                "Grant 203 32: row 0",
                "Capacities 204 48: row 0",
                "FeatureLevel 205 8: row 0",
                "CloseDay 206 8: row 0",
                "MayAdminister 230 8: row 0",
                "EventDecided 240 24: row 0",
                "PulseDecided 241 24: row 0",
            })
    void aMessageKeepsItsNumberAndItsRootBlock(String pinned) throws Exception {
        String[] nameAndFields = pinned.split(": ", 2);
        String[] head = nameAndFields[0].split(" ", 3);
        Class<?> decoder = Class.forName(CODECS + head[0] + "Decoder");

        assertEquals(Integer.parseInt(head[1]), decoder.getField("TEMPLATE_ID").getInt(null));
        assertEquals(Integer.parseInt(head[2]), decoder.getField("BLOCK_LENGTH").getInt(null));
        assertEquals(1, decoder.getField("SCHEMA_ID").getInt(null));
        assertEquals(Arrays.asList(nameAndFields[1].split(" ", -1)), offsets(decoder), head[0]);
    }

    @Test
    void rowsBeginAtAMultipleOfEightAndTheLargestFrameFitsAMebibyte() {
        int firstRequestRow = Frames.HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH + 44 + 4;
        assertEquals(72, firstRequestRow);
        assertEquals(96, Frames.HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH + 68 + 4);
        assertEquals(64, Frames.HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH + 36 + 4);
        assertEquals(1_048_392, firstRequestRow + Frames.ROWS_MAX * 128);
    }

    /** Names and offsets as the generated codec has them, in the order of the bytes. */
    private static List<String> offsets(Class<?> decoder) throws Exception {
        List<String> named = new ArrayList<>();
        for (Method method : decoder.getMethods()) {
            String name = method.getName();
            if (!name.endsWith("EncodingOffset") || method.getParameterCount() != 0) continue;
            named.add("%05d %s".formatted((int) method.invoke(null), name.replace("EncodingOffset", "")));
        }
        List<String> flat = new ArrayList<>();
        named.stream().sorted().forEach(line -> {
            flat.add(line.substring(6));
            flat.add(String.format(Locale.ROOT, "%d", Integer.parseInt(line.substring(0, 5))));
        });
        return flat;
    }
}
