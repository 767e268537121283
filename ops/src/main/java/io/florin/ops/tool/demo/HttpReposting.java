package io.florin.ops.tool.demo;

import io.florin.gateway.client.EventResult;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.ops.tool.ProgressLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Posts everything a second time, over HTTP, in requests of one transfer and more: to each the ledger must say that it
 * exists, with the time of the first.
 */
final class HttpReposting {
    private static final int REQUEST_SIZE_MAX = 128;
    private static final int WINDOW_TRANSFERS = 2_048;
    private static final int FINDINGS_MAX = 100;

    private final Florin client;
    private final Answers answers;
    private final Window window = new Window(WINDOW_TRANSFERS);
    private final AtomicInteger existing = new AtomicInteger();
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

    /**
     * What happened.
     *
     * @param existing transfers that were answered as they must be.
     * @param findings sentences about the others, the first hundred.
     */
    record Reposted(int existing, List<String> findings) {}

    HttpReposting(Florin client, Answers answers) {
        this.client = client;
        this.answers = answers;
    }

    Reposted run(SplittableRandom random, ProgressLine progress) throws InterruptedException {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (Request request : Request.cut(answers.postings(), REQUEST_SIZE_MAX, random)) {
            window.enter(request.size());
            sent.add(send(request).handle((results, failure) -> onAnswer(request, results, failure)));
            progress.at(request.to(), request.to(), answers.postings());
        }
        sent.forEach(CompletableFuture::join);
        return new Reposted(existing.get(), List.copyOf(findings));
    }

    private CompletableFuture<Results> send(Request request) {
        List<Transfer> transfers = answers.transfers(request);
        try {
            return client.createTransfers(transfers);
        } catch (FlorinException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private boolean onAnswer(Request request, @Nullable Results results, @Nullable Throwable failure) {
        window.leave(request.size());
        if (results == null) {
            find("postings " + request.from() + " to " + (request.to() - 1) + " were not answered: failure=" + failure);
            return false;
        }
        int alike = 0;
        for (EventResult result : results.notCreated()) {
            if (isAsBefore(request.from() + result.index(), result)) alike++;
        }
        existing.addAndGet(alike);
        int created = request.size() - results.notCreated().size();
        if (created > 0) {
            find("postings " + request.from() + " to " + (request.to() - 1) + " moved money again: created=" + created);
        }
        return alike == request.size();
    }

    private boolean isAsBefore(int index, EventResult result) {
        long timestampNs =
                answers.answer(index).map(Answers.Answer::timestampNs).orElse(0L);
        boolean isAsBefore = result.isExisting() && result.timestampNs() == timestampNs;
        if (!isAsBefore) find(answers.sent(index).id() + " was created at " + timestampNs + ": result=" + result);
        return isAsBefore;
    }

    private void find(String sentence) {
        if (findings.size() < FINDINGS_MAX) findings.add(sentence);
    }
}
