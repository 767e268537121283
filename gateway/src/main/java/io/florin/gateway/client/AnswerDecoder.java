package io.florin.gateway.client;

import io.florin.protocol.Frames;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.ResultRowDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.StampsDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Reads answers out of frames. One event loop. */
final class AnswerDecoder {
    private static final int STAMPED = 1;
    private static final int REPLAYED = 2;
    private static final int DEBITS_FROZEN = 1;
    private static final int CREDITS_FROZEN = 2;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ResultsDecoder results = new ResultsDecoder();
    private final AccountsDecoder accounts = new AccountsDecoder();
    private final TransfersDecoder transfers = new TransfersDecoder();
    private final BusinessRejectDecoder reject = new BusinessRejectDecoder();

    /** Of the frame at the offset. */
    int templateId(DirectBuffer frame, int offset) {
        return header.wrap(frame, offset + Frames.HEADER_LENGTH).templateId();
    }

    /** What a request was about: whose numbers its results have, and what success is called. */
    enum Kind {
        ACCOUNTS(Results.CREATED),
        TRANSFERS(Results.CREATED),
        CONTROLS(Results.APPLIED);

        private final String done;

        Kind(String done) {
            this.done = done;
        }
    }

    Results results(DirectBuffer frame, int offset, Kind kind) {
        results.wrapAndApplyHeader(frame, offset + Frames.HEADER_LENGTH, header);
        var position = new Position(results.sequence(), results.epoch());
        var durability = Durability.of(results.durability().value());
        boolean isReplayed = (results.flags() & REPLAYED) != 0;
        Optional<Stamps> stamps = (results.flags() & STAMPED) == 0 ? Optional.empty() : Optional.of(stamps());
        long timestampNs = results.timestamp();
        int events = (int) results.events();
        List<EventResult> notCreated = List.of();
        ResultsDecoder.RowsDecoder rows = results.rows();
        if (rows.count() > 0) notCreated = new ArrayList<>(rows.count());
        while (rows.hasNext()) {
            ResultRowDecoder row = rows.next().row();
            notCreated.add(new EventResult((int) row.index(), code(row.status(), kind), row.timestamp()));
        }
        return new Results(position, timestampNs, durability, isReplayed, events, notCreated, kind.done, stamps);
    }

    private Stamps stamps() {
        StampsDecoder stamps = results.stamps();
        return new Stamps(stamps.received(), stamps.sequenced(), stamps.durable(), stamps.released());
    }

    Lookup<Optional<Account>> accounts(DirectBuffer frame, int offset) {
        accounts.wrapAndApplyHeader(frame, offset + Frames.HEADER_LENGTH, header);
        var position = new Position(accounts.sequence(), accounts.epoch());
        AccountsDecoder.RowsDecoder rows = accounts.rows();
        List<Optional<Account>> found = new ArrayList<>(rows.count());
        while (rows.hasNext()) {
            AccountRowDecoder row = rows.next().row();
            found.add(row.timestamp() == 0 ? Optional.empty() : Optional.of(account(row)));
        }
        return new Lookup<>(position, found);
    }

    Lookup<TransferOutcome> transfers(DirectBuffer frame, int offset) {
        transfers.wrapAndApplyHeader(frame, offset + Frames.HEADER_LENGTH, header);
        var position = new Position(transfers.sequence(), transfers.epoch());
        TransfersDecoder.RowsDecoder rows = transfers.rows();
        List<TransferOutcome> found = new ArrayList<>(rows.count());
        while (rows.hasNext()) found.add(outcome(rows.next().row()));
        return new Lookup<>(position, found);
    }

    /** Why the request was not executed. */
    NotExecutedException reject(DirectBuffer frame, int offset) {
        reject.wrapAndApplyHeader(frame, offset + Frames.HEADER_LENGTH, header);
        String code = reject.reason().name().toLowerCase(Locale.ROOT);
        long retryAfterMs = reject.retryAfterMs();
        return new NotExecutedException(code, reject.text(), retryAfterMs);
    }

    /** Which request was not executed. */
    long rejected(DirectBuffer frame, int offset) {
        return reject.wrapAndApplyHeader(frame, offset + Frames.HEADER_LENGTH, header)
                .correlationId();
    }

    private static String code(long status, Kind kind) {
        ProblemCatalogue catalogue = ProblemCatalogue.instance();
        @Nullable
        Problem problem = kind == Kind.TRANSFERS
                ? catalogue.byTransferStatus((int) status)
                : catalogue.byAccountStatus((int) status);
        return problem == null ? "status_" + status : problem.code();
    }

    private static Account account(AccountRowDecoder row) {
        var balances = new Account.Balances(
                row.debitsPending(), row.debitsPosted(), row.creditsPending(), row.creditsPosted());
        var limits = new Account.Limits(
                row.debitAllowance(),
                row.creditAllowance(),
                (int) row.limitsVersion(),
                (row.frozen() & DEBITS_FROZEN) != 0,
                (row.frozen() & CREDITS_FROZEN) != 0,
                row.reason());
        return new Account(
                id(row.id()),
                (int) row.ledger(),
                row.code(),
                row.flags(),
                id(row.userData128()),
                row.userData64(),
                (int) row.userData32(),
                balances,
                limits,
                row.timestamp());
    }

    private static TransferOutcome outcome(TransferRowDecoder row) {
        UUID id = id(row.id());
        var outcome = TransferOutcome.Outcome.valueOf(row.outcome().name());
        var pending = TransferOutcome.Pending.valueOf(row.pendingStatus().name());
        Optional<Transfer> transfer =
                outcome == TransferOutcome.Outcome.CREATED ? Optional.of(transfer(row)) : Optional.empty();
        Optional<String> refusal = outcome == TransferOutcome.Outcome.REFUSED
                ? Optional.of(code(row.status(), Kind.TRANSFERS))
                : Optional.empty();
        return new TransferOutcome(id, outcome, transfer, pending, refusal);
    }

    private static Transfer transfer(TransferRowDecoder row) {
        return new Transfer(
                id(row.id()),
                id(row.debitAccountId()),
                id(row.creditAccountId()),
                row.amount(),
                (int) row.ledger(),
                row.code(),
                row.flags(),
                id(row.pendingId()),
                id(row.userData128()),
                row.userData64(),
                (int) row.userData32(),
                (int) row.timeout(),
                row.timestamp());
    }

    private static UUID id(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }
}
