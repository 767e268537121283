package io.florin.gateway.http;

import io.florin.protocol.Frames;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.ResultRowDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import io.netty.buffer.ByteBuf;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the answers of the ring, frames without a checksum, into responses. One event loop. */
final class AnswerAdapter {
    private static final String REPRESENTATION = "return=representation";
    private static final int REPLAYED = 2;
    private static final int LINKED_EVENT_FAILED = 1;
    private static final int PENDING = 1 << 1;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int ROW = ResultRowDecoder.ENCODED_LENGTH;
    private static final int ROWS = Frames.BLOCK_OFFSET + ResultsDecoder.BLOCK_LENGTH + Integer.BYTES;

    /** Behind the first event it cannot be the retry of a batch that was done: another one has taken the id. */
    private static final Problem EXISTING_IN_CHAIN = new Problem(
            "exists",
            Problem.NONE,
            Problem.NONE,
            UNPROCESSABLE,
            "An event of the batch exists already",
            "id",
            false,
            "the batch was not executed: leave the event out, or give it a new id");

    private final ResponseWriter writer;
    private final ObjectWriter objects;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ResultsDecoder results = new ResultsDecoder();
    private final AccountsDecoder accounts = new AccountsDecoder();
    private final TransfersDecoder transfers = new TransfersDecoder();
    private final ResultRowDecoder row = new ResultRowDecoder();

    AnswerAdapter(ResponseWriter writer) {
        this.writer = writer;
        this.objects = new ObjectWriter(writer);
    }

    /**
     * Appends the response that the frame at the offset means for this exchange.
     *
     * @return false, and nothing was appended, if the object must be looked up first.
     */
    boolean respond(UnsafeBuffer frame, int offset, Exchange exchange, ByteBuf out) {
        header.wrap(frame, offset + Frames.HEADER_LENGTH);
        int block = offset + Frames.BLOCK_OFFSET;
        switch (header.templateId()) {
            case ResultsDecoder.TEMPLATE_ID -> {
                results.wrap(frame, block, header.blockLength(), header.version());
                return respondResults(frame, offset, exchange, out);
            }
            case AccountsDecoder.TEMPLATE_ID -> {
                accounts.wrap(frame, block, header.blockLength(), header.version());
                respondAccount(exchange, out);
            }
            default -> {
                transfers.wrap(frame, block, header.blockLength(), header.version());
                if (exchange.route == Route.OUTCOME) respondOutcome(exchange, out);
                else respondTransfer(exchange, out);
            }
        }
        return true;
    }

    /**
     * Whether the frame at the offset says that the principal has the right it was asked for; if not, that is the
     * response, and tells nothing more.
     */
    boolean isGranted(UnsafeBuffer frame, int offset, Exchange exchange, ByteBuf out) {
        header.wrap(frame, offset + Frames.HEADER_LENGTH);
        results.wrap(frame, offset + Frames.BLOCK_OFFSET, header.blockLength(), header.version());
        if (results.rows().count() == 0) return true;
        Problem refusal = ProblemCatalogue.instance().byCode("not_granted");
        writer.problem(out, exchange, refusal, "", "this is for administrators", -1, null);
        return false;
    }

    private boolean respondResults(UnsafeBuffer frame, int offset, Exchange exchange, ByteBuf out) {
        boolean isReplayed = (results.flags() & REPLAYED) != 0;
        int rows = results.rows().count();
        long firstStatus = rows == 0 ? 0 : row.wrap(frame, offset + ROWS).status();
        if (exchange.route != null && exchange.route.isBatch()) {
            respondBatch(frame, offset, exchange, rows, out);
            return true;
        }
        Problem result = problem(exchange, firstStatus);
        boolean exists = result.code().equals("exists");
        var passed =
                passed(results.sequence(), results.epoch(), results.durability().value(), isReplayed || exists);
        if (firstStatus != 0 && !exists) {
            writer.problem(out, exchange, result, result.param(), result.advice(), -1, passed);
            return true;
        }
        exchange.passed = passed;
        exchange.passedNs = rows == 0 ? results.timestamp() : row.timestamp();
        exchange.isExisting = exists;
        if (exchange.isObjectWanted) return false;
        respondBriefly(exchange, out);
        return true;
    }

    /** What became of the command, without the object. */
    void respondBriefly(Exchange exchange, ByteBuf out) {
        ResponseWriter.Passed passed = exchange.passed;
        if (passed == null) throw new IllegalStateException("nothing was decided yet");
        if (exchange.route != null && exchange.route.isControl()) {
            objects.applied(exchange, passed.sequence(), exchange.passedNs);
        } else {
            writer.begin().raw("{\"id\":").id(exchange.ids[0], exchange.ids[1]);
            writer.raw(exchange.isExisting ? ",\"result\":\"exists" : ",\"result\":\"created");
            writer.raw("\",\"timestamp\":").time(exchange.passedNs).raw("}");
        }
        writer.write(out, statusOf(exchange, passed), ResponseWriter.JSON, exchange, passed);
    }

    private static int statusOf(Exchange exchange, ResponseWriter.Passed passed) {
        boolean isCreated = exchange.route != null && !exchange.route.isControl() && !passed.isReplayed();
        return isCreated ? 201 : 200;
    }

    /** The object as it is right behind the command, at the command's position. */
    private void respondObject(Exchange exchange, ResponseWriter.Passed passed, ByteBuf out) {
        String applied = exchange.preferenceApplied;
        exchange.preferenceApplied = applied.isEmpty() ? REPRESENTATION : applied + ", " + REPRESENTATION;
        if (exchange.route == Route.ACCOUNT_LIMITS) exchange.entityTag = "\"" + exchange.version + "\"";
        writer.write(out, statusOf(exchange, passed), ResponseWriter.JSON, exchange, passed);
    }

    private void respondBatch(UnsafeBuffer frame, int offset, Exchange exchange, int rows, ByteBuf out) {
        boolean isReplayed = (results.flags() & REPLAYED) != 0;
        int breaker = exchange.isAtomic ? breaker(frame, offset, rows) : rows;
        Problem broken = breaker == rows
                ? null
                : problem(exchange, row(frame, offset, breaker).status());
        boolean isExisting = broken != null && broken.code().equals("exists");
        boolean wasDoneBefore = isExisting && row.index() == 0;
        var passed =
                passed(results.sequence(), results.epoch(), results.durability().value(), isReplayed || wasDoneBefore);
        if (broken != null && !wasDoneBefore) {
            broken(isExisting ? EXISTING_IN_CHAIN : broken, exchange, passed, out);
            return;
        }
        writer.begin().raw("{\"events\":").number(results.events());
        writer.raw(",\"sequence\":").number(results.sequence());
        writer.raw(",\"epoch\":").number(results.epoch());
        writer.raw(",\"timestamp\":").time(results.timestamp()).raw(",\"failures\":[");
        for (int i = 0; i < rows; i++) {
            row(frame, offset, i);
            int index = (int) row.index();
            writer.raw(i == 0 ? "{\"index\":" : ",{\"index\":").number(index);
            writer.raw(",\"id\":").id(exchange.ids[2 * index], exchange.ids[2 * index + 1]);
            writer.raw(",\"code\":\"").raw(problem(exchange, row.status()).code());
            writer.raw("\",\"timestamp\":").time(row.timestamp()).raw("}");
        }
        writer.raw("]}");
        writer.write(out, 200, ResponseWriter.JSON, exchange, passed);
    }

    /** The event of the row broke the chain: nothing of the batch happened. */
    private void broken(Problem problem, Exchange exchange, ResponseWriter.Passed passed, ByteBuf out) {
        int index = (int) row.index();
        String param = "[" + index + "]" + (problem.param().isEmpty() ? "" : "." + problem.param());
        writer.problem(out, exchange, problem, param, problem.advice(), index, passed);
    }

    /** The row of the event that broke the chain: the one that did not fail because of another. */
    private int breaker(UnsafeBuffer frame, int offset, int rows) {
        for (int i = 0; i < rows; i++) {
            if (row(frame, offset, i).status() != LINKED_EVENT_FAILED) return i;
        }
        return rows;
    }

    private ResultRowDecoder row(UnsafeBuffer frame, int offset, int index) {
        return row.wrap(frame, offset + ROWS + index * ROW);
    }

    private void respondAccount(Exchange exchange, ByteBuf out) {
        var passed = passed(
                accounts.sequence(), accounts.epoch(), accounts.durability().value(), false);
        var account = accounts.rows().next().row();
        ResponseWriter.Passed command = exchange.passed;
        if (account.timestamp() == 0) {
            if (command != null) respondBriefly(exchange, out); // who may write and not read
            else notFound(exchange, out, passed, "there is no such account");
            return;
        }
        objects.account(account, exchange.areAmountsText);
        if (command != null) respondObject(exchange, command, out);
        else writer.write(out, 200, ResponseWriter.JSON, exchange, passed);
    }

    private void respondTransfer(Exchange exchange, ByteBuf out) {
        var passed = passed(
                transfers.sequence(), transfers.epoch(), transfers.durability().value(), false);
        var transfer = transfers.rows().next().row();
        boolean isHold = (transfer.flags() & PENDING) != 0;
        ResponseWriter.Passed command = exchange.passed;
        if (command != null) {
            if (transfer.outcome() != Outcome.CREATED) {
                respondBriefly(exchange, out);
                return;
            }
            objects.transfer(transfer, exchange.areAmountsText);
            respondObject(exchange, command, out);
            return;
        }
        switch (transfer.outcome()) {
            case CREATED -> {
                if (exchange.route == Route.HOLD && !isHold) {
                    notFound(exchange, out, passed, "the transfer with this id was never pending");
                    return;
                }
                objects.transfer(transfer, exchange.areAmountsText);
                writer.write(out, 200, ResponseWriter.JSON, exchange, passed);
            }
            case REFUSED -> notFound(exchange, out, passed, "the transfer was refused and its id is burnt");
            case TOO_OLD -> notFound(exchange, out, passed, "the id is older than what the ledger remembers");
            default -> notFound(exchange, out, passed, "there is no such transfer");
        }
    }

    private void respondOutcome(Exchange exchange, ByteBuf out) {
        var passed = passed(
                transfers.sequence(), transfers.epoch(), transfers.durability().value(), false);
        var transfer = transfers.rows().next().row();
        objects.outcome(
                transfer,
                transfer.status() == 0
                        ? ""
                        : problem(exchange, transfer.status()).code());
        writer.write(out, 200, ResponseWriter.JSON, exchange, passed);
    }

    private void notFound(Exchange exchange, ByteBuf out, ResponseWriter.@Nullable Passed passed, String detail) {
        Problem problem = ProblemCatalogue.instance().byCode("resource_not_found");
        writer.problem(out, exchange, problem, "id", detail, -1, passed);
    }

    private static ResponseWriter.Passed passed(long sequence, long epoch, int durability, boolean isReplayed) {
        return new ResponseWriter.Passed(sequence, epoch, durability, isReplayed);
    }

    private static Problem problem(Exchange exchange, long status) {
        Route route = exchange.route;
        boolean isTransfers = route != null && route.isOfTransfers();
        ProblemCatalogue catalogue = ProblemCatalogue.instance();
        Problem problem =
                isTransfers ? catalogue.byTransferStatus((int) status) : catalogue.byAccountStatus((int) status);
        if (problem == null) throw new IllegalStateException("the list of problems lacks a result: status=" + status);
        return route != null && route.settlesHold() ? underHold(problem) : problem;
    }

    /** Where the path names the hold, its state is that of the resource. */
    private static Problem underHold(Problem problem) {
        return switch (problem.code()) {
            case "pending_transfer_not_found" -> problem.withHttpStatus(NOT_FOUND);
            case "pending_transfer_already_posted",
                    "pending_transfer_already_voided",
                    "pending_transfer_expired",
                    "pending_transfer_not_pending" -> problem.withHttpStatus(CONFLICT);
            default -> problem;
        };
    }
}
