package io.florin.ledger;

/**
 * An account as a lookup found it; filled again by each lookup.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class AccountView {
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

    public AccountView idHigh(long value) {
        idHigh = value;
        return this;
    }

    public long idLow() {
        return idLow;
    }

    public AccountView idLow(long value) {
        idLow = value;
        return this;
    }

    public long debitsPendingMinor() {
        return debitsPendingMinor;
    }

    public AccountView debitsPendingMinor(long value) {
        debitsPendingMinor = value;
        return this;
    }

    public long debitsPostedMinor() {
        return debitsPostedMinor;
    }

    public AccountView debitsPostedMinor(long value) {
        debitsPostedMinor = value;
        return this;
    }

    public long creditsPendingMinor() {
        return creditsPendingMinor;
    }

    public AccountView creditsPendingMinor(long value) {
        creditsPendingMinor = value;
        return this;
    }

    public long creditsPostedMinor() {
        return creditsPostedMinor;
    }

    public AccountView creditsPostedMinor(long value) {
        creditsPostedMinor = value;
        return this;
    }

    public long userData128High() {
        return userData128High;
    }

    public AccountView userData128High(long value) {
        userData128High = value;
        return this;
    }

    public long userData128Low() {
        return userData128Low;
    }

    public AccountView userData128Low(long value) {
        userData128Low = value;
        return this;
    }

    public long userData64() {
        return userData64;
    }

    public AccountView userData64(long value) {
        userData64 = value;
        return this;
    }

    public int userData32() {
        return userData32;
    }

    public AccountView userData32(int value) {
        userData32 = value;
        return this;
    }

    public long timestampNs() {
        return timestampNs;
    }

    public AccountView timestampNs(long value) {
        timestampNs = value;
        return this;
    }

    public int ledger() {
        return ledger;
    }

    public AccountView ledger(int value) {
        ledger = value;
        return this;
    }

    public int code() {
        return code;
    }

    public AccountView code(int value) {
        code = value;
        return this;
    }

    public int flags() {
        return flags;
    }

    public AccountView flags(int value) {
        flags = value;
        return this;
    }

    public long debitAllowanceMinor() {
        return debitAllowanceMinor;
    }

    public AccountView debitAllowanceMinor(long value) {
        debitAllowanceMinor = value;
        return this;
    }

    public long creditAllowanceMinor() {
        return creditAllowanceMinor;
    }

    public AccountView creditAllowanceMinor(long value) {
        creditAllowanceMinor = value;
        return this;
    }

    public int limitsVersion() {
        return limitsVersion;
    }

    public AccountView limitsVersion(int value) {
        limitsVersion = value;
        return this;
    }

    public int frozen() {
        return frozen;
    }

    public AccountView frozen(int value) {
        frozen = value;
        return this;
    }

    public int reason() {
        return reason;
    }

    public AccountView reason(int value) {
        reason = value;
        return this;
    }

    /** Back to empty. */
    void clear() {
        idHigh = 0;
        idLow = 0;
        debitsPendingMinor = 0;
        debitsPostedMinor = 0;
        creditsPendingMinor = 0;
        creditsPostedMinor = 0;
        userData128High = 0;
        userData128Low = 0;
        userData64 = 0;
        userData32 = 0;
        timestampNs = 0;
        ledger = 0;
        code = 0;
        flags = 0;
        debitAllowanceMinor = 0;
        creditAllowanceMinor = 0;
        limitsVersion = 0;
        frozen = 0;
        reason = 0;
    }
}
