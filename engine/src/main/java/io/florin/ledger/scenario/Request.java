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

/** What one client or operator asks for at once, at a time of its own; nobody changes a command that is in one. */
public sealed interface Request {
    /** T: of the last event. */
    long timestampNs();

    /** Who asks, and under which key; what Florin itself does is asked for by the local principal. */
    default Head head() {
        return Head.by(Head.LOCAL);
    }

    /** How many sequence numbers it takes. */
    default int events() {
        return 1;
    }

    /** What is said once for all events: key 0 is none, not-after 0 is none. */
    record Head(Id key, long bodyHash, long notAfterNs, long principal) {
        public static final long LOCAL = 1;

        public static Head by(long principal) {
            return new Head(Id.ZERO, 0, 0, principal);
        }
    }

    /** From a client: has a head and several events. */
    sealed interface Batch extends Request {
        @Override
        Head head();

        List<?> rows();

        @Override
        default int events() {
            return rows().size();
        }
    }

    /** Creates accounts. */
    record CreateAccounts(Head head, long timestampNs, List<AccountCommand> rows) implements Batch {}

    /** Creates transfers, holds, posts and voids. */
    record CreateTransfers(Head head, long timestampNs, List<TransferCommand> rows) implements Batch {}

    /** Sets allowances. */
    record SetLimits(Head head, long timestampNs, List<LimitsCommand> rows) implements Batch {}

    /** Freezes accounts, or lets them go. */
    record SetStatus(Head head, long timestampNs, List<StatusCommand> rows) implements Batch {}

    /** The first command of a ledger. */
    record Genesis(long timestampNs, GenesisCommand command) implements Request {}

    /** Grants rights. */
    record Grant(Head head, long timestampNs, GrantCommand command) implements Request {
        public Grant(long timestampNs, GrantCommand command) {
            this(Head.by(Head.LOCAL), timestampNs, command);
        }
    }

    /** Changes how much the ledger remembers. */
    record Capacities(Head head, long timestampNs, CapacitiesCommand command) implements Request {
        public Capacities(long timestampNs, CapacitiesCommand command) {
            this(Head.by(Head.LOCAL), timestampNs, command);
        }
    }

    /** Raises the feature level. */
    record FeatureLevel(Head head, long timestampNs, int level) implements Request {}

    /** Somebody begins to lead. */
    record Epoch(long timestampNs, int epoch) implements Request {}

    /** Closes a day. */
    record CloseDay(Head head, long timestampNs, CloseDayCommand command) implements Request {
        public CloseDay(long timestampNs, CloseDayCommand command) {
            this(Head.by(Head.LOCAL), timestampNs, command);
        }
    }

    /** Time passes, and what is due expires. */
    record Pulse(long timestampNs) implements Request {}
}
