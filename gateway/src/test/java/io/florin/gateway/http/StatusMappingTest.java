package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.ResultRowEncoder;
import io.florin.protocol.codec.ResultsEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Each result of the ledger and the HTTP status that it has under each resource, as the table of the API says. */
class StatusMappingTest {
    private static final int BLOCK = Frames.BLOCK_OFFSET;
    private static final int GROUP = BLOCK + ResultsEncoder.BLOCK_LENGTH;
    private static final int ROW = GROUP + Integer.BYTES;
    private static final int LENGTH = ROW + ResultRowEncoder.ENCODED_LENGTH;

    /** First line that fits; a star stands for anything. Under a hold's own path the states of the hold differ. */
    private static final String TABLE = """
            created                                 201
            exists                                  200
            timestamp_must_be_zero                  400
            reserved_field                          400
            reserved_flag                           400
            flags_are_mutually_exclusive            400
            *_must_be_zero                          400
            *_must_not_be_zero                      400
            *_must_not_be_int_max                   400
            accounts_must_be_different              400
            pending_id_must_be_different            400
            timeout_reserved_for_pending_transfer   400
            closing_transfer_must_be_pending        400
            amount_out_of_range                     400
            linked_event_chain_open                 400
            imported_event_expected                 400
            imported_event_not_expected             400
            not_granted                             403
            pending_transfer_not_found              422 404
            pending_transfer_already_posted         422 409
            pending_transfer_already_voided         422 409
            pending_transfer_expired                422 409
            pending_transfer_not_pending            422 409
            version_mismatch                        412
            account_not_found                       404
            accounts_full                           507
            transfers_full                          507
            grants_full                             507
            closed_days_full                        507
            *                                       422
            """;

    private final ResponseWriter writer = new ResponseWriter("0.1.0");
    private final AnswerAdapter answers = new AnswerAdapter(writer);
    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyResultOfTransfersHasItsStatus() {
        for (Route route : new Route[] {Route.CREATE_TRANSFER, Route.CREATE_HOLD}) {
            assertTrue(check(route, Problem::transferStatus) > 70);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyResultUnderAHoldHasItsStatus() {
        for (Route route : new Route[] {Route.POST_HOLD, Route.VOID_HOLD}) {
            assertTrue(check(route, Problem::transferStatus) > 70);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyResultOfAccountsHasItsStatus() {
        for (Route route :
                new Route[] {Route.CREATE_ACCOUNT, Route.ACCOUNT_LIMITS, Route.ACCOUNT_STATUS, Route.GRANT}) {
            assertTrue(check(route, Problem::accountStatus) > 30);
        }
        assertEquals(List.of(), wrong);
    }

    private int check(Route route, ToIntFunction<Problem> status) {
        int checked = 0;
        for (Problem problem : ProblemCatalogue.instance().all()) {
            int number = status.applyAsInt(problem);
            boolean isNever = route.isControl() && problem.code().equals("exists");
            if (number == Problem.NONE || isNever) continue;
            checked++;
            int expected = number == 0 && route.isControl() ? 200 : expected(problem.code(), route.settlesHold());
            String response = response(route, number);
            String name = "\"" + (number == 0 && route.isControl() ? "applied" : problem.code()) + "\"";
            boolean isRight = response.startsWith("HTTP/1.1 " + expected + " ")
                    && (expected < 400 || response.contains("\"status\":" + expected + ","))
                    && response.contains(name);
            if (!isRight) wrong.add(route + " " + problem.code() + " " + expected + ": " + response);
        }
        return checked;
    }

    private static int expected(String code, boolean isUnderHold) {
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" +", -1);
            boolean isPattern = words[0].startsWith("*");
            boolean fits = isPattern ? code.endsWith(words[0].substring(1)) : code.equals(words[0]);
            if (fits) return Integer.parseInt(words[isUnderHold ? words.length - 1 : 1]);
        }
        throw new AssertionError("no line fits: " + code);
    }

    private String response(Route route, int status) {
        var frame = new UnsafeBuffer(new byte[LENGTH]);
        FrameEncoder.begin(frame, 0, LENGTH, ResultsEncoder.TEMPLATE_ID, ResultsEncoder.BLOCK_LENGTH);
        new ResultsEncoder()
                .wrap(frame, BLOCK)
                .sequence(17)
                .timestamp(1)
                .epoch(7)
                .events(1)
                .durability(Durability.DISK);
        FrameEncoder.group(frame, GROUP, ResultRowEncoder.ENCODED_LENGTH, status == 0 ? 0 : 1);
        new ResultRowEncoder().wrap(frame, ROW).timestamp(2).index(0).status(status);
        var exchange = new Exchange();
        exchange.begin(0);
        exchange.route = route;
        exchange.ids = new long[] {1, 2};
        ByteBuf out = Unpooled.buffer();
        answers.respond(frame, 0, exchange, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
