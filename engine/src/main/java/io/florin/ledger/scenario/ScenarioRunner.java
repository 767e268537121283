package io.florin.ledger.scenario;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.scenario.Line.Event;
import io.florin.ledger.scenario.Line.Expected;
import io.florin.ledger.scenario.Request.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a table against a host, line by line, and stops at the first that differs. Time is the table's: each request is
 * decided one millisecond after the last, unless a line says otherwise. The invariants hold after every line.
 */
public final class ScenarioRunner {
    private static final long NS_PER_S = 1_000_000_000;
    private static final long STEP_NS = 1_000_000;
    /** 10:40 UTC on a Thursday: whole milliseconds, nothing else is special about it. */
    private static final long START_NS = 1_795_000_000L * NS_PER_S;

    private static final long KEYS = 0x6B65_7900_0000_0000L;

    private final Host host;
    private final Start start;
    private final Names names;
    private final Invariants invariants;
    private final Expectations expectations;
    private final List<Event> pending = new ArrayList<>();
    private Line.OpenRequest open;
    private boolean isOpen;
    private boolean isStarted;
    private long principal = Head.LOCAL;
    private Line.Source at = noRequest().source();
    private long nowNs;
    private long waitNs = STEP_NS;
    private long exactNs;

    /**
     * Where a run begins.
     *
     * @param salt makes ids and request keys of two runs differ where the host outlives both.
     * @param timeNs what the table calls {@code start}; ns since the epoch.
     */
    public record Start(long salt, long timeNs) {
        /** At a time that is the same for ever, for a host that lives in the table's time. */
        public static Start of(long salt) {
            return new Start(salt, START_NS);
        }
    }

    private ScenarioRunner(Host host, Start start) {
        this.host = host;
        this.start = start;
        nowNs = start.timeNs();
        names = new Names(start.salt());
        invariants = new Invariants(host, names);
        expectations = new Expectations(host, names);
        open = noRequest();
    }

    /** Runs the table; throws {@link ScenarioException} at the first line that differs. */
    public static void run(Host host, long salt, String table) {
        run(host, Start.of(salt), ScenarioParser.parse(table));
    }

    /** Runs lines that were read before; throws {@link ScenarioException} at the first that differs. */
    public static void run(Host host, Start start, List<Line> lines) {
        ScenarioRunner runner = new ScenarioRunner(host, start);
        for (Line line : lines) {
            runner.line(line);
            runner.invariantsHold();
        }
        runner.send();
        runner.invariantsHold();
    }

    private void invariantsHold() {
        String broken = invariants.broken();
        if (broken != null) throw ScenarioException.broken(at, broken);
    }

    /** What a table starts with if it does not say otherwise. */
    static GenesisCommand defaultGenesis() {
        return new GenesisCommand()
                .accountsMax(1_000)
                .transfersMax(20_000)
                .windowNs(86_400 * NS_PER_S)
                .repliesMax(100)
                .replyRowsMax(1_000)
                .grantsMax(100)
                .featureLevel(1);
    }

    private static Line.OpenRequest noRequest() {
        return new Line.OpenRequest(new Line.Source(0, "", false), "", 0, null);
    }

    private void line(Line line) {
        at = line.source();
        if (line instanceof Event event) {
            event(event);
            return;
        }
        send();
        if (!isStarted && !(line instanceof Line.Genesis)) start(defaultGenesis());
        switch (line) {
            case Line.Genesis genesis -> start(genesis.command());
            case Line.OpenRequest request -> {
                open = request;
                isOpen = true;
            }
            case Line.Grant grant -> alone(new Request.Grant(time(1), grant.command()), grant, grant.expected());
            case Line.Capacities change ->
                alone(new Request.Capacities(time(1), change.command()), change, change.expected());
            case Line.CloseDay close -> alone(new Request.CloseDay(time(1), close.command()), close, close.expected());
            case Line.As as -> principal = as.principal();
            case Line.Wait wait -> waitNs = wait.durationNs();
            case Line.At at -> exactNs = ns(at.moment());
            case Line.DeclareId declared -> declare(declared);
            case Line.Pulse pulse -> {
                host.decide(new Request.Pulse(time(1)));
                expectations.expired(pulse, nowNs);
            }
            case Line.Balance balance -> expectations.balance(balance, principal);
            case Line.Outcome outcome -> expectations.outcome(outcome, principal, nowNs);
            case Event event -> throw event.source().error("taken above");
        }
    }

    private void start(GenesisCommand genesis) {
        if (isStarted) throw at.error("genesis must be the first line");
        isStarted = true;
        host.decide(new Request.Genesis(nowNs, genesis));
    }

    private void declare(Line.DeclareId declared) {
        Moment moment = declared.moment();
        if (moment == null) {
            names.declare(declared.name(), names.account(declared.account()));
            return;
        }
        Id fresh = names.transfer(declared.name(), ns(moment));
        names.declare(declared.name(), fresh);
    }

    // Time.

    /** T of a request of n events. */
    private long time(int events) {
        long earliest = nowNs + events;
        nowNs = exactNs != 0 ? exactNs : Math.max(earliest, nowNs + waitNs);
        if (nowNs < earliest) {
            throw at.error("time must advance: this is " + (earliest - nowNs) + " ns too early");
        }
        exactNs = 0;
        waitNs = STEP_NS;
        return nowNs;
    }

    private long ns(Moment moment) {
        return moment.offsetNs()
                + switch (moment.anchor()) {
                    case EPOCH -> 0;
                    case NOW -> nowNs;
                    case START -> start.timeNs();
                    case CREATED -> names.createdNs(host, moment.name());
                    case EXPIRES -> names.expiresNs(host, moment.name());
                };
    }

    // Requests.

    private void event(Event event) {
        if (!isStarted) start(defaultGenesis());
        boolean belongs = isOpen && event.source().isIndented();
        boolean continuesChain = !isOpen && !pending.isEmpty();
        if (!belongs && !continuesChain) send();
        pending.add(event);
        if (!isOpen && !event.isLinked()) send();
    }

    /** Sends the events that are waiting, as one request. */
    private void send() {
        if (!pending.isEmpty()) {
            List<Event> events = List.copyOf(pending);
            pending.clear();
            List<Result> results = decide(events);
            for (int i = 0; i < events.size(); i++) expectations.result(events.get(i), results.get(i));
        }
        open = noRequest();
        isOpen = false;
    }

    private List<Result> decide(List<Event> events) {
        Request request = request(events);
        try {
            return host.decide(request);
        } catch (RefusedException refused) {
            Event first = events.getFirst();
            throw first.source().differs(first.expected().status(), "not decided: " + refused.getMessage());
        }
    }

    private Request request(List<Event> events) {
        Moment notAfter = open.notAfter();
        long notAfterNs = notAfter == null ? 0 : ns(notAfter);
        Id key = open.key().isEmpty()
                ? Id.ZERO
                : new Id(KEYS ^ start.salt(), open.key().hashCode());
        Head head = new Head(key, open.bodyHash(), notAfterNs, principal);
        List<AccountCommand> accounts = new ArrayList<>();
        List<TransferCommand> transfers = new ArrayList<>();
        List<LimitsCommand> limits = new ArrayList<>();
        List<StatusCommand> statuses = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case Line.CreateAccount account -> accounts.add(command(account));
                case Line.CreateTransfer transfer -> transfers.add(command(transfer));
                case Line.SetLimits set -> limits.add(command(set));
                case Line.SetStatus set -> statuses.add(command(set));
            }
        }
        long timestampNs = time(events.size());
        int n = events.size();
        if (accounts.size() == n) return new Request.CreateAccounts(head, timestampNs, accounts);
        if (transfers.size() == n) return new Request.CreateTransfers(head, timestampNs, transfers);
        if (limits.size() == n) return new Request.SetLimits(head, timestampNs, limits);
        if (statuses.size() == n) return new Request.SetStatus(head, timestampNs, statuses);
        throw events.getFirst().source().error("a request has events of one kind only");
    }

    private void alone(Request request, Line line, Expected expected) {
        Result result = host.decide(request).getFirst();
        String status = Expectations.statusName(AdminStatus.values(), result.status());
        if (!status.equals(expected.status())) throw line.source().differs(expected.status(), status);
    }

    private AccountCommand command(Line.CreateAccount line) {
        Id id = names.account(line.name());
        names.ledger(line.name(), line.command().ledger());
        Moment time = line.time();
        return line.command().idHigh(id.high()).idLow(id.low()).timestampNs(time == null ? 0 : ns(time));
    }

    private TransferCommand command(Line.CreateTransfer line) {
        Id id = names.transfer(line.name(), nowNs);
        Id debit = names.account(line.debit());
        Id credit = names.account(line.credit());
        Id hold = names.transfer(line.hold(), nowNs);
        Moment time = line.time();
        TransferCommand command = line.command();
        if (line.inheritsLedger()) command.ledger(names.ledger(line.debit(), line.credit()));
        return command.idHigh(id.high())
                .idLow(id.low())
                .debitAccountIdHigh(debit.high())
                .debitAccountIdLow(debit.low())
                .creditAccountIdHigh(credit.high())
                .creditAccountIdLow(credit.low())
                .pendingIdHigh(hold.high())
                .pendingIdLow(hold.low())
                .timestampNs(time == null ? 0 : ns(time));
    }

    private LimitsCommand command(Line.SetLimits line) {
        Id id = names.account(line.account());
        return line.command().accountIdHigh(id.high()).accountIdLow(id.low());
    }

    private StatusCommand command(Line.SetStatus line) {
        Id id = names.account(line.account());
        return line.command().accountIdHigh(id.high()).accountIdLow(id.low());
    }
}
