package io.florin.gateway.wire;

import io.florin.gateway.TestNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Refusals that only the binary port can be asked for: JSON has no words for what is refused. */
public final class WireRefusals {
    private static final int ROW = TestFrame.ROWS;
    private static final long CORRELATION_ID = 7;

    private WireRefusals() {}

    /** What the node answers to a request that must be refused by this code. */
    public static Map<String, String> heard(TestNode node) throws IOException {
        Map<String, TestFrame> frames = new LinkedHashMap<>();
        frames.put("reserved_field", account().put16(ROW + 112, 1));
        frames.put("reserved_flag", account().put16(ROW + 110, 1 << 15));
        frames.put("debits_pending_must_be_zero", account().put64(ROW + 16, 1));
        frames.put("debits_posted_must_be_zero", account().put64(ROW + 24, 1));
        frames.put("credits_pending_must_be_zero", account().put64(ROW + 32, 1));
        frames.put("credits_posted_must_be_zero", account().put64(ROW + 40, 1));
        Map<String, String> heard = new LinkedHashMap<>();
        try (var socket = WireSocket.open(node)) {
            for (Map.Entry<String, TestFrame> frame : frames.entrySet()) {
                socket.send(frame.getValue().sealed());
                heard.put(frame.getKey(), socket.accountsAnswer());
            }
            socket.send(
                    TestFrame.transfers(CORRELATION_ID, 1).put64(ROW + 80, -1).sealed());
            heard.put("amount_out_of_range", socket.answer());
        }
        return heard;
    }

    /** The whole answer that names this code. */
    public static String refusal(String code) {
        return "results " + CORRELATION_ID + ": 1 events, [0 " + code + "]";
    }

    private static TestFrame account() {
        return TestFrame.accounts(CORRELATION_ID, new UUID(0, 50));
    }
}
