package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.AdminAnswer;
import io.florin.gateway.client.Capacity;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Right;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real node, both doors, every command: it is killed in the middle and at the end, and what is asked again by id and
 * by request key is what was recorded.
 */
@Tag("faults")
final class EveryCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CommandScript binaryScript = new CommandScript(0);
    private final CommandScript httpScript = new CommandScript(1);
    private final UUID grantKey = Ids.next();
    private final UUID capacityKey = Ids.next();
    private final UUID dayKey = Ids.next();

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsAskedAgainIsWhatWasRecorded() throws Exception {
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        int steps = binaryScript.steps();
        int half = steps / 2;
        try (NodeProcess node =
                NodeProcess.of(options).init(List.of(), PATIENCE).start()) {
            node.awaitReady(PATIENCE);
            AdminAnswer granted;
            AdminAnswer raised;
            AdminAnswer closed;
            try (Florin binary = binary(node);
                    Florin http = http(node)) {
                // imports of one door lie before all else of the other
                binaryScript.ask(binary, 0, 2);
                httpScript.ask(http, 0, 2);
                binaryScript.ask(binary, 2, half);
                httpScript.ask(http, 2, half);
                granted = grant(node);
                raised = capacities(node);
                closed = closeDay(node);
            }
            node.kill();
            node.start().awaitReady(PATIENCE);
            try (Florin binary = binary(node);
                    Florin http = http(node)) {
                binaryScript.askAgain(binary, half);
                httpScript.askAgain(http, half);
                binaryScript.ask(binary, half, steps);
                httpScript.ask(http, half, steps);
                awaitExpiry(binary);
                binaryScript.remember(binary);
                httpScript.remember(http);
            }
            node.kill();
            node.start().awaitReady(PATIENCE);
            try (Florin binary = binary(node);
                    Florin http = http(node)) {
                binaryScript.isAsRemembered(binary);
                binaryScript.isAsRemembered(http);
                httpScript.isAsRemembered(http);
                httpScript.isAsRemembered(binary);
                binaryScript.askAgain(binary, steps);
                httpScript.askAgain(http, steps);
                binaryScript.isAsRemembered(http);
                httpScript.isAsRemembered(binary);
            }
            isStored(granted, grant(node));
            isStored(raised, capacities(node));
            isStored(closed, closeDay(node));
            assertEquals(0, node.terminate(PATIENCE));
        }
    }

    private static void isStored(AdminAnswer first, AdminAnswer again) {
        assertEquals(new AdminAnswer(first.position(), first.timestampNs(), true, first.code()), again);
    }

    private AdminAnswer grant(NodeProcess node) {
        try (FlorinAdminClient admin =
                FlorinAdminClient.connect(config(node.ready().admin()))) {
            AdminAnswer answer = admin.grant(grantKey, 7, 978, Set.of(Right.READ, Right.POST))
                    .join();
            assertTrue(answer.isApplied(), answer.toString());
            return answer;
        }
    }

    private AdminAnswer capacities(NodeProcess node) {
        try (FlorinAdminClient admin =
                FlorinAdminClient.connect(config(node.ready().admin()))) {
            AdminAnswer answer = admin.capacities(capacityKey, Map.of(Capacity.GRANTS_MAX, 2_000L))
                    .join();
            assertTrue(answer.isApplied(), answer.toString());
            return answer;
        }
    }

    private AdminAnswer closeDay(NodeProcess node) {
        try (FlorinAdminClient admin =
                FlorinAdminClient.connect(config(node.ready().admin()))) {
            LocalDate day = LocalDate.parse("2026-01-01");
            AdminAnswer answer =
                    admin.closeDay(dayKey, FlorinAdminClient.ALL_LEDGERS, day).join();
            assertTrue(answer.isApplied(), answer.toString());
            var again = admin.closeDay(Ids.next(), FlorinAdminClient.ALL_LEDGERS, day)
                    .join();
            assertEquals("day_already_closed", again.code());
            return answer;
        }
    }

    private void awaitExpiry(Florin florin) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!binaryScript.hasExpired(florin) || !httpScript.hasExpired(florin)) {
            assertTrue(System.nanoTime() < deadlineNs, "a hold of one second did not expire");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static Florin binary(NodeProcess node) {
        return FlorinClient.connect(config(node.ready().binary()));
    }

    private static Florin http(NodeProcess node) {
        return FlorinHttpClient.connect(config(node.ready().http()));
    }

    private static ClientConfig config(InetSocketAddress address) {
        return ClientConfig.of(address.getHostString(), address.getPort());
    }
}
