package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.Interior;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.http.RequestDraw.Drawn;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.NodeState;
import io.florin.protocol.ProblemCatalogue;
import io.florin.protocol.codec.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pipelined requests, some of them damaged, through the pipeline of the HTTP port, once as they are and once cut at
 * random places: the same responses come out, each of them whole; good requests are answered as they must be until one
 * ends the connection; nothing comes behind that; and no buffer is lost.
 *
 * <p>The long run: {@code mvn -pl gateway -am test -Dtest=HttpPipelineFuzzTest -Dflorin.fuzz.seconds=600
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class HttpPipelineFuzzTest {
    private static final int CASES = 2_000;
    private static final long SECONDS = Long.getLong("florin.fuzz.seconds", 0);
    private static final int REQUESTS_MAX = 6;
    private static final Pattern LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9][0-9]) [A-Za-z ]*");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z0-9_]+)\"");
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    private final Counters counters = Counters.inMemory();
    private final CreatingRing ring = new CreatingRing();
    private final TreeMap<Integer, Integer> heard = new TreeMap<>();

    @AfterEach
    void close() {
        counters.close();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_121})
    void whereverTheBytesAreCutTheResponsesAreTheSame(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var draw = new RequestDraw(random);
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int cases = 0;
        for (; cases < CASES || System.nanoTime() < endNs; cases++) {
            List<Drawn> requests = new ArrayList<>();
            for (int i = random.nextInt(REQUESTS_MAX); i >= 0; i--) requests.add(draw.next());
            byte[] bytes =
                    RequestDraw.joined(requests.stream().map(Drawn::bytes).toArray(byte[][]::new));
            String name = "seed=" + seed + " case=" + cases;
            try {
                judge(requests, bytes, random);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(name + " bytes=" + HexFormat.of().formatHex(bytes), failed);
            }
        }
        assertEquals(0, counters.value(FlorinCounter.HANDLER_ERRORS));
        assertEquals(List.of(), LeakWatch.leaks());
        // Cases that all end in the same way would test little.
        for (int status : new int[] {200, 201, 400, 404, 405, 411, 414, 415, 431, 503}) {
            assertTrue(heard.getOrDefault(status, 0) > 0, () -> "heard=" + heard);
        }
    }

    private void judge(List<Drawn> requests, byte[] bytes, SplittableRandom random) {
        int[] cuts =
                random.ints(random.nextInt(1, 12), 0, bytes.length + 1).sorted().toArray();
        Outcome whole = play(bytes, new int[0]);
        Outcome cut = play(bytes, cuts);
        List<Integer> statuses = statuses(whole);
        boolean hasEndedEarly = !whole.equals(cut) && isEndedBySameRefusal(whole, cut);
        if (!hasEndedEarly) assertEquals(whole, cut);
        statuses.forEach(status -> heard.merge(status, 1, Integer::sum));
        for (int i = 0; i < requests.size() && requests.get(i).status() != 0; i++) {
            assertTrue(i < statuses.size(), () -> "too few answers: " + statuses);
            assertEquals(requests.get(i).status(), statuses.get(i), "request " + i);
        }
    }

    /**
     * A bad line of a batch that is still coming ends the connection, one that is here as a whole does not: then the
     * responses are the same up to that refusal, which is the last.
     */
    private static boolean isEndedBySameRefusal(Outcome whole, Outcome cut) {
        int last = cut.responses().size() - 1;
        if (cut.isOpen() || last < 0 || last >= whole.responses().size()) return false;
        boolean isOfLine = cut.responses().get(last).contains("\"detail\":\"line ");
        String kept = cut.responses().get(last).replace("\r\nConnection: close", "");
        return isOfLine
                && cut.responses().subList(0, last).equals(whole.responses().subList(0, last))
                && whole.responses()
                        .get(last)
                        .replace("\r\nConnection: close", "")
                        .equals(kept);
    }

    /** What came back, and whether more would be read. */
    private record Outcome(List<String> responses, boolean isOpen) {}

    private Outcome play(byte[] bytes, int[] cuts) {
        ring.restart();
        var channel = new EmbeddedChannel();
        var loop = new LoopDesk(channel.eventLoop(), ring, 0, Limits.DEFAULT);
        HttpPort.open(List.of(loop), ring, Interior.of(new StillNode()), Doorkeeper.OPEN, Limits.DEFAULT, counters)
                .serve(channel, loop);
        channel.pipeline().fireChannelActive();
        var out = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= cuts.length && channel.isOpen(); i++) {
            int to = i == cuts.length ? bytes.length : cuts[i];
            channel.writeInbound(channel.alloc().buffer(Math.max(1, to - from)).writeBytes(bytes, from, to - from));
            from = to;
            drain(channel, out);
        }
        boolean isOpen = channel.isOpen();
        channel.checkException();
        drain(channel, out);
        channel.finishAndReleaseAll();
        return new Outcome(responses(out.toString(StandardCharsets.ISO_8859_1)), isOpen);
    }

    private static void drain(EmbeddedChannel channel, ByteArrayOutputStream out) {
        channel.runPendingTasks();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            byte[] part = new byte[buffer.readableBytes()];
            buffer.readBytes(part);
            buffer.release();
            out.writeBytes(part);
        }
    }

    /** Whole responses and nothing else; interim ones depend on when bytes come. */
    private static List<String> responses(String text) {
        List<String> responses = new ArrayList<>();
        String left = text.replace(CONTINUE, "");
        while (!left.isEmpty()) {
            int end = left.indexOf("\r\n\r\n");
            assertTrue(end > 0, left);
            String head = left.substring(0, end);
            Matcher length = Pattern.compile("\r\nContent-Length: ([0-9]+)").matcher(head);
            assertTrue(length.find(), head);
            int bodyEnd = end + 4 + Integer.parseInt(length.group(1));
            assertTrue(bodyEnd <= left.length(), "a body is cut");
            responses.add(left.substring(0, bodyEnd).replaceAll("req_[0-9a-f]{16}", "req_"));
            left = left.substring(bodyEnd);
        }
        return responses;
    }

    /** Of responses that are as they must be. */
    private static List<Integer> statuses(Outcome outcome) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < outcome.responses().size(); i++) {
            String response = outcome.responses().get(i);
            Matcher line = LINE.matcher(response.substring(0, response.indexOf('\r')));
            assertTrue(line.matches(), response);
            int status = Integer.parseInt(line.group(1));
            statuses.add(status);
            String head = response.substring(0, response.indexOf("\r\n\r\n"));
            if (head.contains("\r\nContent-Type: application/problem+json")) {
                Matcher code = CODE.matcher(response);
                assertTrue(code.find() && response.contains("\"status\":" + status + ","), response);
                ProblemCatalogue.instance().byCode(code.group(1));
            }
            boolean isLast = i == outcome.responses().size() - 1;
            boolean isClosing = head.contains("\r\nConnection: close");
            assertFalse(isClosing && !isLast, "something comes behind the end");
            if (isLast) assertEquals(isClosing, !outcome.isOpen(), response);
        }
        return statuses;
    }

    private static final class StillNode implements NodeState {
        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public String role() {
            return "PRIMARY";
        }

        @Override
        public UUID ledgerId() {
            return new UUID(1, 2);
        }

        @Override
        public int epoch() {
            return 1;
        }

        @Override
        public boolean isAnyId() {
            return true;
        }

        @Override
        public int durability() {
            return Durability.DISK.value();
        }

        @Override
        public long releasedSequence() {
            return 0;
        }

        @Override
        public long nowNs() {
            return 1;
        }

        @Override
        public String version() {
            return "0.1.0";
        }
    }
}
