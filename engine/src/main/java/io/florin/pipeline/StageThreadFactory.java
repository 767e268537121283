package io.florin.pipeline;

import java.util.concurrent.ThreadFactory;

/** Names the threads of the road after what they do; the ring starts them in the order of the road. */
final class StageThreadFactory implements ThreadFactory {
    private static final String[] SMALL_NAMES = {"florin-ledger", "florin-commit"};
    private static final String[] NAMES = {"florin-ledger", "florin-journal", "florin-replication", "florin-reply"};

    private final String[] names;
    private int made;

    StageThreadFactory(Profile profile) {
        names = profile == Profile.SMALL ? SMALL_NAMES : NAMES;
    }

    @Override
    public Thread newThread(Runnable stage) {
        var thread = new Thread(stage, names[made++]);
        thread.setDaemon(true);
        return thread;
    }
}
