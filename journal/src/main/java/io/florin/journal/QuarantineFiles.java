package io.florin.journal;

import io.florin.pipeline.Clock;
import io.florin.pipeline.Quarantine;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * Writes a command that could not be decided to {@code data/quarantine/command-life-sequence.txt}: what failed, how an
 * operator proceeds, and every byte of the request, for whoever must reproduce it. Nothing ever reads it back.
 */
public final class QuarantineFiles implements Quarantine {
    static final String DIRECTORY_NAME = "quarantine";

    private final DataDirectory directory;
    private final int epoch;
    private final Clock clock;

    /** Borrows a directory in which a life has begun. */
    public QuarantineFiles(DataDirectory directory, int epoch, Clock clock) {
        this.directory = directory;
        this.epoch = epoch;
        this.clock = clock;
    }

    @Override
    public void keep(Slots slots, long ringSequence, long visible, Throwable reason) {
        Slot failed = slots.at(ringSequence);
        Path quarantine = directory.path().resolve(DIRECTORY_NAME);
        Path file = quarantine.resolve("command-" + directory.life() + "-" + failed.sequence() + ".txt");
        try {
            write(quarantine, file, text(slots, ringSequence, visible, reason));
        } catch (IOException unwritten) {
            throw new UncheckedIOException("the command could not be kept: file=" + file, unwritten);
        }
    }

    private void write(Path quarantine, Path path, String text) throws IOException {
        Disk disk = directory.disk();
        disk.createDirectories(quarantine);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (DiskFile file = disk.create(path)) {
            if (file.write(bytes, 0) != bytes.limit()) throw new IOException("short write");
            file.force(true);
        }
        disk.forceDirectory(quarantine);
        disk.forceDirectory(directory.path());
    }

    private String text(Slots slots, long ringSequence, long visible, Throwable reason) {
        Slot failed = slots.at(ringSequence);
        long firstRingSequence = ringSequence - failed.index();
        long last = Math.min(visible, firstRingSequence + failed.events() - 1);
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.println(
                "A command could not be decided, so the node halted. The command is in no record and got no answer;");
        out.println("every record before it is safe.");
        out.println();
        out.println("reason=" + reason);
        out.println("sequence=" + failed.sequence() + " (the record that it did not become)");
        out.println("epoch=" + epoch + " life=" + directory.life() + " ledger="
                + new UUID(directory.ledgerIdHigh(), directory.ledgerIdLow()));
        out.println("time=" + Instant.EPOCH.plusNanos(clock.epochNs()) + " journal-time="
                + Instant.EPOCH.plusNanos(failed.timestampNs()));
        out.println("template=" + failed.templateId() + " events=" + failed.events() + " failed-at-event="
                + failed.index() + " internal=" + failed.isInternal());
        head(slots.at(firstRingSequence), out);
        proceed(slots, firstRingSequence, last, out);
        bytes(slots, firstRingSequence, last, out);
        out.println();
        trace(reason, out);
        return text.toString();
    }

    private static void trace(Throwable reason, PrintWriter out) {
        out.println(reason);
        for (StackTraceElement frame : reason.getStackTrace()) out.println("\tat " + frame);
        Throwable cause = reason.getCause();
        if (cause != null) trace(cause, out);
    }

    private static void head(Slot first, PrintWriter out) {
        var head = new RequestHeadDecoder().wrap(first.memory(), first.headOffset());
        IdDecoder key = head.requestKey();
        out.println("principal=" + head.principal() + " request-key=" + new UUID(key.high(), key.low()));
        out.println();
    }

    private static void proceed(Slots slots, long first, long last, PrintWriter out) {
        out.println("How to proceed");
        if (slots.at(first).isInternal()) {
            out.println("- It is a command of Florin's own. Start the node again; if it halts here again, start it with"
                    + " the");
            out.println("  build that ran before this one, and send this file to those who maintain Florin.");
        } else {
            out.println("- Start the node again. Clients that got no answer send the same ids again, so it may halt"
                    + " again.");
            out.println(
                    "- Then have the doors refuse one of these ids (the setting gateway.refuse), and start again; no"
                            + " record");
            out.println("  holds them, so nothing is lost:");
            out.println("  ids=" + ids(slots, first, last));
            out.println("- Send this file to those who maintain Florin.");
        }
    }

    /** Of what each event names first: a transfer or an account. */
    private static String ids(Slots slots, long first, long last) {
        var ids = new StringJoiner(", ");
        var id = new IdDecoder();
        for (long at = first; at <= last; at++) {
            Slot slot = slots.at(at);
            if (slot.bodyLength() < IdDecoder.ENCODED_LENGTH) continue;
            id.wrap(slot.memory(), slot.bodyOffset());
            ids.add(new UUID(id.high(), id.low()).toString());
        }
        return ids.toString();
    }

    private static void bytes(Slots slots, long first, long last, PrintWriter out) {
        out.println();
        out.println("head=" + hex(slots.at(first), slots.at(first).headOffset(), Slot.HEAD_LENGTH));
        for (long at = first; at <= last; at++) {
            Slot slot = slots.at(at);
            out.println("event-" + slot.index() + "=" + hex(slot, slot.bodyOffset(), slot.bodyLength()));
        }
    }

    private static String hex(Slot slot, int offset, int length) {
        var bytes = new byte[length];
        slot.memory().getBytes(offset, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
