package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Ids;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of the binary port: the golden ones as they are, cut, together, damaged and misplaced; and the session. */
final class BinaryChecks {
    private static final String SURFACE = "binary";
    private static final String FRAME_INVALID = "Terminate " + Reason.FRAME_INVALID;
    private static final String SCHEMA_UNSUPPORTED = "Terminate " + Reason.SCHEMA_UNSUPPORTED;
    private static final int OPTIONS = 65;
    private static final int NOT_AFTER = 56;
    private static final int BLOCK_LENGTH = 16;
    private static final int TEMPLATE = 18;
    private static final int SCHEMA = 20;
    private static final int SCHEMA_VERSION = 22;
    private static final int GROUP_ROWS = 70;
    private static final int UNKNOWN_TEMPLATE = 99;

    private final Target target;
    private final List<Check> checks = new ArrayList<>();

    private BinaryChecks(Target target) {
        this.target = target;
    }

    static List<Check> of(Target target) {
        var all = new BinaryChecks(target);
        all.sessions();
        all.goldenFrames();
        all.damagedFrames();
        all.badMessages();
        return all.checks;
    }

    private void add(String name, Check.Act act) {
        checks.add(new Check(SURFACE, name, act));
    }

    // The session.

    private void sessions() {
        add("Negotiate and Establish in one write", this::establishes);
        add("Establish of a session that nobody negotiated", () -> {
            try (var peer = BinaryPeer.connect(target)) {
                peer.send(peer.establish(Ids.next(), 1));
                Differs.unlessEqual("EstablishmentReject " + Reason.UNNEGOTIATED, peer.answer());
            }
        });
        add("a request before Establish", () -> {
            try (var peer = BinaryPeer.connect(target)) {
                peer.send(GoldenFrame.named("lookup_accounts").bytes());
                Differs.unlessEqual("BusinessReject 3 " + Reason.UNNEGOTIATED, peer.answer());
            }
        });
        add("Terminate is answered, and ends the connection", () -> {
            try (var peer = BinaryPeer.established(target)) {
                peer.send(SessionFrames.terminate(Reason.FINISHED, "", 0));
                Differs.unlessEqual("Terminate " + Reason.FINISHED, peer.answer());
                Differs.unlessEqual(BinaryPeer.CLOSED, peer.answer());
            }
        });
        add("an answer is sent again, byte for byte", this::retransmits);
        add("a gap is said: NotApplied", this::saysGaps);
        if (!target.key().isEmpty()) add("a key that is none", this::refusesStrangers);
    }

    private void establishes() throws Exception {
        UUID session = Ids.next();
        try (var peer = BinaryPeer.connect(target)) {
            peer.send(peer.negotiate(session), peer.establish(session, 1));
            Differs.unlessEqual("NegotiationResponse", peer.answer());
            byte[] frame = peer.frame();
            Differs.unlessEqual(
                    EstablishmentAckDecoder.TEMPLATE_ID,
                    BinaryPeer.header(frame).templateId());
            var ack = new EstablishmentAckDecoder()
                    .wrap(
                            new UnsafeBuffer(frame),
                            Frames.BLOCK_OFFSET,
                            BinaryPeer.header(frame).blockLength(),
                            BinaryPeer.header(frame).version());
            Differs.unlessEqual(
                    session, new UUID(ack.sessionId().high(), ack.sessionId().low()));
            Differs.unlessEqual("number 1 expected", "number " + ack.expectedNumber() + " expected");
            Differs.unlessEqual("8190 events a request", ack.eventsMax() + " events a request");
            Differs.unless(ack.credit() >= Frames.ROWS_MAX, "credit for one request at least", ack.credit());
        }
    }

    private void retransmits() throws Exception {
        try (var peer = BinaryPeer.established(target)) {
            peer.send(GoldenFrame.named("lookup_accounts").bytes());
            byte[] first = peer.frame();
            peer.send(SessionFrames.retransmitRequest(1, 1));
            Differs.unlessEqual("Retransmission", peer.answer());
            Differs.unless(Arrays.equals(first, peer.frame()), "the bytes of before", "others");
            peer.send(SessionFrames.retransmitRequest(7, 1));
            Differs.unlessEqual("RetransmitReject", peer.answer());
        }
    }

    private void saysGaps() throws Exception {
        try (var peer = BinaryPeer.established(target)) {
            peer.send(SessionFrames.sequence(3));
            Differs.unlessEqual("NotApplied", peer.answer());
        }
    }

    private void refusesStrangers() throws Exception {
        UUID session = Ids.next();
        try (var peer = BinaryPeer.connect(target)) {
            peer.send(SessionFrames.negotiate(session, 0, "fl_live_nobody"));
            Differs.unlessEqual("NegotiationReject " + Reason.AUTHENTICATION_FAILED, peer.answer());
        }
    }

    // Golden frames.

    private void goldenFrames() {
        add("golden create_accounts", () -> answers("create_accounts", "Results 1 of 1"));
        add("golden create_transfers", () -> answers("create_transfers", "Results 2 of 2"));
        add("golden lookup_accounts", () -> answers("lookup_accounts", "Accounts 3 with 1"));
        add("golden lookup_transfers", () -> answers("lookup_transfers", "Transfers 4 with 1"));
        add("a frame cut at every byte", this::cutFrames);
        add("requests in one write are answered in their order", () -> {
            byte[] first = GoldenFrame.named("lookup_accounts")
                    .put64(Frames.BLOCK_OFFSET, 11)
                    .sealed();
            byte[] second = GoldenFrame.named("lookup_transfers")
                    .put64(Frames.BLOCK_OFFSET, 12)
                    .sealed();
            byte[] third = GoldenFrame.named("lookup_accounts")
                    .put64(Frames.BLOCK_OFFSET, 13)
                    .sealed();
            try (var peer = BinaryPeer.established(target)) {
                peer.send(first, second, third);
                Differs.unlessEqual("Accounts 11 with 1", peer.answer());
                Differs.unlessEqual("Transfers 12 with 1", peer.answer());
                Differs.unlessEqual("Accounts 13 with 1", peer.answer());
            }
        });
    }

    private void answers(String golden, String expected) throws Exception {
        try (var peer = BinaryPeer.established(target)) {
            peer.send(GoldenFrame.named(golden).bytes());
            Differs.unlessEqual(expected, peer.answer());
        }
    }

    private void cutFrames() throws Exception {
        byte[] frame = GoldenFrame.named("lookup_accounts").bytes();
        try (var peer = BinaryPeer.established(target)) {
            for (int cut = 1; cut < frame.length; cut++) {
                peer.send(Arrays.copyOf(frame, cut));
                peer.send(Arrays.copyOfRange(frame, cut, frame.length));
                Differs.unlessEqual("Accounts 3 with 1", peer.answer());
            }
        }
    }

    // What is none.

    private void damagedFrames() {
        damaged("a frame with another checksum", flipped(), FRAME_INVALID);
        damaged("magic LF", lookup().put8(8, 'L').put8(9, 'F').sealed(), FRAME_INVALID);
        damaged("frame version 2", lookup().put8(10, 2).sealed(), FRAME_INVALID);
        damaged("frame flags", lookup().put8(11, 1).sealed(), FRAME_INVALID);
        damaged("zeros of the frame header", lookup().put8(15, 1).sealed(), FRAME_INVALID);
        damaged("schema id 2", lookup().put16(SCHEMA, 2).sealed(), FRAME_INVALID);
        damaged("schema version 999", lookup().put16(SCHEMA_VERSION, 999).sealed(), SCHEMA_UNSUPPORTED);
        for (int length : new int[] {0, 8, 25, 1_048_584, -8}) {
            damaged("length " + length, lookup().put32(0, length).sealed(), FRAME_INVALID);
        }
        damaged("HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), FRAME_INVALID);
    }

    private static GoldenFrame lookup() {
        return GoldenFrame.named("lookup_accounts");
    }

    private static byte[] flipped() {
        byte[] frame = lookup().bytes();
        frame[frame.length - 1] ^= 1;
        return frame;
    }

    /** The last words, and then the end; what came before is answered. */
    private void damaged(String name, byte[] bytes, String lastWords) {
        add(name + " ends the connection", () -> {
            try (var peer = BinaryPeer.established(target)) {
                peer.send(lookup().bytes(), bytes);
                Differs.unlessEqual("Accounts 3 with 1", peer.answer());
                Differs.unlessEqual(lastWords, peer.answer());
                Differs.unlessEqual(BinaryPeer.CLOSED, peer.answer());
            }
        });
    }

    private void badMessages() {
        String invalid = " " + Reason.MESSAGE_INVALID;
        refused("no rows", transfers().put16(GROUP_ROWS, 0).sealed(), Reason.MESSAGE_INVALID);
        refused("65,535 rows", transfers().put16(GROUP_ROWS, 65_535).sealed(), Reason.BATCH_TOO_LARGE);
        refused("an option that does not exist", transfers().put8(OPTIONS, 2).sealed(), Reason.MESSAGE_INVALID);
        refused("a deadline before 1970", transfers().put64(NOT_AFTER, -1).sealed(), Reason.MESSAGE_INVALID);
        refused("another block length", transfers().put16(BLOCK_LENGTH, 40).sealed(), Reason.MESSAGE_INVALID);
        refused("a row's zeros", transfers().put8(transfers().length() - 1, 1).sealed(), Reason.MESSAGE_INVALID);
        refused(
                "a template that does not exist",
                transfers().put16(TEMPLATE, UNKNOWN_TEMPLATE).sealed(),
                Reason.UNSUPPORTED);
        add("a session goes on behind a bad message", () -> {
            try (var peer = BinaryPeer.established(target)) {
                peer.send(transfers().put8(OPTIONS, 2).sealed(), lookup().bytes());
                List<String> answers = new ArrayList<>(List.of(peer.answer(), peer.answer()));
                answers.sort(null); // a refusal may overtake
                Differs.unlessEqual(List.of("Accounts 3 with 1", "BusinessReject 2" + invalid), answers);
            }
        });
    }

    private static GoldenFrame transfers() {
        return GoldenFrame.named("create_transfers");
    }

    private void refused(String name, byte[] frame, Reason reason) {
        add(name + ": refused, not executed", () -> {
            try (var peer = BinaryPeer.established(target)) {
                peer.send(frame);
                Differs.unlessEqual("BusinessReject 2 " + reason, peer.answer());
            }
        });
    }
}
