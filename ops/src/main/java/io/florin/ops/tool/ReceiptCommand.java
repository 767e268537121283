package io.florin.ops.tool;

import io.florin.feed.Checkpoint;
import io.florin.feed.KeyFiles;
import io.florin.feed.ProvenTransfer;
import io.florin.feed.Receipt;
import io.florin.feed.ReceiptSearch;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ops.NodeConfig;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "receipt",
        description = {
            "Write a customer's proof that a transfer is in the journal: its record, the Merkle path, the signed"
                    + " checkpoint, and nobody else's records.",
            "Reads the data directory of a running or a stopped node. \"florin receipt verify\" checks it anywhere."
        },
        subcommands = {ReceiptCommand.Verify.class})
final class ReceiptCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "UUID", description = "The transfer's id.")
    @Nullable
    UUID id;

    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Mixin
    ProofOptions proof = new ProofOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the receipt goes; by default to stdout.")
    @Nullable
    Path out;

    @Option(names = "--progress", description = "Print how far the search has come, also without a terminal.")
    boolean isProgressAsked;

    @Override
    public Integer call() throws Exception {
        UUID asked = id;
        if (asked == null) throw new CommandFailure(ExitCode.USAGE, "name the transfer: florin receipt UUID");
        NodeConfig config = settings.bind();
        JournalView view = JournalView.of(Disk.real(), config.data().path());
        List<Checkpoint> checkpoints = proof.read(config, view);
        try (var line = ProgressLine.start("search", "records", ProgressLine.Mode.of(isProgressAsked))) {
            var search = new ReceiptSearch(
                    view::read, view.firstSequence(), checkpoints, ProofOptions.salt(config), line::at);
            write(receipt(search.find(asked), config, view.firstSequence()));
        }
        return ExitCode.OK;
    }

    private Receipt receipt(ReceiptSearch.Answer answer, NodeConfig config, long first) {
        return switch (answer) {
            case ReceiptSearch.Found found -> found.receipt();
            case ReceiptSearch.NotYet waiting -> throw new CommandFailure(ExitCode.NOT_READY, notYet(waiting, config));
            case ReceiptSearch.Refused refused ->
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "this transfer was refused, so that there is nothing to prove: result="
                                + result(refused.transfer().place().status()) + " sequence="
                                + refused.transfer().place().sequence());
            case ReceiptSearch.Unprovable gone -> throw new CommandFailure(ExitCode.FAILED, unprovable(gone, first));
            case ReceiptSearch.Absent absent ->
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "no transfer with this id is among the " + absent.records() + " records of the journal"
                                + (first == 1 ? "" : ", which begins at sequence " + first + ", so look in the archive")
                                + ": id=" + id);
        };
    }

    private static String unprovable(ReceiptSearch.Unprovable gone, long first) {
        Checkpoint checkpoint = gone.checkpoint();
        return "the transfer is in the journal, and the proof also needs records that were archived, from "
                + checkpoint.covered().first() + " to " + (first - 1)
                + ": bring their segments back, or ask a copy that has them: sequence="
                + gone.transfer().place().sequence();
    }

    private static String notYet(ReceiptSearch.NotYet waiting, NodeConfig config) {
        Checkpoint newest = waiting.newest();
        String when = config.upkeep()
                .checkpoint()
                .map(checkpoint -> "the next one is due at "
                        + newest.place().time().plusNanos(checkpoint.intervalNs()) + ", or sign now with"
                        + " \"florin checkpoint\" if no node does")
                .orElse("it will be provable behind the next one, which \"florin checkpoint\" makes");
        return "the transfer is in the journal, and no checkpoint covers it yet, the newest ends at "
                + newest.covered().last() + "; " + when + ": sequence="
                + waiting.transfer().place().sequence();
    }

    private static String result(int status) {
        Problem problem = ProblemCatalogue.instance().byTransferStatus(status);
        return problem == null ? Integer.toString(status) : problem.code();
    }

    private void write(Receipt receipt) throws IOException {
        String json = ReceiptJson.write(receipt);
        if (out == null) {
            System.out.print(json);
            return;
        }
        try {
            Files.writeString(out, json);
        } catch (IOException unwritable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be written (" + unwritable + "): --out=" + out);
        }
    }

    @Command(
            name = "verify",
            description = {
                "Check a receipt with the public key alone, without a server or a journal, and say what it proves.",
                "Exit code 4: something in it is not what was signed."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "The receipt.")
        Path file = Path.of("");

        @Option(
                names = "--public-key",
                paramLabel = "FILE",
                required = true,
                description = "The public half of the ledger's key, from whoever runs it.")
        Path publicKey = Path.of("");

        @Mixin
        OutputOption output = new OutputOption();

        @Override
        public Integer call() {
            Receipt.Proven proven = ReceiptJson.read(file).verify(KeyFiles.verifying(publicKey));
            if (output.format == Fields.Format.JSON) {
                output.print(fields(proven));
            } else {
                System.out.println(sentence(proven));
            }
            return ExitCode.OK;
        }

        private static Fields fields(Receipt.Proven proven) {
            ProvenTransfer transfer = proven.transfer();
            return new Fields()
                    .fact("proven", true)
                    .text("id", transfer.id().toString())
                    .text("debit_account_id", transfer.debitAccountId().toString())
                    .text("credit_account_id", transfer.creditAccountId().toString())
                    .number("amount", transfer.money().amountMinor())
                    .number("ledger", Integer.toUnsignedLong(transfer.money().ledger()))
                    .text("timestamp", Answers.time(transfer.place().timestampNs()))
                    .number("sequence", transfer.place().sequence())
                    .text("ledger_id", proven.checkpoint().place().ledgerId().toString())
                    .text("signed", proven.checkpoint().place().time().toString())
                    .text("key_id", proven.checkpoint().keyId());
        }

        private static String sentence(Receipt.Proven proven) {
            ProvenTransfer transfer = proven.transfer();
            Checkpoint checkpoint = proven.checkpoint();
            return """
                    Proven. Transfer %s %s
                      amount    %s
                      from      %s
                      to        %s
                      decided   %s
                      as        record %d of ledger %s
                    The key %s signed this journal up to record %d at %s.""".formatted(
                    transfer.id(),
                    ReceiptWords.what(transfer),
                    Amount.print(
                            transfer.money().amountMinor(), transfer.money().ledger()),
                    ReceiptWords.account(transfer, transfer.debitAccountId()),
                    ReceiptWords.account(transfer, transfer.creditAccountId()),
                    Answers.time(transfer.place().timestampNs()),
                    transfer.place().sequence(),
                    checkpoint.place().ledgerId(),
                    checkpoint.keyId(),
                    checkpoint.covered().last(),
                    checkpoint.place().time());
        }
    }
}
