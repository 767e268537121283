package io.florin.ops.tool.wire;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Verb;
import io.florin.ops.tool.journal.Rows;
import io.florin.ops.tool.journal.Rows.Column;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code florin wire}: what is about the binary protocol itself. */
@Command(name = "wire", description = "Look at the binary protocol.", subcommands = WireCommand.Decode.class)
public final class WireCommand implements Verb {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "decode",
            description = {
                "Explain captured frames, field by field.",
                "FILE holds the bytes of frames one behind the other, or their hexadecimal digits as text. A frame that"
                        + " is not as the protocol has it is named with its offset and what would be right; the exit"
                        + " code is then 4."
            })
    static final class Decode implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Bytes as they went over the wire, or hexadecimal text.")
        Path file = Path.of("");

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "TABLE",
                description =
                        "table for people, json (one field a line) or csv for programs; default ${DEFAULT-VALUE}.")
        Rows.Format format = Rows.Format.TABLE;

        @Override
        public Integer call() {
            byte[] bytes = CapturedBytes.read(file);
            if (bytes.length == 0) throw new CommandFailure(ExitCode.USAGE, "holds no frame: " + file);
            var rows = new Rows(
                    format,
                    System.out,
                    new Column("frame", 5),
                    new Column("offset", 7),
                    new Column("field", 28),
                    new Column("value", 38),
                    new Column("meaning", 1));
            int bad = new FrameFields(WireSchema.load(), bytes, rows::row).tell();
            rows.end();
            return bad == 0 ? ExitCode.OK : ExitCode.DAMAGED;
        }
    }
}
