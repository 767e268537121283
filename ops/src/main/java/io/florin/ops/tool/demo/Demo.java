package io.florin.ops.tool.demo;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.ops.tool.ProgressLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;

/** The whole demo on a node that was made and not yet started: every phase, every check. */
final class Demo {
    /** As often as the node is killed at least. */
    static final int KILLS = 5;

    /** With fewer, there is no posting to interrupt. */
    static final int POSTINGS_MIN = 200;

    private final Book book;
    private final long seed;
    private final ProgressLine.Mode progress;
    private final JournalSource journal;

    private final Answers answers;
    private final Checks checks = new Checks();
    private final List<DemoReport.Phase> phases = new ArrayList<>();

    /** Where the audit gets its records from. */
    @FunctionalInterface
    interface JournalSource {
        JournalAudit read(Path data, ProgressLine progress) throws IOException;
    }

    Demo(Book book, long seed, ProgressLine.Mode progress, JournalSource journal) {
        if (book.postings().size() < POSTINGS_MIN) {
            throw new InputException("must be at least " + POSTINGS_MIN + ", or there is no posting to interrupt:"
                    + " transactions=" + book.postings().size());
        }
        this.book = book;
        this.seed = seed;
        this.progress = progress;
        this.journal = journal;
        this.answers = new Answers(book);
    }

    /** Begins with a phase that is over. */
    Demo after(DemoReport.Phase phase) {
        phases.add(phase);
        return this;
    }

    /** Runs all of it; a check that fails is in the report. */
    DemoReport run(DemoNode node) throws Exception {
        var random = new SplittableRandom(seed);
        timed("start", node::start);
        timed("accounts", () -> createAccounts(node));
        InterruptedPosting.Posted posted = timed("posting and kills", () -> post(node, random.split()));
        phases.add(new DemoReport.Phase("  of it restarting", restartNs(posted)));
        HttpReposting.Reposted reposted = timed("again over HTTP", () -> repost(node, random.split()));
        timed("lookups", () -> lookup(node, posted));
        timed("stop", () -> stop(node));
        JournalAudit audit = timed("journal", () -> audit(node));

        checks.equal("exists_over_http", answers.postings(), reposted.existing(), reposted.findings());
        checks.none("applied_twice", audit.appliedTwice(answers));
        checks.none("journal_disagrees_with_answers", audit.lost(answers));
        return new DemoReport(
                new DemoReport.Source(book.title(), seed, (int) book.customers(), answers.postings()),
                book.currency() + " in " + book.currency().minorUnit(),
                phases,
                posted.kills(),
                posted.restarts(),
                new DemoReport.Resent(recordedUnanswered(), posted.notExecuted()),
                checks);
    }

    private static long restartNs(InterruptedPosting.Posted posted) {
        return posted.restarts().stream().mapToLong(DemoNode.Start::readyNs).sum();
    }

    private <T> T timed(String name, Callable<T> phase) throws Exception {
        long beganNs = System.nanoTime();
        T result = phase.call();
        phases.add(new DemoReport.Phase(name, System.nanoTime() - beganNs));
        return result;
    }

    /** No limit flags: customers have an overdraft, and order within a day is not known. */
    private int createAccounts(DemoNode node) {
        try (Florin client = node.connectBinary()) {
            List<Account> accounts = book.accounts().stream()
                    .map(account -> Account.of(account.id(), book.currency().ledger(), account.code())
                            .withUserData(Transfer.NO_ID, account.number(), 0))
                    .toList();
            for (List<Account> some : Lookups.batches(accounts)) {
                Results results = client.createAccounts(some).join();
                if (!results.isSuccess()) {
                    throw new IllegalStateException("accounts were refused: results=" + results.notCreated());
                }
            }
            return accounts.size();
        }
    }

    private InterruptedPosting.Posted post(DemoNode node, SplittableRandom random)
            throws IOException, InterruptedException {
        try (var line = ProgressLine.start("posting", "transfers", progress)) {
            return new InterruptedPosting(node, book, answers, random).run(KILLS, line);
        }
    }

    private HttpReposting.Reposted repost(DemoNode node, SplittableRandom random) throws InterruptedException {
        try (var line = ProgressLine.start("HTTP", "transfers", progress);
                Florin client = node.connectHttp()) {
            return new HttpReposting(client, answers).run(random, line);
        }
    }

    private boolean stop(DemoNode node) throws IOException, InterruptedException {
        node.stop();
        return true;
    }

    private JournalAudit audit(DemoNode node) throws IOException {
        try (var line = ProgressLine.start("journal", "records", progress)) {
            return journal.read(node.data(), line);
        }
    }

    private Checks lookup(DemoNode node, InterruptedPosting.Posted posted) {
        Lookups.TransfersFound transfers;
        Map<UUID, Book.Sums> accounts;
        try (Florin client = node.connectBinary()) {
            var lookups = new Lookups(client, book, answers);
            transfers = lookups.transfers();
            accounts = lookups.accounts();
        }
        List<String> lost = new ArrayList<>(posted.lost());
        lost.addAll(transfers.lost());

        checks.equal("posted", answers.postings(), answers.posted().size());
        checks.none("refused", answers.refusals());
        checks.none("acknowledged_but_lost", lost);
        checks.equal("kills_with_requests_in_flight", KILLS, posted.kills().size());
        checks.equal("credits_of_customers", count(true), transfers.customerCredits());
        checks.equal("debits_of_customers", count(false), transfers.customerDebits());
        return balances(accounts);
    }

    private long count(boolean isCredit) {
        return book.postings().stream()
                .map(posting -> isCredit ? posting.creditAccountId() : posting.debitAccountId())
                .filter(BookAccount::isCustomer)
                .count();
    }

    private Checks balances(Map<UUID, Book.Sums> found) {
        List<String> unequal = new ArrayList<>();
        Map<Long, Long> customers = new HashMap<>();
        for (BookAccount account : book.accounts()) {
            Book.Sums sums = found.getOrDefault(account.id(), Book.Sums.NONE);
            Book.Sums expected = book.sums().getOrDefault(account.id(), Book.Sums.NONE);
            if (!sums.equals(expected)) unequal.add(account + " should have " + expected + ": found=" + sums);
            if (account.isCustomer()) customers.put(account.number(), sums.balanceMinor());
        }
        long equal = customers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(book.customerBalances().get(entry.getKey())))
                .count();
        Book.Sums all = found.values().stream().reduce(Book.Sums.NONE, Book.Sums::plus);
        long sum = customers.values().stream().reduce(0L, Math::addExact);
        return checks.none("accounts_with_other_sums", unequal)
                .equal("customers_with_the_balance_of_the_source", book.customers(), equal)
                .equal("sum_of_customers_balances", book.customersBalanceMinor(), sum)
                .equal(
                        "debits_equal_credits_of_ledger_" + book.currency().ledger(),
                        all.creditsMinor(),
                        all.debitsMinor());
    }

    /** Transfers of which only a later attempt was answered, by saying that the first had arrived. */
    private long recordedUnanswered() {
        return answers.posted().stream()
                .filter(index -> answers.answer(index)
                        .filter(Answers.Answer::isRecordedBefore)
                        .isPresent())
                .count();
    }
}
