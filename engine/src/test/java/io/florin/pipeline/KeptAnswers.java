package io.florin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Somebody who asks and keeps every answer. */
final class KeptAnswers implements Answers {
    /** One answered request. */
    record Answer(long correlationId, long lastSequence, long timestampNs, List<Integer> statuses) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Answer> answers = new ArrayList<>();
    private boolean isDirty;
    private int flushes;

    @Override
    public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            statuses.add(slots.at(firstRingSequence + i).status());
        }
        Slot last = slots.at(firstRingSequence + events - 1);
        lock.lock();
        try {
            answers.add(new Answer(
                    slots.at(firstRingSequence).correlationId(), last.sequence(), last.timestampNs(), statuses));
            boolean wasClean = !isDirty;
            isDirty = true;
            arrived.signalAll();
            return wasClean;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            isDirty = false;
            flushes++;
        } finally {
            lock.unlock();
        }
    }

    List<Answer> answers() {
        lock.lock();
        try {
            return List.copyOf(answers);
        } finally {
            lock.unlock();
        }
    }

    int flushes() {
        lock.lock();
        try {
            return flushes;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many requests are answered. */
    List<Answer> await(int count) throws InterruptedException {
        long leftNs = TimeUnit.SECONDS.toNanos(30);
        lock.lock();
        try {
            while (answers.size() < count) {
                if (leftNs <= 0) throw new AssertionError("waited for " + count + " answers, got " + answers.size());
                leftNs = arrived.awaitNanos(leftNs);
            }
            return List.copyOf(answers);
        } finally {
            lock.unlock();
        }
    }
}
