package io.florin.ops.tool.report;

import io.florin.feed.SignedDay;
import io.florin.feed.SigningKey;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.replay.DayClosing;
import io.florin.replay.DayReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A day's report in a directory: three forms, and the line that signs them. */
final class DayFiles {
    static final String SIGNED = ".signed";
    static final String JSON = ".json";
    static final String CSV = ".csv";
    static final String HTML = ".html";

    private DayFiles() {}

    /** What all of them are called, but for their ends. */
    static String name(DayReport report) {
        return "day-" + report.date();
    }

    /** Writes them all, each whole or not at all; without a key nothing is signed. */
    static void write(Path directory, DayReport report, @Nullable SigningKey key) {
        byte[] json = bytes(DayJson.of(report));
        byte[] csv = bytes(DayCsv.of(report));
        byte[] html = bytes(DayHtml.of(report));
        try {
            Files.createDirectories(directory);
            put(directory.resolve(name(report) + JSON), json);
            put(directory.resolve(name(report) + CSV), csv);
            put(directory.resolve(name(report) + HTML), html);
            if (key == null) return;
            SignedDay signed = SignedDay.sign(day(report), SignedDay.Files.of(json, csv, html), key);
            put(directory.resolve(name(report) + SIGNED), bytes(signed.line() + "\n"));
        } catch (IOException unwritable) {
            throw new CommandFailure(ExitCode.FAILED, "cannot be written (" + unwritable + "): --out=" + directory);
        }
    }

    private static SignedDay.Day day(DayReport report) {
        DayClosing last = report.ledgers().stream()
                .map(day -> day.window().closing())
                .max(Comparator.comparingLong(DayClosing::sequence))
                .orElse(DayClosing.GENESIS);
        return new SignedDay.Day(
                report.ledgerId(),
                report.date(),
                DayText.ledgers(report),
                last.sequence(),
                last.seal().toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
