package io.florin.gateway.wire;

import io.florin.protocol.Frames;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A frame from the node in one line.
 *
 * <pre>
 *   results 7: 3 events, [1 id_must_not_be_zero]          reject 7: MESSAGE_INVALID, a request has 1 to 8190 events
 *   results 7: 1 events, [], replayed
 *   accounts 7: [true, false]                             terminate: FRAME_INVALID, the CRC-32C ...
 * </pre>
 */
final class AnswerText {
    private static final long NONE = -1;
    private static final int REPLAYED = 2;

    private final boolean isOfAccounts;
    private final UnsafeBuffer frame;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    AnswerText(byte[] bytes) {
        this(bytes, false);
    }

    /** Of a request on accounts, or of any other. */
    AnswerText(byte[] bytes, boolean isOfAccounts) {
        this.isOfAccounts = isOfAccounts;
        frame = new UnsafeBuffer(bytes);
        header.wrap(frame, Frames.HEADER_LENGTH);
    }

    boolean isTerminate() {
        return header.templateId() == TerminateDecoder.TEMPLATE_ID;
    }

    boolean isReject() {
        return header.templateId() == BusinessRejectDecoder.TEMPLATE_ID;
    }

    /** Of the request that this answers; -1 if it answers none. */
    long correlationId() {
        return isTerminate() ? NONE : frame.getLong(Frames.BLOCK_OFFSET);
    }

    String text() {
        return switch (header.templateId()) {
            case TerminateDecoder.TEMPLATE_ID -> terminate();
            case BusinessRejectDecoder.TEMPLATE_ID -> reject();
            case ResultsDecoder.TEMPLATE_ID -> results();
            case AccountsDecoder.TEMPLATE_ID -> accounts();
            case TransfersDecoder.TEMPLATE_ID -> transfers();
            default -> SessionText.of(frame, header);
        };
    }

    private String terminate() {
        var message = new TerminateDecoder().wrap(frame, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        String versions = message.reason() == Reason.SCHEMA_UNSUPPORTED
                ? " (yours " + message.yourVersion() + ", ours " + message.versionMin() + " to " + message.versionMax()
                        + ")"
                : "";
        return "terminate: " + message.reason() + ", " + message.text() + versions;
    }

    private String reject() {
        var message =
                new BusinessRejectDecoder().wrap(frame, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        String retry = message.retryAfterMs() == 0 ? "" : ", again in " + message.retryAfterMs() + " ms";
        return "reject " + message.correlationId() + ": " + message.reason() + ", " + message.text() + retry;
    }

    private String results() {
        var message = new ResultsDecoder().wrap(frame, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        String prefix = "results " + message.correlationId() + ": " + message.events() + " events, ";
        List<String> rows = new ArrayList<>();
        for (var row : message.rows()) {
            int status = (int) row.row().status();
            rows.add(row.row().index() + " " + name(status));
        }
        return prefix + rows + ((message.flags() & REPLAYED) == 0 ? "" : ", replayed");
    }

    /** Numbers of accounts' and transfers' results overlap, so the answer must know what it answers. */
    private String name(int status) {
        var catalogue = ProblemCatalogue.instance();
        Problem problem = isOfAccounts ? catalogue.byAccountStatus(status) : catalogue.byTransferStatus(status);
        if (problem == null) problem = catalogue.byAccountStatus(status); // a number that only accounts have
        return Objects.requireNonNull(problem, () -> "status=" + status).code();
    }

    private String accounts() {
        var message = new AccountsDecoder().wrap(frame, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        List<Boolean> found = new ArrayList<>();
        long correlationId = message.correlationId();
        for (var row : message.rows()) found.add(row.row().timestamp() != 0);
        return "accounts " + correlationId + ": " + found;
    }

    private String transfers() {
        var message = new TransfersDecoder().wrap(frame, Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        List<String> outcomes = new ArrayList<>();
        long correlationId = message.correlationId();
        for (var row : message.rows()) {
            int status = (int) row.row().status();
            String why = status == 0 ? "" : " " + name(status);
            outcomes.add(row.row().outcome() + why);
        }
        return "transfers " + correlationId + ": " + outcomes;
    }
}
