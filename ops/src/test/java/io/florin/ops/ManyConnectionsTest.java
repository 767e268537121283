package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import io.florin.protocol.SessionFrames;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many connections as a node takes with its limits raised, from many addresses of 127.0.0.0/8: idle ones are cheap,
 * and slow ones are nobody's trouble but their own. The figures are for {@code bench/RESULTS.md}.
 */
@Tag("long")
final class ManyConnectionsTest {
    private static final System.Logger FIGURES = System.getLogger(ManyConnectionsTest.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IDLE = 10_000;
    private static final int SLOW = 5_000;
    private static final int PER_ADDRESS = 250;
    private static final int FILES_BESIDE = 500;
    private static final long MIB = 1_024 * 1_024;
    private static final long IDLE_BYTES_MAX = 200 * MIB;
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +\\d+ +(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP_USED = Pattern.compile("heap .*?used (\\d+)K");
    private static final int LEDGER = 978;

    @TempDir
    Path folder = Path.of("");

    private final List<SocketChannel> channels = new ArrayList<>();

    private NodeProcess start(int connections) throws Exception {
        requireOpenFiles(connections + FILES_BESIDE);
        List<String> settings = List.of(
                "journal.filesystem=accept",
                "journal.segment=16 MiB",
                "gateway.connections=" + (connections + 100),
                "gateway.connections-per-address=" + PER_ADDRESS,
                "gateway.sessions=" + 2 * connections);
        var options = new NodeProcess.Options(folder.resolve("data"), folder.resolve("logs"), settings, List.of());
        NodeProcess node = NodeProcess.of(options).init(List.of(), PATIENCE).start();
        node.awaitReady(PATIENCE);
        return node;
    }

    private static void requireOpenFiles(int wanted) throws IOException {
        Matcher limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
        int may = limit.find() ? Integer.parseInt(limit.group(1)) : 0;
        assertTrue(may >= wanted, "this needs " + wanted + " open files, raise the limit (ulimit -Hn): " + may);
    }

    /** From one of so many addresses that none has more than it may. */
    private SocketChannel connect(InetSocketAddress port) throws IOException {
        int number = channels.size() / PER_ADDRESS;
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 7, 0, (byte) (1 + number)});
        channel.bind(new InetSocketAddress(address, 0));
        channel.connect(port);
        return channel;
    }

    private void closeAll() throws IOException {
        for (SocketChannel channel : channels) channel.close();
        channels.clear();
    }

    @Test
    void tenThousandIdleConnectionsTakeLessThan200MiB() throws Exception {
        try (NodeProcess node = start(IDLE)) {
            long before = residentBytes(node);
            long heapBefore = heapBytes(node);
            for (int i = 0; i < IDLE; i++) establish(connect(node.ready().binary()));
            assertEquals(IDLE, counter(FlorinCounter.CONNECTIONS_BINARY));
            long heap = heapBytes(node) - heapBefore;
            long resident = residentBytes(node) - before;
            FIGURES.log(
                    Level.INFO,
                    IDLE + " idle connections, each with a session: " + heap / MIB + " MiB of heap, " + resident / MIB
                            + " MiB of resident memory more");
            assertTrue(resident < IDLE_BYTES_MAX, "resident bytes more: " + resident);
            closeAll();
        }
    }

    private static void establish(SocketChannel channel) throws IOException {
        UUID id = UUID.randomUUID();
        channel.write(ByteBuffer.wrap(SessionFrames.negotiate(id, 0, "")));
        channel.write(ByteBuffer.wrap(SessionFrames.establish(id, 1, 0, 60_000, "")));
        ByteBuffer answer = ByteBuffer.allocate(16);
        while (answer.hasRemaining()) {
            assertTrue(channel.read(answer) > 0, "the node closed a connection instead of a session");
        }
    }

    private static long residentBytes(NodeProcess node) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + node.pid() + "/status")));
        assertTrue(resident.find());
        return Long.parseLong(resident.group(1)) * 1_024;
    }

    /** Behind a collection. */
    private static long heapBytes(NodeProcess node) throws Exception {
        jcmd(node, "GC.run");
        Matcher used = HEAP_USED.matcher(jcmd(node, "GC.heap_info"));
        assertTrue(used.find());
        return Long.parseLong(used.group(1)) * 1_024;
    }

    private static String jcmd(NodeProcess node, String command) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private long counter(FlorinCounter counter) {
        return CountersFile.value(folder.resolve("data").resolve("counters"), counter);
    }

    /** What a slow client says in all, a byte at a time: never enough. */
    private enum Slow {
        SILENT(""),
        HTTP_LINE("POST /v1/transfers/batch?" + "a".repeat(2_000)),
        HTTP_HEADERS("POST /v1/transfers HTTP/1.1\r\nHost: h\r\nX-Slow: " + "a".repeat(2_000)),
        HTTP_BODY("POST /v1/transfers HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                + "Content-Length: 60000\r\n\r\n{\"id\": \"" + "a".repeat(2_000)),
        BINARY_HEADER("@\0\0"),
        BINARY_SILENT("");

        private final String words;

        Slow(String words) {
            this.words = words;
        }

        ByteBuffer part(int from, int to) {
            return ByteBuffer.wrap(words.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean isBinary() {
            return this == BINARY_HEADER || this == BINARY_SILENT;
        }

        /** What it begins with at once: of a body, all that stands before it. */
        int begun() {
            int body = words.indexOf("\r\n\r\n");
            return body < 0 ? Math.min(1, words.length()) : body + 4;
        }
    }

    @Test
    void fiveThousandSlowClientsAreEndedWhileGoodOnesAreServed() throws Exception {
        try (NodeProcess node = start(SLOW);
                Florin binary = FlorinClient.connect(
                        ClientConfig.of("127.0.0.1", node.ready().binary().getPort()));
                Florin http = FlorinHttpClient.connect(
                        ClientConfig.of("127.0.0.1", node.ready().http().getPort()))) {
            UUID bank = Ids.next();
            UUID alice = Ids.next();
            assertTrue(binary.createAccounts(List.of(Account.of(bank, LEDGER, 1), Account.of(alice, LEDGER, 1)))
                    .join()
                    .isSuccess());
            Slow[] kinds = Slow.values();
            for (int i = 0; i < SLOW; i++) {
                Slow kind = kinds[i % kinds.length];
                SocketChannel channel = connect(
                        kind.isBinary() ? node.ready().binary() : node.ready().http());
                channel.configureBlocking(false);
                channel.write(kind.part(0, kind.begun()));
            }
            var good = new Good(List.of(binary, http), bank, alice);
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            var isOver = new boolean[SLOW];
            for (int round = 0; !areOver(isOver); round++) {
                assertFalse(System.nanoTime() > deadlineNs, () -> "still open: " + (SLOW - over(isOver)));
                for (int i = 0; i < SLOW; i++) isOver[i] = isOver[i] || isEnded(i, kinds[i % kinds.length], round);
                good.pay();
            }
            closeAll();
            good.pay();
            assertEquals(
                    good.paid,
                    binary.lookupAccounts(List.of(alice))
                            .join()
                            .rows()
                            .getFirst()
                            .orElseThrow()
                            .balances()
                            .creditsPostedMinor());
            assertTrue(counter(FlorinCounter.SLOW_INPUT) > SLOW / 2, "slow input was counted");
            FIGURES.log(
                    Level.INFO,
                    SLOW + " slow connections, all ended; " + good.paid
                            + " transfers of two good clients meanwhile, the" + " slowest answered in "
                            + TimeUnit.NANOSECONDS.toMillis(good.slowestNs) + " ms");
        }
    }

    /** Says one byte more, if it has one, and looks whether the node has ended it. */
    private boolean isEnded(int index, Slow kind, int round) {
        SocketChannel channel = channels.get(index);
        int next = kind.begun() + round;
        try {
            if (next < kind.words.length()) channel.write(kind.part(next, next + 1));
            return channel.read(ByteBuffer.allocate(512)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean areOver(boolean[] isOver) {
        return over(isOver) == isOver.length;
    }

    private static int over(boolean[] isOver) {
        int count = 0;
        for (boolean one : isOver) count += one ? 1 : 0;
        return count;
    }

    /** Clients that do nothing wrong. */
    private static final class Good {
        private final List<Florin> clients;
        private final UUID debit;
        private final UUID credit;
        private long paid;
        private long slowestNs;

        Good(List<Florin> clients, UUID debit, UUID credit) {
            this.clients = clients;
            this.debit = debit;
            this.credit = credit;
        }

        void pay() {
            for (Florin florin : clients) {
                long startNs = System.nanoTime();
                var answer = florin.createTransfer(Transfer.of(Ids.next(), debit, credit, 1, LEDGER, 10));
                assertTrue(answer.orTimeout(10, TimeUnit.SECONDS).join().isSuccess());
                slowestNs = Math.max(slowestNs, System.nanoTime() - startNs);
                paid++;
            }
        }
    }
}
