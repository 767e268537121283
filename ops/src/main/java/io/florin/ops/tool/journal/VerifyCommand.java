package io.florin.ops.tool.journal;

import io.florin.journal.DataDirectory;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.Verb;
import io.florin.replay.Verification;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code florin verify}: proves a data directory from its first record on. */
@Command(
        name = "verify",
        description = {
            "Prove a data directory, of a node that runs or one that does not, or a copy.",
            "Checksums, chain and links; every result decided again; debits equal to credits; balances equal to the sum"
                    + " of the transfers; snapshots equal to what the journal leads to.",
            "Answers with 4 at the first damage, and names segment, offset and sequence."
        })
public final class VerifyCommand implements Verb {
    @Mixin
    LookOptions options = new LookOptions();

    @Override
    public Integer call() throws IOException {
        try (DataDirectory directory = options.directory();
                ProgressLine line = options.progress("verify")) {
            Verification.Proof proof = Verification.run(directory, options.view(), Verification.Witness.NONE, line::at);
            proof.findings().forEach(LookOptions::warn);
            Rows rows = options.rows(
                    new Rows.Column("from", 8),
                    new Rows.Column("to", 12),
                    new Rows.Column("records", 12),
                    new Rows.Column("accounts", 10),
                    new Rows.Column("books", 10),
                    new Rows.Column("snapshots", 9),
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
                    proof.tail().tornBytes(),
                    proof.tail().chain().toString(),
                    proof.findings().size());
            rows.end();
            return proof.findings().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
        }
    }
}
