package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.AccountView;
import io.florin.ledger.scenario.Id;
import java.math.BigInteger;

/** An account of the model: changed only as a copy, which the state then puts in its place. */
final class Account implements Cloneable {
    static final int DEBITS_FROZEN = 1;
    static final int CREDITS_FROZEN = 2;

    final Id id;
    final Id userData128;
    final long userData64;
    final int userData32;
    final int ledger;
    final int code;
    final long timestampNs;
    BigInteger debitsPending = BigInteger.ZERO;
    BigInteger debitsPosted = BigInteger.ZERO;
    BigInteger creditsPending = BigInteger.ZERO;
    BigInteger creditsPosted = BigInteger.ZERO;
    BigInteger debitAllowance;
    BigInteger creditAllowance;
    int flags;
    int limitsVersion;
    int frozen;
    int reason;

    Account(AccountCommand command, long timestampNs) {
        id = new Id(command.idHigh(), command.idLow());
        userData128 = new Id(command.userData128High(), command.userData128Low());
        userData64 = command.userData64();
        userData32 = command.userData32();
        ledger = command.ledger();
        code = command.code();
        flags = command.flags();
        debitAllowance = BigInteger.valueOf(command.debitAllowanceMinor());
        creditAllowance = BigInteger.valueOf(command.creditAllowanceMinor());
        this.timestampNs = timestampNs;
    }

    Account copy() {
        try {
            return (Account) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean isClosed() {
        return has(AccountFlags.CLOSED);
    }

    void closed(boolean closed) {
        flags = closed ? flags | AccountFlags.CLOSED : flags & ~AccountFlags.CLOSED;
    }

    /** Whether one more debit of the amount would leave the credits and the allowance behind; holds count as spent. */
    boolean exceedsCredits(BigInteger amount) {
        return has(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS)
                && debits().add(amount).compareTo(creditsPosted.add(debitAllowance)) > 0;
    }

    boolean exceedsDebits(BigInteger amount) {
        return has(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS)
                && credits().add(amount).compareTo(debitsPosted.add(creditAllowance)) > 0;
    }

    BigInteger debits() {
        return debitsPending.add(debitsPosted);
    }

    BigInteger credits() {
        return creditsPending.add(creditsPosted);
    }

    /** What may still be debited until debits equal credits. */
    BigInteger leftToDebit() {
        return creditsPosted.subtract(debits()).max(BigInteger.ZERO);
    }

    BigInteger leftToCredit() {
        return debitsPosted.subtract(credits()).max(BigInteger.ZERO);
    }

    void show(AccountView view) {
        view.idHigh(id.high()).idLow(id.low());
        view.debitsPendingMinor(debitsPending.longValueExact()).debitsPostedMinor(debitsPosted.longValueExact());
        view.creditsPendingMinor(creditsPending.longValueExact()).creditsPostedMinor(creditsPosted.longValueExact());
        view.userData128High(userData128.high()).userData128Low(userData128.low());
        view.userData64(userData64).userData32(userData32).timestampNs(timestampNs);
        view.ledger(ledger).code(code).flags(flags);
        view.debitAllowanceMinor(debitAllowance.longValueExact());
        view.creditAllowanceMinor(creditAllowance.longValueExact());
        view.limitsVersion(limitsVersion).frozen(frozen).reason(reason);
    }
}
