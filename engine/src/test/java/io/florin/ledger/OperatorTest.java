package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Genesis, grants, capacities, feature level, days, and the hash in each pulse. */
class OperatorTest {
    private static final long TELLER = 5;

    private final Host host = Host.started(Host.genesis().grantsMax(2).accountsMax(3));

    private static void assertResult(AdminResult expected, int code) {
        assertEquals(expected.code(), code, expected.label());
    }

    @ParameterizedTest
    @CsvSource({
        "accountsMax, 0, 'must be from 1 to 268435456: accountsMax=0'",
        "transfersMax, 268435457, 'must be from 1 to 268435456: transfersMax=268435457'",
        "windowNs, 999999999, 'must be from 1000000000 to 2678400000000000: windowNs=999999999'",
        "repliesMax, -1, 'must be from 0 to 67108864: repliesMax=-1'",
        "replyRowsMax, -1, 'must be from 0 to 134217728: replyRowsMax=-1'",
        "grantsMax, 0, 'must be from 1 to 1048576: grantsMax=0'",
        "idPolicy, 2, 'must be from 0 to 1: idPolicy=2'",
    })
    void genesisSaysWhatWouldBeRight(String name, long value, String message) {
        GenesisCommand genesis = Host.genesis();
        switch (name) {
            case "accountsMax" -> genesis.accountsMax(value);
            case "transfersMax" -> genesis.transfersMax(value);
            case "windowNs" -> genesis.windowNs(value);
            case "repliesMax" -> genesis.repliesMax(value);
            case "replyRowsMax" -> genesis.replyRowsMax(value);
            case "grantsMax" -> genesis.grantsMax(value);
            case "idPolicy" -> genesis.idPolicy((int) value);
            default -> throw new AssertionError(name);
        }
        var ledger = new Ledger();
        var thrown = assertThrows(IllegalArgumentException.class, () -> ledger.decide(1, 1, genesis));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void nothingComesBeforeGenesis() {
        var ledger = new Ledger();
        assertThrows(IllegalStateException.class, () -> ledger.pulse(2, 1));
        assertThrows(IllegalStateException.class, () -> ledger.decide(2, 1, Host.genesis()));
    }

    @Test
    void grantsInTheOrderOfTheirRefusals() {
        var grant = new GrantCommand().principal(0).ledger(Host.EUR).rights(8);
        host.as(TELLER);
        new Steps<GrantCommand, Integer>(grant)
                .step(AdminResult.NOT_GRANTED.code(), g -> host.as(Operator.LOCAL))
                .step(AdminResult.RESERVED_FLAG.code(), g -> g.principal(TELLER))
                .step(AdminResult.RESERVED_FLAG.code(), g -> g.rights(GrantTable.ADMIN))
                .step(AdminResult.APPLIED.code(), g -> g.ledger(Host.USD))
                .step(AdminResult.GRANTS_FULL.code(), g -> g.ledger(Host.EUR).rights(0))
                .step(AdminResult.APPLIED.code(), g -> g.ledger(Host.USD).rights(GrantTable.READ))
                .walk(host::decide, AdminResult.APPLIED.code());
    }

    @Test
    void anAdministratorOfOneLedgerGrantsThereOnly() {
        host.decide(new CapacitiesCommand().grantsMax(10));
        host.decide(new GrantCommand().principal(TELLER).ledger(Host.EUR).rights(GrantTable.ADMIN));
        host.as(TELLER);
        assertResult(
                AdminResult.APPLIED,
                host.decide(new GrantCommand().principal(6).ledger(Host.EUR).rights(1)));
        assertResult(
                AdminResult.NOT_GRANTED,
                host.decide(new GrantCommand().principal(6).ledger(Host.USD).rights(1)));
        assertResult(
                AdminResult.NOT_GRANTED,
                host.decide(new GrantCommand().principal(6).ledger(0).rights(1)));
        assertResult(AdminResult.NOT_GRANTED, host.decide(new CapacitiesCommand().grantsMax(11)));
        assertResult(AdminResult.NOT_GRANTED, host.decideFeatureLevel(9));
        host.as(0);
        assertResult(AdminResult.APPLIED, host.decideFeatureLevel(9));
    }

    @Test
    void capacitiesGrowOnly() {
        host.accounts(3);
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(4)));
        assertResult(AdminResult.CAPACITY_OUT_OF_RANGE, host.decide(new CapacitiesCommand().accountsMax(2)));
        assertResult(
                AdminResult.CAPACITY_OUT_OF_RANGE,
                host.decide(new CapacitiesCommand().accountsMax(9).grantsMax(1)));
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(4)));
        assertResult(AdminResult.APPLIED, host.decide(new CapacitiesCommand().accountsMax(5)));
        assertEquals(CreateAccountResult.CREATED, host.decide(Host.account(4)));
        assertResult(AdminResult.APPLIED, host.decide(new CapacitiesCommand().accountsMax(6)));
        assertEquals(CreateAccountResult.CREATED, host.decide(Host.account(5)));
        assertEquals(CreateAccountResult.CREATED, host.decide(Host.account(6)));
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(7)));
        for (int i = 1; i <= 6; i++) assertEquals(CreateAccountResult.EXISTS, host.decide(Host.account(i)));
        assertEquals(CreateTransferResult.CREATED, host.decide(host.transfer(2, 6, 5)));
        assertEquals(5, host.view(6).creditsPostedMinor());
        host.restart();
        assertEquals(5, host.view(6).creditsPostedMinor());
        assertEquals(CreateAccountResult.ACCOUNTS_FULL, host.decide(Host.account(7)));
    }

    @Test
    void theFeatureLevelNeverFalls() {
        assertResult(AdminResult.APPLIED, host.decideFeatureLevel(3));
        assertResult(AdminResult.FEATURE_LEVEL_OUT_OF_RANGE, host.decideFeatureLevel(2));
        assertResult(AdminResult.APPLIED, host.decideFeatureLevel(3));
        assertEquals(3, host.ledger.featureLevel());
    }

    @Test
    void daysInTheOrderOfTheirRefusals() {
        host.accounts(1);
        host.timeNs = Instant.parse("2027-01-20T09:59:59.5Z").getEpochSecond() * Durations.NS_PER_SECOND;
        var day = new CloseDayCommand().ledger(Host.EUR + 1_000).date(2027_02_29);
        host.as(TELLER);
        new Steps<CloseDayCommand, Integer>(day)
                .step(AdminResult.NOT_GRANTED.code(), d -> host.as(Operator.LOCAL))
                .step(AdminResult.DATE_OUT_OF_RANGE.code(), d -> d.date(2027_01_21))
                .step(AdminResult.DATE_IN_FUTURE.code(), d -> d.date(2027_01_20))
                .step(AdminResult.LEDGER_NOT_FOUND.code(), d -> d.ledger(Host.EUR))
                .walk(host::decide, AdminResult.APPLIED.code());
        host.restart();
        assertResult(AdminResult.DAY_ALREADY_CLOSED, host.decide(day));
        assertResult(AdminResult.DAY_ALREADY_CLOSED, host.decide(day.date(2027_01_19)));
        assertResult(AdminResult.DAY_ALREADY_CLOSED, host.decide(day.ledger(0).date(2027_01_20)));
        assertResult(AdminResult.DATE_IN_FUTURE, host.decide(day.date(2027_01_21)));
        host.timeNs = Instant.parse("2027-01-20T10:00:00Z").getEpochSecond() * Durations.NS_PER_SECOND;
        assertResult(AdminResult.APPLIED, host.decide(day)); // on Kiritimati it is the 21st
        assertResult(AdminResult.DAY_ALREADY_CLOSED, host.decide(day.ledger(Host.EUR)));
    }

    @Test
    void aDayThatIsNotClosedLeavesTheStateAsItWas() {
        host.accounts(1);
        long before = host.stateHashInAFreshSecond();
        assertResult(
                AdminResult.LEDGER_NOT_FOUND,
                host.decide(new CloseDayCommand().ledger(5).date(1970_01_01)));
        assertResult(AdminResult.DATE_OUT_OF_RANGE, host.decide(new CloseDayCommand().ledger(Host.EUR)));
        assertEquals(before, host.ledger.stateHash());
        assertResult(
                AdminResult.APPLIED,
                host.decide(new CloseDayCommand().ledger(Host.EUR).date(1970_01_01)));
        assertNotEquals(before, host.ledger.stateHash());
    }

    /** Every day that a time stamp can name, the 400 years that the calendar repeats, and what lies between days. */
    @Test
    void theCalendarIsThatOfTheJdk() {
        LocalDate day = LocalDate.of(1970, 1, 1);
        for (; day.getYear() < 2_262; day = day.plusDays(1)) {
            int date = Math.toIntExact(day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth());
            assertTrue(CalendarDate.isDay(date), day::toString);
            long midnightNs = day.toEpochDay() * 86_400 * Durations.NS_PER_SECOND;
            long firstNs = midnightNs - 14 * 3_600 * Durations.NS_PER_SECOND;
            assertEquals(date, CalendarDate.latest(firstNs), day::toString);
            assertTrue(CalendarDate.latest(firstNs - 1) < date, day::toString);
        }
        int days = 0;
        for (int date = 1_600_00_00; date < 1_600_00_00 + 400; date++) days += CalendarDate.isDay(date) ? 1 : 0;
        assertEquals(0, days, "before 1970");
        for (int date = 2_000_00_00; date < 2_400_00_00; date++) days += CalendarDate.isDay(date) ? 1 : 0;
        assertEquals(146_097, days);
        assertFalse(CalendarDate.isDay(10_000_01_01));
        assertFalse(CalendarDate.isDay(-1));
    }

    @Test
    void internalCommandsNeedNoRequest() {
        Ledger ledger = host.ledger;
        assertEquals(0, ledger.pulse(host.sequence + 1, host.timeNs + 1));
        assertEquals(
                0,
                ledger.decide(
                        host.sequence + 2,
                        host.timeNs + 2,
                        new GrantCommand().principal(3).rights(1)));
        assertEquals(host.timeNs + 2, ledger.resultTimestampNs());
    }

    @Test
    void roundAndRoundEveryAccountIsHashed() {
        Host many = Host.started(Host.genesis().accountsMax(10_000));
        many.pulse();
        assertEquals(0, many.ledger.hashedRows());
        AccountCommand[] accounts = new AccountCommand[5_000];
        for (int i = 0; i < accounts.length; i++) accounts[i] = Host.account(i + 1);
        many.decideAll(accounts);
        long[] hashes = new long[2];
        for (int round = 0; round < 2; round++) {
            many.pulse();
            assertEquals(0, many.ledger.hashedFirstRow());
            assertEquals(4_096, many.ledger.hashedRows());
            if (round > 0) assertEquals(hashes[0], many.ledger.hashedRowsHash());
            hashes[0] = many.ledger.hashedRowsHash();
            many.restart();
            many.pulse();
            assertEquals(4_096, many.ledger.hashedFirstRow());
            assertEquals(904, many.ledger.hashedRows());
            if (round > 0) assertNotEquals(hashes[1], many.ledger.hashedRowsHash());
            hashes[1] = many.ledger.hashedRowsHash();
            many.decide(many.transfer(4_999, 5_000, 1));
        }
    }

    /** Recorded in every journal: another value needs another feature level. */
    @Test
    void theHashIsFrozen() {
        Host one = Host.started();
        one.decide(
                Host.account(1).flags(AccountFlags.IMPORTED).timestampNs(1_000).userData64(-1));
        one.pulse();
        assertEquals(
                0x23ca01e02220580bL, one.ledger.hashedRowsHash(), () -> Long.toHexString(one.ledger.hashedRowsHash()));
    }
}
