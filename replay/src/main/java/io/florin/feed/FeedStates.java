package io.florin.feed;

import io.florin.feed.EventData.Kind;
import io.florin.feed.EventData.Parties;
import io.florin.feed.EventData.Transfer;
import io.florin.feed.EventData.UserData;
import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * States of the tail on disk, so that neither a start nor a client that comes back late has to read the journal from
 * its beginning. They are shortcuts: what is damaged is passed over, and all of them may be removed while the journal
 * is whole.
 *
 * <pre>
 *   data/feed/00000000000000262144      feed 1, sequence, grants, open holds, crc
 * </pre>
 */
final class FeedStates {
    private static final String DIRECTORY = "feed";
    private static final String TEMPORARY = "state.tmp";
    private static final String FORMAT = "feed 1";
    private static final String CRC = "crc ";
    private static final String NONE = "-";
    private static final int NAME_LENGTH = 20;

    private final Disk disk;
    private final Path directory;

    FeedStates(Disk disk, Path data) {
        this.disk = disk;
        this.directory = data.resolve(DIRECTORY);
    }

    /** Sequences of those that are there, oldest first. */
    List<Long> list() throws IOException {
        return disk.list(directory).stream()
                .filter(name -> name.length() == NAME_LENGTH && name.chars().allMatch(Character::isDigit))
                .map(Long::parseLong)
                .sorted()
                .toList();
    }

    /** The newest whole one that is not behind this sequence; an empty one if there is none. */
    FeedState newest(long upTo) throws IOException {
        for (long sequence : list().reversed()) {
            if (sequence > upTo) continue;
            FeedState state = new FeedState();
            if (read(file(sequence), state) && state.sequence == sequence) return state;
        }
        return new FeedState();
    }

    /** Durable when this returns. */
    void save(FeedState state) throws IOException {
        disk.createDirectories(directory);
        String body = text(state);
        ByteBuffer bytes = ByteBuffer.wrap((body + crcLine(body)).getBytes(StandardCharsets.US_ASCII));
        Path temporary = directory.resolve(TEMPORARY);
        if (disk.exists(temporary)) disk.delete(temporary); // left by a crash
        try (DiskFile file = disk.create(temporary)) {
            if (file.write(bytes, 0) != bytes.limit()) throw new IOException("short write: file=" + temporary);
            file.force(true);
        }
        disk.rename(temporary, file(state.sequence));
        disk.forceDirectory(directory);
    }

    void remove(long sequence) throws IOException {
        disk.delete(file(sequence));
    }

    private Path file(long sequence) {
        return directory.resolve(String.format(Locale.ROOT, "%020d", sequence));
    }

    private static String text(FeedState state) {
        var text = new StringBuilder(
                FORMAT + "\nstate " + state.sequence + " " + state.lastAccountNs + " " + state.lastTransferNs + "\n");
        state.grants
                .rights()
                .forEach((principal, ledgers) -> ledgers.forEach((ledger, bits) -> text.append("grant ")
                        .append(principal)
                        .append(' ')
                        .append(ledger)
                        .append(' ')
                        .append(bits)
                        .append('\n')));
        for (HoldBook.Held held : state.holds.all()) hold(text, held);
        return text.toString();
    }

    private static void hold(StringBuilder text, HoldBook.Held held) {
        Transfer transfer = held.transfer();
        List<Object> fields = List.of(
                "hold",
                transfer.id(),
                transfer.parties().debitAccountId(),
                transfer.parties().creditAccountId(),
                transfer.amountMinor(),
                transfer.ledger(),
                transfer.kind().code(),
                transfer.kind().flags(),
                transfer.kind().timeout(),
                transfer.userData().of128(),
                transfer.userData().of64(),
                transfer.userData().of32(),
                held.first() == null ? NONE : held.first());
        text.append(String.join(" ", fields.stream().map(Object::toString).toList()))
                .append('\n');
    }

    /** False if it is not whole. */
    private boolean read(Path path, FeedState state) throws IOException {
        String text = text(path);
        int crcAt = text.lastIndexOf(CRC);
        String body = crcAt < 0 ? "" : text.substring(0, crcAt);
        if (!body.startsWith(FORMAT + "\n") || !text.equals(body + crcLine(body))) return false;
        body.lines().skip(1).forEach(line -> add(line.split(" ", -1), state));
        return true;
    }

    private static void add(String[] words, FeedState state) {
        switch (words[0]) {
            case "state" -> {
                state.sequence = Long.parseLong(words[1]);
                state.lastAccountNs = Long.parseLong(words[2]);
                state.lastTransferNs = Long.parseLong(words[3]);
            }
            case "grant" ->
                state.grants = state.grants.with(
                        Long.parseLong(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            default ->
                state.holds.add(
                        new Transfer(
                                UUID.fromString(words[1]),
                                new Parties(UUID.fromString(words[2]), UUID.fromString(words[3])),
                                EventData.NO_ID,
                                Long.parseLong(words[4]),
                                Integer.parseInt(words[5]),
                                new Kind(
                                        Integer.parseInt(words[6]),
                                        Integer.parseInt(words[7]),
                                        Integer.parseInt(words[8])),
                                new UserData(
                                        UUID.fromString(words[9]),
                                        Long.parseLong(words[10]),
                                        Integer.parseInt(words[11]))),
                        words[12].equals(NONE) ? null : UUID.fromString(words[12]));
        }
    }

    private String text(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // until its end
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        }
    }

    private static String crcLine(String body) {
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return CRC + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
    }
}
