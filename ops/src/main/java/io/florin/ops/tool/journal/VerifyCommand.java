package io.florin.ops.tool.journal;

import io.florin.feed.CheckpointCheck;
import io.florin.journal.DataDirectory;
import io.florin.journal.Reader;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.ProofOptions;
import io.florin.ops.tool.Verb;
import io.florin.replay.Verification;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code florin verify}: proves a data directory from its first record on. */
@Command(
        name = "verify",
        description = {
            "Prove a data directory, of a node that runs or one that does not, or a copy.",
            "Checksums, chain and links; every result decided again; debits equal to credits; balances equal to the sum"
                    + " of the transfers; snapshots equal to what the journal leads to.",
            "With --public-key also: the journal is the one that was signed, checkpoint by checkpoint.",
            "Where the first segments are gone, it begins with the oldest snapshot, and says so.",
            "Answers with 4 at the first damage, and names segment, offset and sequence."
        })
public final class VerifyCommand implements Verb {
    @Mixin
    LookOptions options = new LookOptions();

    @Mixin
    ProofOptions proofOptions = new ProofOptions();

    /** Holds every record against what was signed. */
    private record SignedWitness(CheckpointCheck check) implements Verification.Witness {
        @Override
        public void onRecord(Reader reader) {
            check.onRecord(reader);
        }

        @Override
        public @Nullable String stateHash(long sequence) {
            return check.stateHash(sequence);
        }
    }

    @Override
    public Integer call() throws IOException {
        try (DataDirectory directory = options.directory();
                ProgressLine line = options.progress("verify")) {
            CheckpointCheck check = proofOptions.isAsked() ? proofOptions.check(directory) : null;
            Verification.Witness witness = check == null ? Verification.Witness.NONE : new SignedWitness(check);
            Verification.Proof proof = Verification.run(directory, options.view(), witness, line::at);
            if (check != null) check.atEnd();
            say(proof, check);
            print(proof, check);
            return proof.findings().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
        }
    }

    /** What is wrong, and what could not be looked at. */
    private static void say(Verification.Proof proof, @Nullable CheckpointCheck check) {
        proof.findings().forEach(LookOptions::warn);
        if (proof.from() > 1) {
            LookOptions.warn("records before sequence " + proof.from() + " were not decided again: the journal's first"
                    + " segments are gone, so the balances of the snapshot before it are believed");
        }
        if (check == null) return;
        if (check.before() > 0) {
            LookOptions.warn("the first " + check.before() + " checkpoints end before the first record that is there:"
                    + " their signatures hold, their records could not be compared");
        }
        if (check.unsigned() > 0) {
            LookOptions.warn("nobody has signed the last " + check.unsigned() + " records yet, behind sequence "
                    + check.signed());
        }
    }

    private void print(Verification.Proof proof, @Nullable CheckpointCheck check) {
        Rows rows = options.rows(
                new Rows.Column("from", 8),
                new Rows.Column("to", 12),
                new Rows.Column("records", 12),
                new Rows.Column("accounts", 10),
                new Rows.Column("books", 10),
                new Rows.Column("snapshots", 9),
                new Rows.Column("checkpoints", 11),
                new Rows.Column("signed_to", 12),
                new Rows.Column("signed_states", 13),
                new Rows.Column("torn_bytes", 10),
                new Rows.Column("chain", 64),
                new Rows.Column("findings", 8));
        rows.row(
                proof.from(),
                proof.tail().sequence(),
                proof.records(),
                proof.accounts(),
                proof.areBooksComplete() ? "complete" : "archived",
                proof.snapshotsEqual(),
                check == null ? 0 : check.agreed(),
                check == null ? 0 : check.signed(),
                proof.statesSigned(),
                proof.tail().tornBytes(),
                proof.tail().chain().toString(),
                proof.findings().size());
        rows.end();
    }
}
