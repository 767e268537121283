package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.ledger.TransferView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was recovered is what was live: accounts, transfers, results; or the first difference is named. */
final class RecoveryTest {
    private static final long PRINCIPAL_LOCAL = 1;
    private static final long ACCOUNTS_MAX = 500;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0} seed={1}")
    @CsvSource({"PLAIN, 1", "PLAIN, 2", "PLAIN, 3", "CHRONICLE, 1", "CHRONICLE, 2", "CHRONICLE, 3"})
    void recoveryEqualsTheLiveStateOverSeveralLives(JournalKind kind, long seed) throws Exception {
        var histories = new Histories(seed);
        LiveLedger live = LiveLedger.create(folder, kind, ACCOUNTS_MAX);
        for (int life = 0; life < 3; life++) {
            for (int i = 0; i < 120; i++) histories.step(live);
            long decided = live.decided();
            live.close();

            LiveLedger next = LiveLedger.open(folder, kind);
            assertEquals(decided, next.recovered().tail().sequence());
            assertEquals(state(live.ledger(), histories), state(next.ledger(), histories));
            live = next;
        }
        live.close();
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aDirectoryIsReadWhateverKindWroteItsSegments(JournalKind kind) throws Exception {
        JournalKind other = kind == JournalKind.PLAIN ? JournalKind.CHRONICLE : JournalKind.PLAIN;
        var histories = new Histories(11);
        LiveLedger.create(folder, kind, ACCOUNTS_MAX).close();
        for (int life = 0; life < 4; life++) {
            try (LiveLedger live = LiveLedger.open(folder, life % 2 == 0 ? other : kind)) {
                for (int i = 0; i < 20; i++) histories.step(live);
            }
        }
        try (LiveLedger live = LiveLedger.open(folder, kind)) {
            assertTrue(live.recovered().tail().sequence() > 80);
        }
    }

    @Test
    void aNewDirectoryHasAnEmptyJournal() throws Exception {
        DataDirectory.create(Disk.real(), LiveLedger.place(folder), 1, 2, 1);
        try (LiveLedger live = LiveLedger.open(folder, JournalKind.PLAIN)) {
            assertEquals(0, live.recovered().tail().sequence());
        }
    }

    @Test
    void theFirstDifferenceIsNamedWithBothResults() throws Exception {
        var histories = new Histories(7);
        LiveLedger.create(folder, JournalKind.PLAIN, ACCOUNTS_MAX).close();
        long falsified = 200;
        try (LiveLedger lying = LiveLedger.openLying(folder, JournalKind.PLAIN, falsified)) {
            while (lying.decided() < falsified + 50) histories.step(lying);
        }
        var differs = assertThrows(DivergenceException.class, () -> LiveLedger.open(folder, JournalKind.PLAIN));
        String message = String.valueOf(differs.getMessage());
        assertTrue(
                message.matches("create_transfers, event \\d+ of \\d+: the journal holds the result "
                        + "\\{status=(\\d+), amount=\\d+, timestamp=\\d+, zero=0\\} and this build decides "
                        + "\\{status=(\\d+), amount=\\d+, timestamp=\\d+, zero=0\\};"
                        + " run the build that wrote it: sequence="
                        + falsified),
                message);
    }

    /** Every pulse records a hash of account rows, and recovery computes it again from the rows it has made. */
    @Test
    void aPulseWhoseRowsHadAnotherHashIsNamed() throws Exception {
        var histories = new Histories(8);
        LiveLedger.create(folder, JournalKind.PLAIN, ACCOUNTS_MAX).close();
        long pulse;
        try (LiveLedger lying = LiveLedger.openLying(folder, JournalKind.PLAIN, LiveLedger.NEXT_PULSE)) {
            for (int i = 0; i < 30; i++) histories.step(lying);
            lying.pulse();
            pulse = lying.falsified();
            for (int i = 0; i < 10; i++) histories.step(lying);
        }
        assertTrue(pulse > 0, "a pulse was falsified");
        var differs = assertThrows(DivergenceException.class, () -> LiveLedger.open(folder, JournalKind.PLAIN));
        String message = String.valueOf(differs.getMessage());
        assertTrue(message.startsWith("pulse, event 1 of 1: the journal holds the result "), message);
        assertTrue(message.endsWith("run the build that wrote it: sequence=" + pulse), message);
    }

    /** The hash of the whole state, and everything that a lookup can see, as text. */
    private static List<String> state(Ledger ledger, Histories histories) {
        List<String> state = new ArrayList<>();
        state.add("state hash " + ledger.stateHash());
        state.add("accounts " + ledger.accounts() + ", remembered " + ledger.transfersRemembered());
        var account = new AccountView();
        for (long id : histories.accounts()) {
            boolean isFound = ledger.lookup(PRINCIPAL_LOCAL, 0, id, account);
            state.add(id + " " + isFound + " " + account.debitsPostedMinor() + " " + account.creditsPostedMinor() + " "
                    + account.debitsPendingMinor() + " " + account.creditsPendingMinor() + " " + account.timestampNs()
                    + " " + account.flags());
        }
        var transfer = new TransferView();
        for (long id : histories.transfers()) {
            ledger.lookup(PRINCIPAL_LOCAL, Histories.high(), id, transfer);
            state.add(id + " " + transfer.outcome() + " " + transfer.status() + " " + transfer.amountMinor() + " "
                    + transfer.timestampNs() + " " + transfer.debitAccountIdLow() + " "
                    + transfer.creditAccountIdLow());
        }
        return state;
    }
}
