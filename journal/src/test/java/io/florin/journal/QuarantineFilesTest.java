package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.pipeline.Clock;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.PulseEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator finds of a command that could not be decided. */
final class QuarantineFilesTest {
    private static final int EVENTS = 3;
    private static final long FIRST = 40;
    private final RuntimeException reason = new IllegalStateException("two debits at once");

    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[EVENTS * Slot.LENGTH]);
    private final Slot[] slots = new Slot[EVENTS];

    @TempDir
    Path folder = Path.of("");

    private String keep(int failed, long visible) throws IOException {
        Path data = Life.create(Disk.real(), folder.resolve("data"));
        try (DataDirectory directory = Life.open(Disk.real(), data)) {
            var quarantine = new QuarantineFiles(directory, 7, Clock.system());
            quarantine.keep(at -> slots[(int) (at - FIRST)], FIRST + failed, visible, reason);
            Path file = data.resolve("quarantine").resolve("command-1-" + (100 + failed) + ".txt");
            var again = assertThrows(
                    UncheckedIOException.class,
                    () -> quarantine.keep(at -> slots[(int) (at - FIRST)], FIRST + failed, visible, reason));
            assertEquals("the command could not be kept: file=" + file, again.getMessage(), "nothing is overwritten");
            return Files.readString(file);
        }
    }

    private void request() {
        for (int i = 0; i < EVENTS; i++) {
            slots[i] = new Slot(memory, i * Slot.LENGTH)
                    .begin(CreateTransfersEncoder.TEMPLATE_ID, EVENTS, i, TransferRowEncoder.ENCODED_LENGTH);
            slots[i].stamp(100 + i, 1_700_000_000_000_000_000L + i);
            new TransferRowEncoder()
                    .wrap(memory, slots[i].bodyOffset())
                    .id()
                    .high(0x0192)
                    .low(0xA0 + i);
        }
        var head = new RequestHeadEncoder().wrap(memory, slots[0].headOffset()).principal(5);
        head.requestKey().high(1).low(2);
    }

    @Test
    void everyByteOfTheRequestAndHowToProceed() throws IOException {
        request();
        String text = keep(1, FIRST + 2);
        assertTrue(text.contains("reason=java.lang.IllegalStateException: two debits at once\n"), text);
        assertTrue(text.contains("sequence=101 (the record that it did not become)\n"), text);
        assertTrue(text.contains("epoch=7 life=1 ledger=" + new UUID(Life.LEDGER_HIGH, Life.LEDGER_LOW) + "\n"), text);
        assertTrue(text.contains("events=3 failed-at-event=1 internal=false\n"), text);
        assertTrue(text.contains("principal=5 request-key=" + new UUID(1, 2) + "\n"), text);
        assertTrue(
                text.contains("  ids=" + new UUID(0x0192, 0xA0) + ", " + new UUID(0x0192, 0xA1) + ", "
                        + new UUID(0x0192, 0xA2) + "\n"),
                text);
        for (int i = 0; i < EVENTS; i++) {
            var row = new byte[TransferRowEncoder.ENCODED_LENGTH];
            memory.getBytes(slots[i].bodyOffset(), row);
            assertTrue(text.contains("event-" + i + "=" + HexFormat.of().formatHex(row) + "\n"), text);
        }
        assertTrue(text.contains("\n\tat io.florin.journal.QuarantineFilesTest"), "the way there");
    }

    @Test
    void whatIsNotVisibleYetIsNotRead() throws IOException {
        request();
        String text = keep(0, FIRST + 1);
        assertTrue(text.contains("event-1="), text);
        assertTrue(!text.contains("event-2="), text);
    }

    @Test
    void aCommandOfFlorinsOwnCannotBeRefused() throws IOException {
        slots[0] = new Slot(memory, 0)
                .begin(PulseEncoder.TEMPLATE_ID, 1, 0, PulseEncoder.BLOCK_LENGTH)
                .internal();
        slots[0].stamp(100, 1);
        String text = keep(0, FIRST);
        assertTrue(text.contains("the\n  build that ran before this one"), text);
        assertTrue(!text.contains("ids="), text);
    }
}
