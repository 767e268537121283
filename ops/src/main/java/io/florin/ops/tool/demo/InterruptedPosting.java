package io.florin.ops.tool.demo;

import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Results;
import io.florin.ops.tool.ProgressLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Posts a book while its node is killed again and again. Many requests are under way at once; what has no definite
 * answer when a life ends is sent again to the next, with the same ids. After every start the ledger is asked for
 * everything it had acknowledged before.
 *
 * <pre>
 *   send ... send ... SIGKILL | start, recover | look up all acknowledged | send the unanswered again, go on ...
 * </pre>
 */
final class InterruptedPosting {
    private static final int REQUEST_SIZE_MAX = 32;
    private static final int WINDOW_TRANSFERS = 2_048;
    private static final int FRUITLESS_MAX = 3;

    private final DemoNode node;
    private final Book book;
    private final Answers answers;
    private final Window window = new Window(WINDOW_TRANSFERS);
    private final SplittableRandom random;

    private final List<DemoNode.Start> restarts = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final AtomicInteger notExecuted = new AtomicInteger();

    /**
     * What happened.
     *
     * @param kills each with what was in flight.
     * @param restarts the lives that followed, one for each kill.
     * @param lost sentences about acknowledged transfers that a later life did not have.
     * @param notExecuted requests that were refused before the ledger or never left, and were sent again.
     */
    record Posted(List<Killer.Kill> kills, List<DemoNode.Start> restarts, List<String> lost, int notExecuted) {}

    private record Sent(Request request, CompletableFuture<Boolean> isAnswered) {}

    InterruptedPosting(DemoNode node, Book book, Answers answers, SplittableRandom random) {
        this.node = node;
        this.book = book;
        this.answers = answers;
        this.random = random;
    }

    /** Posts everything on a node that runs. */
    Posted run(int killsPlanned, ProgressLine progress) throws IOException, InterruptedException {
        Deque<Request> due = Request.cut(answers.postings(), REQUEST_SIZE_MAX, random.split());
        try (var killer = new Killer(node, window, answers).plan(killsPlanned, random.split())) {
            int fruitless = 0;
            while (!due.isEmpty()) {
                int before = answers.acknowledged();
                List<Request> unanswered = life(due, killer, progress);
                unanswered.reversed().forEach(due::addFirst);
                fruitless = answers.acknowledged() > before ? 0 : fruitless + 1;
                if (killer.hasStruck()) {
                    restart(killer);
                } else if (!due.isEmpty()) {
                    requireAlive(fruitless);
                }
            }
            return new Posted(killer.kills(), List.copyOf(restarts), List.copyOf(lost), notExecuted.get());
        }
    }

    private void restart(Killer killer) throws IOException, InterruptedException {
        restarts.add(node.start());
        killer.spare();
        try (Florin client = node.connectBinary()) {
            lost.addAll(new Lookups(client, book, answers).transfers().lost());
        }
    }

    private void requireAlive(int fruitless) throws IOException {
        if (!node.isAlive()) throw new IllegalStateException("the node ended by itself: " + node.output());
        if (fruitless >= FRUITLESS_MAX) {
            throw new IllegalStateException("the node answers nothing: " + node.output());
        }
    }

    /** Sends until nothing is due or the node is dead; what remains without a definite answer is due again. */
    private List<Request> life(Deque<Request> due, Killer killer, ProgressLine progress) throws InterruptedException {
        List<Sent> sent = new ArrayList<>();
        try (Florin client = node.connectBinary()) {
            for (Request request = due.poll(); request != null; request = killer.hasStruck() ? null : due.poll()) {
                sent.add(send(client, request));
                killer.onSent();
                progress.at(answers.acknowledged(), answers.acknowledged(), answers.postings());
            }
            killer.settle();
            return sent.stream()
                    .filter(one -> !one.isAnswered().join())
                    .map(Sent::request)
                    .toList();
        }
    }

    private Sent send(Florin client, Request request) throws InterruptedException {
        window.enter(request.size());
        CompletableFuture<Results> answer;
        try {
            answer = client.createTransfers(answers.transfers(request));
        } catch (FlorinException failed) {
            answer = CompletableFuture.failedFuture(failed);
        }
        return new Sent(request, answer.handle((results, failure) -> onAnswer(request, results, failure)));
    }

    private boolean onAnswer(Request request, @Nullable Results results, @Nullable Throwable failure) {
        if (results != null) answers.settle(request, results);
        window.leave(request.size());
        if (failure instanceof NotExecutedException) notExecuted.incrementAndGet();
        return results != null;
    }
}
