package io.florin.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Names the threads of the road after what they do; the ring starts them in the order of the road. Made by the thread
 * that starts the pipeline, asked by the one that closes it.
 */
final class StageThreadFactory implements ThreadFactory {
    private static final String[] ONE = {"florin-road"};
    private static final String[] TWO = {"florin-ledger", "florin-commit"};
    private static final String[] EACH = {"florin-ledger", "florin-journal", "florin-replication", "florin-reply"};

    private final String[] names;
    private final List<Thread> made = new ArrayList<>();

    StageThreadFactory(int threads) {
        names = switch (threads) {
            case 1 -> ONE;
            case 2 -> TWO;
            default -> EACH;
        };
    }

    @Override
    public Thread newThread(Runnable stage) {
        var thread = new Thread(stage, names[made.size()]);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /** Waits for all threads that were made, so long in all; ends early if the caller is interrupted. */
    void awaitEnd(long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        try {
            for (Thread thread : made) {
                long leftNs = Math.max(0, deadlineNs - System.nanoTime());
                thread.join(Duration.ofNanos(leftNs));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    boolean haveEnded() {
        return made.stream().noneMatch(Thread::isAlive);
    }
}
