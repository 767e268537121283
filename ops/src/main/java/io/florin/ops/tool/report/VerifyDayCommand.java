package io.florin.ops.tool.report;

import io.florin.feed.KeyFiles;
import io.florin.feed.ProofBrokenException;
import io.florin.feed.SignedDay;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Whether a day's report is what was signed: the line in FILE, and the three files beside it.",
            "That the journal says the same, florin report day and florin verify say."
        })
final class VerifyDayCommand implements Callable<Integer> {
    private static final int LENGTH_MAX = 65_536;

    @Parameters(paramLabel = "FILE", description = "The signed line, such as day-2026-11-20.signed.")
    Path file = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            required = true,
            description = "The public half of the key that signed.")
    Path publicKey = Path.of("");

    @Override
    public Integer call() throws IOException {
        String text = new String(content(file), StandardCharsets.US_ASCII).strip();
        SignedDay signed =
                SignedDay.parse(text).orElseThrow(() -> new ProofBrokenException("is no signed day: file=" + file));
        signed.verify(KeyFiles.verifying(publicKey));
        SignedDay.Files files = SignedDay.Files.of(
                content(sibling(DayFiles.JSON)), content(sibling(DayFiles.CSV)), content(sibling(DayFiles.HTML)));
        requireSame(files.json().equals(signed.files().json()), DayFiles.JSON);
        requireSame(files.csv().equals(signed.files().csv()), DayFiles.CSV);
        requireSame(files.html().equals(signed.files().html()), DayFiles.HTML);
        SignedDay.Day day = signed.day();
        System.out.println("signed: date=" + day.date() + " ledgers=" + day.ledgers() + " sequence=" + day.sequence()
                + " seal=" + day.seal() + " key=" + signed.keyId());
        return ExitCode.OK;
    }

    private void requireSame(boolean isSame, String end) {
        if (!isSame) throw new ProofBrokenException("this is not what was signed: file=" + sibling(end));
    }

    private Path sibling(String end) {
        String name = String.valueOf(file.getFileName());
        String stem =
                name.endsWith(DayFiles.SIGNED) ? name.substring(0, name.length() - DayFiles.SIGNED.length()) : name;
        return file.resolveSibling(stem + end);
    }

    private static byte[] content(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new CommandFailure(ExitCode.USAGE, "cannot be read: file=" + path);
        }
        boolean isSigned = String.valueOf(path.getFileName()).endsWith(DayFiles.SIGNED);
        if (isSigned && Files.size(path) > LENGTH_MAX) throw new ProofBrokenException("is no signed day: file=" + path);
        return Files.readAllBytes(path);
    }
}
