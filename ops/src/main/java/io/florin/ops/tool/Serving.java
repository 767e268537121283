package io.florin.ops.tool;

import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a node and keeps it until a signal ends the process: drains it then, and answers with 0. */
final class Serving {
    private final AtomicReference<@Nullable Node> served = new AtomicReference<>();
    private final Runnable last;

    private Serving(Runnable last) {
        this.last = last;
    }

    /**
     * Starts, serves, and waits for the end of the process. A shutdown hook ends it, because a JVM that was ended by a
     * signal would answer with the signal's number, whatever became of the drain. It stands before the start: a signal
     * in the middle of recovery ends a node that has answered nobody yet, and what it left is what a kill would leave.
     *
     * @param ready told once clients are served.
     * @param last runs when the node is closed.
     */
    static int untilSignal(NodeConfig config, boolean isProgressAsked, Consumer<Node> ready, Runnable last)
            throws Exception {
        var serving = new Serving(last);
        var hook = new Thread(serving::end, "florin-drain");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Node node = start(config, isProgressAsked);
            serving.served.set(node);
            ready.accept(node);
        } catch (Exception failed) {
            letExit(hook);
            throw failed;
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private static Node start(NodeConfig config, boolean isProgressAsked) throws Exception {
        try (var line = ProgressLine.start("recovery", "records", ProgressLine.Mode.of(isProgressAsked))) {
            return Node.start(config, line::at, System.err::println);
        }
    }

    /** A start that was refused answers with its own exit code. */
    private static void letExit(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // a signal came first: the hook has the last word
        }
    }

    private void end() {
        int exitCode = ExitCode.OK;
        Node node = served.get();
        try {
            if (node == null) System.err.println("florin: ended by a signal before clients were served");
            else node.close();
        } catch (Exception failed) {
            System.err.println("florin: not everything was closed cleanly: " + failed);
            exitCode = ExitCode.FAILED;
        }
        last.run();
        Runtime.getRuntime().halt(exitCode);
    }
}
