package io.florin.ops.tool.demo;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Durability;
import io.florin.gateway.client.EventResult;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.LimitsChange;
import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Position;
import io.florin.gateway.client.RequestOptions;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.StatusChange;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A connection to {@link FakeNode}: decides on a thread of its own and answers in groups, as a real node does. */
final class FakeClient implements Florin {
    private static final int GROUP = 16;

    private final FakeNode node;
    private final int life;
    private final ThreadPoolExecutor loop =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final List<Runnable> decided = new ArrayList<>();
    private volatile boolean isCut;

    FakeClient(FakeNode node, int life) {
        this.node = node;
        this.life = life;
    }

    /** The node is gone: what is decided and not answered, or still waiting, ends without an answer. */
    void cut() {
        isCut = true;
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        var answer = new CompletableFuture<Results>();
        loop.execute(() -> {
            node.mayDie();
            try {
                Results results = isCut ? null : decide(transfers);
                decided.add(() -> {
                    if (isCut || results == null) fail(answer);
                    else answer.complete(results);
                });
            } catch (IllegalStateException over) {
                fail(answer);
            }
            if (decided.size() >= GROUP || loop.getQueue().isEmpty()) release();
        });
        return answer;
    }

    private Results decide(List<Transfer> transfers) {
        List<EventResult> notCreated = new ArrayList<>();
        FakeNode.Decision decision = new FakeNode.Decision("none", 0, 0);
        long requestNs = 0;
        for (int i = 0; i < transfers.size(); i++) {
            decision = node.create(transfers.get(i), life);
            requestNs = decision.code().equals("created") ? decision.timestampNs() : requestNs + 1;
            if (!decision.code().equals("created")) {
                notCreated.add(new EventResult(i, decision.code(), decision.timestampNs()));
            }
        }
        return new Results(
                new Position(decision.sequence(), life),
                requestNs,
                Durability.DISK,
                false,
                transfers.size(),
                notCreated,
                "created",
                Optional.empty());
    }

    private void release() {
        decided.forEach(Runnable::run);
        decided.clear();
    }

    private static void fail(CompletableFuture<Results> answer) {
        answer.completeExceptionally(new IllegalStateException("the connection ended"));
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        accounts.forEach(account -> node.create(account, life));
        return CompletableFuture.completedFuture(new Results(
                new Position(1, life),
                1,
                Durability.DISK,
                false,
                accounts.size(),
                List.of(),
                "created",
                Optional.empty()));
    }

    @Override
    public CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options) {
        throw new UnsupportedOperationException("the demo changes no limits");
    }

    @Override
    public CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options) {
        throw new UnsupportedOperationException("the demo freezes nobody");
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        List<Optional<Account>> rows =
                ids.stream().map(id -> Optional.of(node.account(id))).toList();
        return CompletableFuture.completedFuture(new Lookup<>(new Position(1, life), rows));
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        List<TransferOutcome> rows = ids.stream().map(this::outcome).toList();
        return CompletableFuture.completedFuture(new Lookup<>(new Position(1, life), rows));
    }

    private TransferOutcome outcome(UUID id) {
        Optional<Transfer> transfer = node.transfer(id);
        return new TransferOutcome(
                id,
                transfer.isPresent() ? TransferOutcome.Outcome.CREATED : TransferOutcome.Outcome.UNKNOWN,
                transfer,
                TransferOutcome.Pending.NONE,
                Optional.empty());
    }

    @Override
    public void close() {
        loop.shutdown();
    }
}
