package io.florin.ledger;

/**
 * One event of {@code create_accounts}, as the client sent it (LEDGER.md, section 1).
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class AccountCommand {
    private long idHigh;
    private long idLow;
    private long debitsPendingMinor;
    private long debitsPostedMinor;
    private long creditsPendingMinor;
    private long creditsPostedMinor;
    private long userData128High;
    private long userData128Low;
    private long userData64;
    private int userData32;
    private long timestampNs;
    private int ledger;
    private int code;
    private int flags;
    private long debitAllowanceMinor;
    private long creditAllowanceMinor;
    private int limitsVersion;
    private int frozen;
    private int reason;

    public long idHigh() {
        return idHigh;
    }

    public AccountCommand idHigh(long value) {
        idHigh = value;
        return this;
    }

    public long idLow() {
        return idLow;
    }

    public AccountCommand idLow(long value) {
        idLow = value;
        return this;
    }

    /** Must be 0, like all four balances. */
    public long debitsPendingMinor() {
        return debitsPendingMinor;
    }

    public AccountCommand debitsPendingMinor(long value) {
        debitsPendingMinor = value;
        return this;
    }

    public long debitsPostedMinor() {
        return debitsPostedMinor;
    }

    public AccountCommand debitsPostedMinor(long value) {
        debitsPostedMinor = value;
        return this;
    }

    public long creditsPendingMinor() {
        return creditsPendingMinor;
    }

    public AccountCommand creditsPendingMinor(long value) {
        creditsPendingMinor = value;
        return this;
    }

    public long creditsPostedMinor() {
        return creditsPostedMinor;
    }

    public AccountCommand creditsPostedMinor(long value) {
        creditsPostedMinor = value;
        return this;
    }

    public long userData128High() {
        return userData128High;
    }

    public AccountCommand userData128High(long value) {
        userData128High = value;
        return this;
    }

    public long userData128Low() {
        return userData128Low;
    }

    public AccountCommand userData128Low(long value) {
        userData128Low = value;
        return this;
    }

    public long userData64() {
        return userData64;
    }

    public AccountCommand userData64(long value) {
        userData64 = value;
        return this;
    }

    public int userData32() {
        return userData32;
    }

    public AccountCommand userData32(int value) {
        userData32 = value;
        return this;
    }

    /** 0 unless imported: ns since the epoch. */
    public long timestampNs() {
        return timestampNs;
    }

    public AccountCommand timestampNs(long value) {
        timestampNs = value;
        return this;
    }

    /** Unsigned. */
    public int ledger() {
        return ledger;
    }

    public AccountCommand ledger(int value) {
        ledger = value;
        return this;
    }

    /** 0 to 65,535. */
    public int code() {
        return code;
    }

    public AccountCommand code(int value) {
        code = value;
        return this;
    }

    /** {@link AccountFlags}. */
    public int flags() {
        return flags;
    }

    public AccountCommand flags(int value) {
        flags = value;
        return this;
    }

    /** Must be 0 at creation, like every field below: see the limits command. */
    public long debitAllowanceMinor() {
        return debitAllowanceMinor;
    }

    public AccountCommand debitAllowanceMinor(long value) {
        debitAllowanceMinor = value;
        return this;
    }

    public long creditAllowanceMinor() {
        return creditAllowanceMinor;
    }

    public AccountCommand creditAllowanceMinor(long value) {
        creditAllowanceMinor = value;
        return this;
    }

    public int limitsVersion() {
        return limitsVersion;
    }

    public AccountCommand limitsVersion(int value) {
        limitsVersion = value;
        return this;
    }

    public int frozen() {
        return frozen;
    }

    public AccountCommand frozen(int value) {
        frozen = value;
        return this;
    }

    public int reason() {
        return reason;
    }

    public AccountCommand reason(int value) {
        reason = value;
        return this;
    }
}
