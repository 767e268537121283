package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.bench.limit.BareDurableServer;
import io.florin.bench.limit.BareFrames;
import io.florin.bench.limit.EchoServer;
import io.florin.bench.limit.JsonServer;
import io.florin.bench.limit.RingLimit;
import io.florin.bench.limit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator against real processes, and against servers that do it wrong. */
final class LoadGeneratorTest {
    private static final int LENGTH = FixedFrameCodec.REQUEST_LENGTH;

    private final TransferSource transfers = new TransferSource(Distribution.UNIFORM, 100, 7);

    @TempDir
    Path directory;

    @Test
    void aClosedLoopCountsEveryEchoOnce() throws IOException {
        try (var server = ServerProcess.start(EchoServer.class)) {
            var settings = LoadSettings.closed(3, 5, 0, 1);
            LoadResult result = LoadGenerator.run(server.address(), settings, fixed(LENGTH), LoadListener.NONE);
            assertTrue(result.events() > 0);
            assertEquals(result.events(), result.latencyNs().getTotalCount());
            long drained = result.eventsInAll() - result.events();
            assertTrue(drained >= 0 && drained <= 15, "drained=" + drained);
        }
    }

    @Test
    void anOpenLoopSendsWhatIsDueAndNoMore() throws IOException {
        try (var server = ServerProcess.start(EchoServer.class)) {
            var settings = new LoadSettings(2, 64, 1_000, 0, 2);
            LoadResult result = LoadGenerator.run(server.address(), settings, fixed(LENGTH), LoadListener.NONE);
            long due = result.elapsedNs() / 1_000_000;
            assertTrue(result.eventsInAll() <= due + 1, "sent=" + result.eventsInAll() + " due=" + due);
            assertTrue(result.eventsInAll() > 0);
        }
    }

    @Test
    void theBareServersAnswerEveryRequest() throws IOException {
        try (var server = bare("binary")) {
            var settings = LoadSettings.closed(2, 8, 0, 1);
            var codec = fixed(BareFrames.ANSWER_LENGTH);
            assertTrue(LoadGenerator.run(server.address(), settings, codec, LoadListener.NONE)
                            .events()
                    > 0);
        }
        try (var server = bare("http")) {
            var settings = LoadSettings.closed(4, 1, 0, 1);
            Supplier<LoadCodec> codec = () -> new HttpTransferCodec("127.0.0.1", transfers, new TimeOrderedIds(1));
            assertTrue(LoadGenerator.run(server.address(), settings, codec, LoadListener.NONE)
                            .events()
                    > 0);
        }
    }

    @Test
    void theBareJsonResponderAnswersEveryRequest() throws IOException {
        try (var server = ServerProcess.start(JsonServer.class)) {
            Supplier<LoadCodec> codec = () -> new HttpTransferCodec("127.0.0.1", transfers, new TimeOrderedIds(1));
            var settings = LoadSettings.closed(4, 1, 0, 1);
            assertTrue(LoadGenerator.run(server.address(), settings, codec, LoadListener.NONE)
                            .events()
                    > 0);
        }
    }

    @Test
    void theRingHandsEverythingOver() {
        assertTrue(RingLimit.measure(RingLimit.Waiting.BLOCKING, 1) > 0);
    }

    private ServerProcess bare(String protocol) throws IOException {
        return ServerProcess.start(BareDurableServer.class, directory.toString(), "100", protocol);
    }

    @Test
    void aWrongAnswerFailsTheRun() throws Exception {
        refused("expected answer 0: number=1", socket -> {
            byte[] request = socket.getInputStream().readNBytes(LENGTH);
            request[0]++;
            socket.getOutputStream().write(request);
            socket.getInputStream().readAllBytes();
        });
    }

    @Test
    void aClosedConnectionFailsTheRun() throws Exception {
        refused("the server closed a connection: inFlight=1", socket -> socket.getInputStream()
                .readNBytes(LENGTH));
    }

    private void refused(String reason, Serving serving) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ended = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> serve(server, serving, ended));
            var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            var settings = LoadSettings.closed(1, 1, 0, 10);
            var refused = assertThrows(
                    LoadFailedException.class,
                    () -> LoadGenerator.run(address, settings, fixed(LENGTH), LoadListener.NONE));
            assertTrue(String.valueOf(refused.getMessage()).contains(reason), String.valueOf(refused.getMessage()));
            ended.await();
        }
    }

    private static void serve(ServerSocket server, Serving serving, CountDownLatch ended) {
        try (Socket socket = server.accept()) {
            serving.serve(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended.countDown();
        }
    }

    private Supplier<LoadCodec> fixed(int answerLength) {
        return () -> new FixedFrameCodec(answerLength, transfers, new TimeOrderedIds(1));
    }

    private interface Serving {
        void serve(Socket socket) throws IOException;
    }
}
