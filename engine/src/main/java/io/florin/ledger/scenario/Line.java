package io.florin.ledger.scenario;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a table: a typed command or expectation, with names and moments where ids and times will be. */
public sealed interface Line {
    Source source();

    /** Where the line stands, for messages. */
    record Source(int number, String text, boolean isIndented) {
        /** The line cannot be read, or makes no sense here. */
        ScenarioException error(String problem) {
            return ScenarioException.unreadable(this, problem);
        }

        ScenarioException differs(String expected, String got) {
            return ScenarioException.differs(this, expected, got);
        }
    }

    /**
     * The answer that a line expects.
     *
     * @param amountMinor what moved or is held; null if the line does not say.
     */
    record Expected(String status, @Nullable Long amountMinor) {}

    /** A line that becomes one event of a request. */
    sealed interface Event extends Line {
        Expected expected();

        boolean isLinked();
    }

    /** Creates an account. */
    record CreateAccount(
            Source source,
            String name,
            AccountCommand command,
            @Nullable Moment time,
            Expected expected) implements Event {
        @Override
        public boolean isLinked() {
            return (command.flags() & 1) != 0;
        }
    }

    /**
     * A transfer, hold, post or void.
     *
     * @param hold the pending transfer's name; empty if there is none.
     * @param inheritsLedger whether the ledger is the debit account's, since the line gives none.
     */
    record CreateTransfer(
            Source source,
            String name,
            String debit,
            String credit,
            String hold,
            TransferCommand command,
            boolean inheritsLedger,
            @Nullable Moment time,
            Expected expected)
            implements Event {
        @Override
        public boolean isLinked() {
            return (command.flags() & 1) != 0;
        }
    }

    /** Sets the allowances of an account. */
    record SetLimits(Source source, String account, LimitsCommand command, Expected expected) implements Event {
        @Override
        public boolean isLinked() {
            return false;
        }
    }

    /** Freezes an account, or lets it go. */
    record SetStatus(Source source, String account, StatusCommand command, Expected expected) implements Event {
        @Override
        public boolean isLinked() {
            return false;
        }
    }

    /** Opens a request of several events: the indented lines below it. An empty key is none. */
    record OpenRequest(
            Source source,
            String key,
            long bodyHash,
            @Nullable Moment notAfter) implements Line {}

    /** What the ledger begins with; the first line of a table, if it is there. */
    record Genesis(Source source, GenesisCommand command) implements Line {}

    /** Grants rights to a principal. */
    record Grant(Source source, GrantCommand command, Expected expected) implements Line {}

    /** Changes how much the ledger remembers. */
    record Capacities(Source source, CapacitiesCommand command, Expected expected) implements Line {}

    /** Closes a day of a ledger, or of all. */
    record CloseDay(Source source, CloseDayCommand command, Expected expected) implements Line {}

    /** Who speaks from here on. */
    record As(Source source, long principal) implements Line {}

    /** How long after the last request the next one is decided; ns. */
    record Wait(Source source, long durationNs) implements Line {}

    /** When exactly the next request is decided. */
    record At(Source source, Moment moment) implements Line {}

    /** The id that a transfer's name has: of a moment, or the same as an account's. */
    record DeclareId(Source source, String name, @Nullable Moment moment, String account) implements Line {}

    /** Null if any release will do. */
    record Pulse(Source source, @Nullable List<String> expires) implements Line {}

    /**
     * An account as it must look.
     *
     * @param columns null if the account must not be seen.
     */
    record Balance(Source source, String account, @Nullable Columns columns, List<String> facts) implements Line {}

    /** Minor units, pending and posted. */
    record Columns(long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {
        /** As a table says it. */
        String text() {
            return "debits " + debitsPending + "/" + debitsPosted + " credits " + creditsPending + "/" + creditsPosted;
        }
    }

    /**
     * What must have become of a transfer.
     *
     * @param outcome {@code created}, a pending status, {@code unknown}, {@code too_old}, or the status of a burnt id.
     */
    record Outcome(
            Source source,
            String name,
            String outcome,
            @Nullable Long amountMinor) implements Line {}
}
