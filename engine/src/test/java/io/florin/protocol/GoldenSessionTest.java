package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.protocol.codec.CreditDecoder;
import io.florin.protocol.codec.EstablishDecoder;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.NegotiateDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.NegotiationResponseDecoder;
import io.florin.protocol.codec.NotAppliedDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.RetransmissionDecoder;
import io.florin.protocol.codec.RetransmitRejectDecoder;
import io.florin.protocol.codec.RetransmitRequestDecoder;
import io.florin.protocol.codec.SequenceDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames of the session byte for byte, as {@link GoldenFramesTest} has all others: the files are never made again to
 * let this test pass.
 */
class GoldenSessionTest {
    private static final UUID SESSION = new UUID(0x019aa1f06c3e7a10L, 0x9d573b1e5c0f2a44L);
    private static final UUID LEDGER = new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final long TIME_NS = 1_795_190_400_000_000_002L;
    private static final String KEY = "fl_live_00000000_an_example_and_no_key";

    /** A frame as a golden file has it. */
    record Golden(String name, int templateId, String text) {
        static Golden of(String name, byte[] frame, GoldenFile.Decoder decoder) {
            return new Golden(name, (frame[18] & 0xFF) | frame[19] << 8, GoldenFile.print(frame, decoder));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> frames() {
        List<Golden> frames = new ArrayList<>();
        frames.add(
                Golden.of("negotiate", SessionFrames.negotiate(SESSION, TIME_NS, KEY), new NegotiateDecoder()::wrap));
        frames.add(Golden.of(
                "negotiation_response",
                SessionFrames.negotiationResponse(SESSION, LEDGER, 7),
                new NegotiationResponseDecoder()::wrap));
        frames.add(Golden.of(
                "negotiation_reject",
                SessionFrames.negotiationReject(SESSION, Reason.AUTHENTICATION_FAILED, "send a valid key"),
                new NegotiationRejectDecoder()::wrap));
        frames.add(Golden.of(
                "establish", SessionFrames.establish(SESSION, 1, TIME_NS, 10_000, ""), new EstablishDecoder()::wrap));
        frames.add(Golden.of(
                "establish_again",
                SessionFrames.establish(SESSION, 4_711, TIME_NS, 10_000, KEY),
                new EstablishDecoder()::wrap));
        frames.add(Golden.of(
                "establishment_ack",
                SessionFrames.establishmentAck(new SessionFrames.Established(
                        SESSION,
                        4_700,
                        4_709,
                        184_467,
                        TIME_NS,
                        7,
                        16_380,
                        10_000,
                        1_024,
                        5_000,
                        Reason.SLOW_CONSUMER)),
                new EstablishmentAckDecoder()::wrap));
        frames.add(Golden.of(
                "establishment_reject",
                SessionFrames.establishmentReject(SESSION, Reason.SESSION_IN_USE, 2_500, "it has a connection", ""),
                new EstablishmentRejectDecoder()::wrap));
        frames.add(Golden.of(
                "establishment_reject_not_primary",
                SessionFrames.establishmentReject(
                        SESSION, Reason.NOT_PRIMARY, 0, "another node leads", "10.0.0.2:9400"),
                new EstablishmentRejectDecoder()::wrap));
        frames.add(Golden.of("sequence", SessionFrames.sequence(4_711), new SequenceDecoder()::wrap));
        frames.add(Golden.of("not_applied", SessionFrames.notApplied(4_709, 2), new NotAppliedDecoder()::wrap));
        frames.add(Golden.of(
                "retransmit_request",
                SessionFrames.retransmitRequest(4_690, 10),
                new RetransmitRequestDecoder()::wrap));
        frames.add(Golden.of(
                "retransmission", SessionFrames.retransmission(4_690, 10), new RetransmissionDecoder()::wrap));
        frames.add(Golden.of(
                "retransmit_reject",
                SessionFrames.retransmitReject(12, 10, 3_676, "not all of them are kept"),
                new RetransmitRejectDecoder()::wrap));
        frames.add(Golden.of(
                "terminate_finished",
                SessionFrames.terminate(Reason.FINISHED, "the client ended the session", 0),
                new TerminateDecoder()::wrap));
        frames.add(Golden.of("credit", SessionFrames.credit(0), new CreditDecoder()::wrap));
        return frames;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameIsWhatItAlwaysWas(Golden golden) {
        assertEquals(GoldenFile.text(golden.name()), golden.text());
    }

    @Test
    void everyTemplateOfTheSessionHasAFrame() {
        List<Integer> templates =
                frames().stream().map(Golden::templateId).distinct().sorted().toList();
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), templates);
    }
}
