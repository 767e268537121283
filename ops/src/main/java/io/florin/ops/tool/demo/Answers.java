package io.florin.ops.tool.demo;

import io.florin.gateway.client.EventResult;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and what was answered, by the index of the posting. The node knows nothing of it: this is the memory
 * that the ledger is held to. Transfers are made by one thread; answers may come on any.
 */
final class Answers {
    private static final String CREATED = "created";
    private static final String EXISTS = "exists";

    private final Book book;
    private final AtomicReferenceArray<@Nullable Transfer> sent;
    private final AtomicReferenceArray<@Nullable Answer> answers;
    private final AtomicInteger acknowledged = new AtomicInteger();

    /**
     * A definite answer.
     *
     * @param code the ledger's name of the result.
     * @param sequence of the transfer; 0 if only a later attempt was answered, by {@code exists}.
     * @param timestampNs of the transfer, or of its refusal; ns since the epoch.
     */
    record Answer(String code, long sequence, long timestampNs) {
        /** Whether the transfer is in the ledger. */
        boolean isPosted() {
            return code.equals(CREATED) || code.equals(EXISTS);
        }

        /** Whether an earlier attempt, which was never answered, had reached the ledger. */
        boolean isRecordedBefore() {
            return code.equals(EXISTS);
        }
    }

    Answers(Book book) {
        this.book = book;
        sent = new AtomicReferenceArray<>(book.postings().size());
        answers = new AtomicReferenceArray<>(book.postings().size());
    }

    /** The transfers of a request; their ids are made when they are first asked for and never again. */
    List<Transfer> transfers(Request request) {
        List<Transfer> transfers = new ArrayList<>(request.size());
        for (int i = request.from(); i < request.to(); i++) {
            Transfer transfer = sent.get(i);
            if (transfer == null) {
                transfer = book.postings()
                        .get(i)
                        .transfer(Ids.next(), book.currency().ledger());
                sent.set(i, transfer);
            }
            transfers.add(transfer);
        }
        return transfers;
    }

    /** Keeps a definite answer. */
    void settle(Request request, Results results) {
        for (int i = 0; i < request.size(); i++) {
            int last = request.size() - 1 - i;
            keep(
                    request.from() + i,
                    new Answer(CREATED, results.position().sequence() - last, results.timestampNs() - last));
        }
        for (EventResult result : results.notCreated()) {
            keep(request.from() + result.index(), new Answer(result.code(), 0, result.timestampNs()));
        }
        acknowledged.addAndGet(request.size());
    }

    private void keep(int index, Answer answer) {
        answers.set(index, answer);
    }

    /** How many postings have a definite answer. */
    int acknowledged() {
        return acknowledged.get();
    }

    int postings() {
        return answers.length();
    }

    /** Of one posting; empty as long as nothing definite is known. */
    Optional<Answer> answer(int index) {
        return Optional.ofNullable(answers.get(index));
    }

    /** Indexes of the postings that the ledger says it has. */
    List<Integer> posted() {
        List<Integer> posted = new ArrayList<>();
        for (int i = 0; i < postings(); i++) {
            if (answer(i).filter(Answer::isPosted).isPresent()) posted.add(i);
        }
        return posted;
    }

    /** Sentences about the postings that were refused. */
    List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < postings(); i++) {
            Transfer transfer = sent.get(i);
            Answer answer = answers.get(i);
            if (transfer != null && answer != null && !answer.isPosted()) {
                refusals.add(transfer.id() + " was refused: result=" + answer.code());
            }
        }
        return refusals;
    }

    /** As the ledger must show it now. */
    Transfer expected(int index) {
        Transfer asSent = sent(index);
        long timestampNs = answer(index).orElseThrow().timestampNs();
        return new Transfer(
                asSent.id(),
                asSent.debitAccountId(),
                asSent.creditAccountId(),
                asSent.amountMinor(),
                asSent.ledger(),
                asSent.code(),
                asSent.flags(),
                asSent.pendingId(),
                asSent.userData128(),
                asSent.userData64(),
                asSent.userData32(),
                asSent.timeoutSeconds(),
                timestampNs);
    }

    /** As it was sent. */
    Transfer sent(int index) {
        Transfer transfer = sent.get(index);
        if (transfer == null) throw new IllegalStateException("was never sent: posting=" + index);
        return transfer;
    }
}
