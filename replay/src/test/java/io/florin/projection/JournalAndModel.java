package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.projection.AccountState.Balances;
import io.florin.projection.ReadModelCheck.LedgerAccounts;
import io.florin.replay.Beginning;
import io.florin.replay.Histories;
import io.florin.replay.LiveLedger;
import io.florin.replay.Recovery;
import io.florin.replay.TimeTravel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal of random requests, the ledger that it leads to, and comparisons with a read model. */
final class JournalAndModel {
    static final UUID LEDGER_ID = new UUID(1, 2);

    private JournalAndModel() {}

    /** So many random requests, in two lives. */
    static void history(Path data, long seed, int requests) throws Exception {
        var histories = new Histories(seed);
        LiveLedger.create(data, JournalKind.PLAIN, 5_000).close();
        for (int life = 0; life < 2; life++) {
            try (LiveLedger live = LiveLedger.open(data, JournalKind.PLAIN)) {
                for (int i = 0; i < requests / 2; i++) histories.step(live);
            }
        }
    }

    /** Into the read model, all there is. */
    static void project(ReadModel model, Path data) throws Exception {
        JournalView view = JournalView.of(Disk.real(), data);
        Rebuild.fill(model, LEDGER_ID, view::read, (records, bytes, bytesTotal) -> {});
    }

    /** The ledger as it stood behind a sequence. */
    static Ledger ledger(Path data, long sequence) throws IOException {
        try (DataDirectory directory = DataDirectory.open(Disk.real(), new DataDirectory.Place(data, true))) {
            Beginning from =
                    Beginning.newest(directory, any -> false, first -> io.florin.journal.Reader.open(directory, first));
            return TimeTravel.go(from, (last, timeNs) -> last <= sequence, Recovery.Progress.NONE)
                    .ledger();
        }
    }

    /** As the check wants it. */
    record Accounts(Ledger ledger) implements LedgerAccounts {
        private static final long FLORIN = 0;

        @Override
        public @Nullable AccountState find(UUID account) {
            var view = new AccountView();
            if (!ledger.lookup(FLORIN, account.getMostSignificantBits(), account.getLeastSignificantBits(), view)) {
                return null;
            }
            return new AccountState(
                    new Balances(
                            view.debitsPendingMinor(),
                            view.debitsPostedMinor(),
                            view.creditsPendingMinor(),
                            view.creditsPostedMinor()),
                    view.debitAllowanceMinor(),
                    view.creditAllowanceMinor(),
                    Integer.toUnsignedLong(view.limitsVersion()),
                    view.frozen(),
                    (view.flags() & AccountFlags.CLOSED) != 0);
        }

        @Override
        public long accounts() {
            return ledger.accounts();
        }

        @Override
        public long openHolds() {
            return ledger.holdsOpen();
        }
    }

    /** Every account, every count and every sum, at the read model's own sequence. */
    static ReadModelCheck.Outcome check(ReadModel model, Path data) throws IOException {
        try (ReadModelCheck check = ReadModelCheck.begin(model)) {
            return check.compare(new Accounts(ledger(data, check.sequence())));
        }
    }

    static void assertEqualToTheLedger(ReadModel model, Path data) throws IOException {
        assertEquals(Optional.empty(), check(model, data).difference());
    }

    /** Text of every exported table, by name. */
    static Map<String, String> export(ReadModel model, Path folder) throws IOException {
        ReadModelExport.write(model, folder);
        var tables = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) tables.put(file.getFileName().toString(), Files.readString(file));
        }
        return tables;
    }
}
