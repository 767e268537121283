package io.florin.ops.tool.check;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.RefusedException;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.TransferStatus;
import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.ResultRowDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers out of frames, as the views and results that a table is compared with. One thread. */
final class AnswerCodec {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Crc32c crc = new Crc32c();

    /**
     * The frame, if it is whole and of this kind.
     *
     * @throws RefusedException if it says that nothing was decided.
     */
    UnsafeBuffer checked(byte[] bytes, int expectedTemplateId) throws IOException {
        var frame = new UnsafeBuffer(bytes);
        int found = crc.of(bytes, Frames.CRC_FROM, bytes.length - Frames.CRC_FROM);
        if (found != frame.getInt(FrameHeaderDecoder.crcEncodingOffset(), ByteOrder.LITTLE_ENDIAN)) {
            throw new IOException("an answer has another checksum than it says");
        }
        int templateId = header.wrap(frame, Frames.HEADER_LENGTH).templateId();
        if (templateId == expectedTemplateId) return frame;
        switch (templateId) {
            case BusinessRejectDecoder.TEMPLATE_ID -> {
                var reject = new BusinessRejectDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
                throw refused(reject.reason(), reject.text());
            }
            case NegotiationRejectDecoder.TEMPLATE_ID -> {
                var reject = new NegotiationRejectDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
                throw refused(reject.reason(), reject.text());
            }
            case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                var reject = new EstablishmentRejectDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
                throw refused(reject.reason(), reject.text());
            }
            case TerminateDecoder.TEMPLATE_ID -> {
                var end = new TerminateDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
                throw new IOException("the node ends the connection: "
                        + end.reason().name().toLowerCase(Locale.ROOT) + " (" + end.text() + ")");
            }
            default -> throw new IOException("an answer of another kind: template=" + templateId);
        }
    }

    private static RefusedException refused(Reason reason, String text) {
        return new RefusedException(reason.name().toLowerCase(Locale.ROOT) + " (" + text + ")");
    }

    List<Result> results(UnsafeBuffer frame) {
        var answer = new ResultsDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
        int events = (int) answer.events();
        List<Result> results = new ArrayList<>(events);
        for (int i = 0; i < events; i++) results.add(new Result(0, answer.timestamp() - events + i + 1, 0));
        ResultsDecoder.RowsDecoder rows = answer.rows();
        while (rows.hasNext()) {
            ResultRowDecoder row = rows.next().row();
            results.set((int) row.index(), Result.refused((int) row.status(), row.timestamp()));
        }
        return results;
    }

    /** The same results, with what moved or is held. */
    List<Result> moved(List<Result> results, List<TransferView> transfers) {
        List<Result> moved = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            boolean isThere = result.status() == 0 || result.status() == TransferStatus.EXISTS.number();
            long amountMinor = isThere ? transfers.get(i).amountMinor() : 0;
            moved.add(new Result(result.status(), result.timestampNs(), amountMinor));
        }
        return moved;
    }

    List<Optional<AccountView>> accounts(UnsafeBuffer frame) {
        var rows = new AccountsDecoder()
                .wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header)
                .rows();
        List<Optional<AccountView>> views = new ArrayList<>(rows.count());
        while (rows.hasNext()) {
            var view = new AccountView();
            views.add(fill(rows.next().row(), view) ? Optional.of(view) : Optional.empty());
        }
        return views;
    }

    List<TransferView> transfers(UnsafeBuffer frame) {
        var rows = new TransfersDecoder()
                .wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header)
                .rows();
        List<TransferView> views = new ArrayList<>(rows.count());
        while (rows.hasNext()) {
            var view = new TransferView();
            fill(rows.next().row(), view);
            views.add(view);
        }
        return views;
    }

    /** The only account of the answer; false if there is none. */
    boolean account(UnsafeBuffer frame, AccountView view) {
        var rows = new AccountsDecoder()
                .wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header)
                .rows();
        return fill(rows.next().row(), view);
    }

    /** What became of the only id of the answer. */
    void transfer(UnsafeBuffer frame, TransferView view) {
        var rows = new TransfersDecoder()
                .wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header)
                .rows();
        fill(rows.next().row(), view);
    }

    private static boolean fill(AccountRowDecoder row, AccountView view) {
        IdDecoder id = row.id();
        view.idHigh(id.high()).idLow(id.low());
        IdDecoder userData = row.userData128();
        view.userData128High(userData.high()).userData128Low(userData.low());
        view.debitsPendingMinor(row.debitsPending())
                .debitsPostedMinor(row.debitsPosted())
                .creditsPendingMinor(row.creditsPending())
                .creditsPostedMinor(row.creditsPosted())
                .userData64(row.userData64())
                .userData32((int) row.userData32())
                .timestampNs(row.timestamp())
                .ledger((int) row.ledger())
                .code(row.code())
                .flags(row.flags())
                .debitAllowanceMinor(row.debitAllowance())
                .creditAllowanceMinor(row.creditAllowance())
                .limitsVersion((int) row.limitsVersion())
                .frozen(row.frozen())
                .reason(row.reason());
        return row.timestamp() != 0;
    }

    private static void fill(TransferRowDecoder row, TransferView view) {
        IdDecoder id = row.id();
        view.idHigh(id.high()).idLow(id.low());
        IdDecoder debit = row.debitAccountId();
        view.debitAccountIdHigh(debit.high()).debitAccountIdLow(debit.low());
        IdDecoder credit = row.creditAccountId();
        view.creditAccountIdHigh(credit.high()).creditAccountIdLow(credit.low());
        IdDecoder pending = row.pendingId();
        view.pendingIdHigh(pending.high()).pendingIdLow(pending.low());
        IdDecoder userData = row.userData128();
        view.userData128High(userData.high()).userData128Low(userData.low());
        view.amountMinor(row.amount())
                .userData64(row.userData64())
                .userData32((int) row.userData32())
                .timestampNs(row.timestamp())
                .timeoutSeconds((int) row.timeout())
                .ledger((int) row.ledger())
                .code(row.code())
                .flags(row.flags())
                .outcome(row.outcome().value())
                .pendingStatus(row.pendingStatus().value())
                .status((int) row.status());
    }
}
