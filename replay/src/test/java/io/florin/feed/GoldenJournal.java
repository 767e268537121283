package io.florin.feed;

import io.florin.journal.Chain;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Journal;
import io.florin.journal.JournalKind;
import io.florin.journal.Reader;
import io.florin.ledger.Ledger;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CapacitiesEncoder;
import io.florin.protocol.codec.CapacitiesRowEncoder;
import io.florin.protocol.codec.CloseDayEncoder;
import io.florin.protocol.codec.CloseDayRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.GrantEncoder;
import io.florin.protocol.codec.GrantRowEncoder;
import io.florin.protocol.codec.LimitsRowEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import io.florin.protocol.codec.StatusRowEncoder;
import io.florin.replay.Fold;
import io.florin.replay.LiveLedger;
import io.florin.replay.Recovery;
import io.florin.replay.SnapshotFold;
import io.florin.snapshot.SnapshotHeader;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal that is kept for ever, with a snapshot, the signed checkpoints and what it leads to, as it is in the
 * repository:
 *
 * <pre>
 *   journal-1-snapshot-2-plain/          both formats, and the kind
 *     data/                              node, salt, journal, snapshots
 *     checkpoints  ledger.key.pub
 *     expected                           what it leads to
 * </pre>
 *
 * <p>{@link #make} is for a new format only; what is there is never made again.
 */
final class GoldenJournal {
    /** Below the module. */
    static final Path ALL = Path.of("src", "test", "golden");

    private static final long SEED = 4;
    private static final int REQUESTS_BEFORE = 60;
    private static final int REQUESTS_BEHIND = 25;
    private static final long RECORDS_A_CHECKPOINT = 100;
    private static final long HASH_EVERY = 50;
    private static final int OTHER_LEDGER = 756;
    private static final Disk DISK = Disk.real();

    private GoldenJournal() {}

    static String name(JournalKind kind) {
        return String.format(
                Locale.ROOT,
                "journal-%d-snapshot-%d-%s",
                Journal.FORMAT,
                SnapshotHeader.FORMAT,
                kind.name().toLowerCase(Locale.ROOT));
    }

    /** Makes one of today's formats in a folder, and copies what counts of it to the target. */
    static void make(Path folder, Path target, JournalKind kind) throws Exception {
        Proofs proofs = Proofs.create(folder, kind, SEED, REQUESTS_BEFORE);
        try (LiveLedger live = LiveLedger.open(proofs.data, kind)) {
            everythingElse(live);
        }
        DataDirectory directory = DataDirectory.read(DISK, proofs.data);
        try (Snapshots.Lock lock = Snapshots.of(DISK, proofs.data).tryLock().orElseThrow()) {
            SnapshotFold.take(directory, lock, from -> Reader.open(directory, from), Recovery.Progress.NONE);
        }
        proofs.live(kind, REQUESTS_BEHIND);
        proofs.publish(RECORDS_A_CHECKPOINT);
        copy(folder, target);
        Files.writeString(target.resolve("expected"), expected(target));
    }

    /** Commands that a random history does not have. */
    private static void everythingElse(LiveLedger live) throws Exception {
        long account = 1L << 40;
        live.send(CreateAccountsEncoder.TEMPLATE_ID, List.of((memory, offset) -> {
            var row = new AccountRowEncoder().wrap(memory, offset);
            row.id().low(account);
            row.ledger(OTHER_LEDGER).code(1);
        }));
        live.send(SetAccountLimitsEncoder.TEMPLATE_ID, List.of((memory, offset) -> {
            var row = new LimitsRowEncoder().wrap(memory, offset);
            row.accountId().low(account);
            row.debitAllowance(1_000).creditAllowance(2_000);
        }));
        live.send(SetAccountStatusEncoder.TEMPLATE_ID, List.of((memory, offset) -> {
            var row = new StatusRowEncoder().wrap(memory, offset);
            row.accountId().low(account);
            row.frozen(1).reason(7);
        }));
        var grant = new UnsafeBuffer(new byte[GrantRowEncoder.ENCODED_LENGTH]);
        new GrantRowEncoder().wrap(grant, 0).principal(9).ledger(OTHER_LEDGER).rights(3);
        live.internal(GrantEncoder.TEMPLATE_ID, grant);
        var capacities = new UnsafeBuffer(new byte[CapacitiesRowEncoder.ENCODED_LENGTH]);
        new CapacitiesRowEncoder().wrap(capacities, 0).accountsMax(1_000);
        live.internal(CapacitiesEncoder.TEMPLATE_ID, capacities);
        var day = new UnsafeBuffer(new byte[CloseDayRowEncoder.ENCODED_LENGTH]);
        new CloseDayRowEncoder().wrap(day, 0).ledger(OTHER_LEDGER).date(2026_11_20);
        live.internal(CloseDayEncoder.TEMPLATE_ID, day);
    }

    /** Without what says nothing: locks, Chronicle's other file, the key that signs. */
    private static void copy(Path folder, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(GoldenJournal::counts).toList()) {
                Path copied = target.resolve(folder.relativize(file));
                Files.createDirectories(Objects.requireNonNull(copied.getParent()));
                Files.copy(file, copied);
            }
        }
    }

    private static boolean counts(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file)
                && !name.endsWith("lock")
                && !name.endsWith(".cq4t")
                && !name.endsWith(".tmp")
                && !name.equals("ledger.key");
    }

    /** What a golden journal leads to, as text: where it ends, its chain, and the ledger's hash on the way. */
    static String expected(Path golden) throws IOException {
        DataDirectory directory = DataDirectory.read(DISK, golden.resolve("data"));
        var ledger = new Ledger();
        var fold = new Fold(ledger);
        var text = new StringBuilder();
        Chain chain = Chain.NOTHING;
        long next = HASH_EVERY;
        try (Reader reader = Reader.open(directory, 1)) {
            while (reader.next()) {
                fold.onRecord(reader.record());
                chain = reader.chain();
                if (fold.lastSequence() < next || !fold.isWhole()) continue;
                fold.settle();
                text.append("state ").append(state(ledger)).append('\n');
                next = fold.lastSequence() + HASH_EVERY;
            }
        }
        fold.settle();
        return text + "state " + state(ledger) + "\nchain " + chain + "\n";
    }

    /** Sequence and hash. */
    static String state(Ledger ledger) {
        return ledger.lastSequence() + " " + HexFormat.of().toHexDigits(ledger.stateHash());
    }
}
