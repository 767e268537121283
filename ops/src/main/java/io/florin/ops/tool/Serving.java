package io.florin.ops.tool;

import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import java.util.concurrent.CountDownLatch;

/** Starts a node and keeps it until a signal ends the process: drains it then, and answers with 0. */
final class Serving {
    private Serving() {}

    static Node start(NodeConfig config, boolean isProgressAsked) throws Exception {
        try (var line = ProgressLine.start("recovery", "records", ProgressLine.Mode.of(isProgressAsked))) {
            return Node.start(config, line::at, System.err::println);
        }
    }

    /**
     * Waits for the end of the process. A shutdown hook ends it, because a JVM that was ended by a signal would answer
     * with the signal's number, whatever became of the drain.
     *
     * @param last runs when the node is closed.
     */
    static int untilSignal(Node node, Runnable last) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(node, last), "florin-drain"));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private static void drain(Node node, Runnable last) {
        int exitCode = ExitCode.OK;
        try {
            node.close();
        } catch (Exception failed) {
            System.err.println("florin: not everything was closed cleanly: " + failed);
            exitCode = ExitCode.FAILED;
        }
        last.run();
        Runtime.getRuntime().halt(exitCode);
    }
}
