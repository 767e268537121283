package io.florin.ops.tool;

import io.florin.gateway.client.EventResult;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "batch",
        description = {
            "Send the transfers of a file, holds, posts and voids among them, and print those that are refused.",
            "The whole file is checked before anything is sent. It may be sent again: what was done exists."
        },
        footer = {
            "",
            "A line of JSON has the fields of POST /v1/transfers; the first line of CSV names them:",
            "",
            "  id,debit_account_id,credit_account_id,amount,ledger,code,flags",
            "  019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44,019aa1f0-…,019aa1f0-…,1099,978,10,pending|linked",
            "",
            "Also pending_id, timeout, user_data_128, user_data_64, user_data_32. Lines that are linked go into one",
            "request with the line below, and all of them happen or none."
        })
final class TransferBatchCommand implements Callable<Integer> {
    private static final int UNDER_WAY_MAX = 16;
    private static final int BUSY_MAX = 100;

    @Mixin
    ClientOptions client = new ClientOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "CSV, or one JSON object a line; UTF-8.")
    Path path = Path.of("");

    @Option(names = "--new-ids", description = "Make the ids here, for a file without them that is sent once only.")
    boolean makesIds;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Transfers in a request, 1 to 8190; default ${DEFAULT-VALUE}.")
    int size = 1_000;

    @Option(names = "--progress", description = "Say how far it is every two seconds, also where no one looks.")
    boolean isProgressAsked;

    private final Deque<Sent> underWay = new ArrayDeque<>();
    private long answered;
    private long created;
    private long existing;
    private long refused;

    /** A request that waits for its answer. */
    private record Sent(List<Integer> lines, List<Transfer> transfers, CompletableFuture<Results> answer) {}

    @Override
    public Integer call() {
        if (size < 1 || size > Florin.EVENTS_MAX) {
            throw new CommandFailure(ExitCode.USAGE, "must be 1 to " + Florin.EVENTS_MAX + ": --size=" + size);
        }
        long whole = check();
        try (var progress = ProgressLine.start("posting", "transfers", ProgressLine.Mode.of(isProgressAsked));
                Florin florin = client.connect()) {
            send(florin, () -> progress.at(answered, answered, whole));
        }
        summary();
        return refused == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Reads the whole file; how many transfers it has. */
    private long check() {
        long count = 0;
        int chain = 0;
        try (TransferFile file = TransferFile.open(path)) {
            for (Optional<TransferLine> line = file.next(); line.isPresent(); line = file.next()) {
                Transfer transfer = transfer(file, line.get());
                chain = transfer.has(TransferFlag.LINKED) ? chain + 1 : 0;
                if (chain >= Florin.EVENTS_MAX) {
                    throw file.wrong(line.get().number(), "a chain has at most " + Florin.EVENTS_MAX + " transfers");
                }
                count++;
            }
            if (count == 0) throw file.wrong("there is no transfer in the file");
            if (chain > 0) throw file.wrong("the last transfer is linked to nothing");
        }
        return count;
    }

    private Transfer transfer(TransferFile file, TransferLine line) {
        try {
            return line.transfer(makesIds);
        } catch (IllegalArgumentException wrong) {
            throw file.wrong(line.number(), String.valueOf(wrong.getMessage()));
        }
    }

    private void send(Florin florin, Runnable progress) {
        try (TransferFile file = TransferFile.open(path)) {
            List<Integer> lines = new ArrayList<>();
            List<Transfer> transfers = new ArrayList<>();
            int whole = 0; // what of them is whole chains
            for (Optional<TransferLine> line = file.next(); line.isPresent(); line = file.next()) {
                Transfer transfer = transfer(file, line.get());
                if (transfers.size() >= Math.max(size, transfers.size() - whole + 1) && whole > 0) {
                    send(florin, lines.subList(0, whole), transfers.subList(0, whole));
                    lines = new ArrayList<>(lines.subList(whole, lines.size()));
                    transfers = new ArrayList<>(transfers.subList(whole, transfers.size()));
                    whole = 0;
                    progress.run();
                }
                lines.add(line.get().number());
                transfers.add(transfer);
                if (!transfer.has(TransferFlag.LINKED)) whole = transfers.size();
            }
            if (!transfers.isEmpty()) send(florin, lines, transfers);
        }
        while (!underWay.isEmpty()) {
            await(florin, underWay.remove());
            progress.run();
        }
    }

    private void send(Florin florin, List<Integer> lines, List<Transfer> transfers) {
        if (underWay.size() >= UNDER_WAY_MAX) await(florin, underWay.remove());
        underWay.add(new Sent(List.copyOf(lines), List.copyOf(transfers), florin.createTransfers(transfers)));
    }

    /** Takes an answer; sends again what the node was too busy for. */
    private void await(Florin florin, Sent first) {
        CompletableFuture<Results> answer = first.answer();
        for (int tries = 1; ; tries++) {
            try {
                count(florin, first, answer.join());
                return;
            } catch (CompletionException failed) {
                if (!(failed.getCause() instanceof FlorinException why)) throw failed;
                boolean isBusy = why instanceof NotExecutedException not && not.retryAfterMs() > 0;
                if (!isBusy || tries > BUSY_MAX) throw stopped(first, why);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(((NotExecutedException) why).retryAfterMs()));
                answer = florin.createTransfers(first.transfers());
            }
        }
    }

    private CommandFailure stopped(Sent request, FlorinException why) {
        CommandFailure failure = ClientOptions.failure(why);
        String advice = makesIds
                ? "what was sent from there on may have been done"
                : "send the file again, what was done exists";
        return new CommandFailure(
                failure.exitCode(),
                failure.getMessage() + "; no answer from line "
                        + request.lines().getFirst() + " on, so " + advice);
    }

    /**
     * A chain that is sent again breaks at its first event, which exists, so of the others the answer says only that
     * they failed with it: whether they were done as well is asked.
     */
    private void count(Florin florin, Sent request, Results results) {
        answered += request.transfers().size();
        created += request.transfers().size() - results.notCreated().size();
        List<EventResult> unclear = new ArrayList<>();
        boolean isAgain = false;
        for (EventResult result : results.notCreated()) {
            if (isFirstOfChain(request, result.index())) isAgain = result.isExisting();
            if (result.isExisting()) {
                existing++;
            } else if (isAgain) {
                unclear.add(result);
            } else {
                refuse(request, result);
            }
        }
        if (unclear.isEmpty()) return;

        List<UUID> ids = unclear.stream().map(result -> id(request, result)).toList();
        List<TransferOutcome> outcomes = florin.lookupTransfers(ids).join().rows();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).outcome() == TransferOutcome.Outcome.CREATED) existing++;
            else refuse(request, unclear.get(i));
        }
    }

    private static boolean isFirstOfChain(Sent request, int index) {
        return index == 0 || !request.transfers().get(index - 1).has(TransferFlag.LINKED);
    }

    private static UUID id(Sent request, EventResult result) {
        return request.transfers().get(result.index()).id();
    }

    private void refuse(Sent request, EventResult result) {
        refused++;
        print(request.lines().get(result.index()), id(request, result), result.code());
    }

    private void print(int line, UUID id, String code) {
        if (output.isTable()) {
            System.out.println(path + ":" + line + ": " + code + "  " + id);
            return;
        }
        output.print(new Fields().number("line", line).text("id", id.toString()).text("result", code));
    }

    /** To stdout; where that is CSV of the refused, to stderr. */
    private void summary() {
        Fields fields = new Fields()
                .number("transfers", answered)
                .number("created", created)
                .number("exists", existing)
                .number("refused", refused);
        if (output.isCsv()) System.err.println(fields.print(Fields.Format.TABLE));
        else output.print(fields);
    }
}
