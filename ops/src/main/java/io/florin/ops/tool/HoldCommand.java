package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Lookup;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hold",
        description = "Reserve money, and post or void what is reserved.",
        subcommands = {
            HoldCommand.Create.class,
            HoldCommand.Post.class,
            HoldCommand.Release.class,
            HoldCommand.Get.class
        })
final class HoldCommand {
    private static final String AGAIN = "If its outcome stays unknown, send it again with the id that is named.";

    @Command(name = "create", description = "Reserve an amount between two accounts. " + AGAIN)
    static final class Create implements Callable<Integer> {
        private static final long SECONDS_MAX = (1L << Integer.SIZE) - 1;

        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        TransferOptions options = new TransferOptions();

        @Option(
                names = "--timeout",
                paramLabel = "DURATION",
                description = "After which it expires, in whole seconds, such as PT30M; never unless it is given.")
        @Nullable
        Duration timeout;

        @Override
        public Integer call() {
            Transfer plain = options.transfer();
            Transfer hold = plain.and(TransferFlag.PENDING).withTimeout(seconds());
            Results results = client.create(hold);
            output.print(Answers.fields(hold.id(), results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }

        private int seconds() {
            if (timeout == null) return 0;
            long seconds = timeout.toSeconds();
            if (seconds < 1 || seconds > SECONDS_MAX || !timeout.equals(Duration.ofSeconds(seconds))) {
                throw new CommandFailure(
                        ExitCode.USAGE, "must be whole seconds, 1 to " + SECONDS_MAX + ": --timeout=" + timeout);
            }
            return (int) seconds;
        }
    }

    @Command(name = "post", description = "Move what a hold reserves, or a part of it. " + AGAIN)
    static final class Post implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        Settling settling = new Settling();

        @Option(
                names = "--amount",
                paramLabel = "AMOUNT",
                description = "So much, and release the rest; all that is held unless it is given.")
        @Nullable
        String amount;

        @Option(names = "--partial", description = "Keep the rest held.")
        boolean isPartial;

        @Override
        public Integer call() {
            Transfer post = settling.of(Transfer.post(settling.id(), settling.hold, amountMinor()));
            Results results = client.create(isPartial ? post.and(TransferFlag.PARTIAL) : post);
            output.print(Answers.fields(post.id(), results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }

        /** A currency must be that of the hold. */
        private long amountMinor() {
            if (amount == null) return Transfer.AMOUNT_MAX;
            Amount parsed = Amount.parse(amount);
            if (parsed.currency().isEmpty()) return parsed.minor();
            TransferOutcome found = client.ask(florin -> florin.lookupTransfers(List.of(settling.hold)))
                    .rows()
                    .getFirst();
            Optional<Integer> ledger = found.transfer().map(Transfer::ledger);
            if (ledger.isPresent()) parsed.requireLedger(ledger.get(), "the hold");
            return parsed.minor();
        }
    }

    @Command(name = "void", description = "Release what a hold reserves. " + AGAIN)
    static final class Release implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Mixin
        Settling settling = new Settling();

        @Override
        public Integer call() {
            Transfer transfer = settling.of(Transfer.voidOf(settling.id(), settling.hold));
            Results results = client.create(transfer);
            output.print(Answers.fields(transfer.id(), results));
            return results.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** What post and void have in common. */
    static final class Settling {
        @Parameters(index = "0", paramLabel = "HOLD", description = "The hold's id.")
        UUID hold = Transfer.NO_ID;

        @Option(
                names = "--id",
                paramLabel = "UUID",
                description = "Of the post or void itself; made here unless given.")
        @Nullable
        UUID id;

        @Option(names = "--group", description = "All holds of the chain that this one began: all of them or none.")
        boolean isGroup;

        UUID id() {
            if (id == null) id = Ids.next();
            return id;
        }

        Transfer of(Transfer transfer) {
            return isGroup ? transfer.and(TransferFlag.GROUP) : transfer;
        }
    }

    @Command(name = "get", description = "Look at one hold: pending, posted, voided or expired.")
    static final class Get implements Callable<Integer> {
        @Mixin
        ClientOptions client = new ClientOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Parameters(index = "0", paramLabel = "UUID", description = "The hold's id.")
        UUID id = Transfer.NO_ID;

        @Override
        public Integer call() {
            Lookup<TransferOutcome> found = client.ask(florin -> florin.lookupTransfers(List.of(id)));
            TransferOutcome outcome = found.rows().getFirst();
            if (outcome.transfer()
                    .filter(transfer -> !transfer.has(TransferFlag.PENDING))
                    .isPresent()) {
                throw new CommandFailure(ExitCode.FAILED, "the transfer with this id was never pending: id=" + id);
            }
            output.print(Answers.transfer(outcome, output.isTable())
                    .number("sequence", found.position().sequence()));
            return outcome.outcome() == TransferOutcome.Outcome.CREATED ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
