package io.florin.ledger;

/**
 * What became of a transfer's id; filled again by each lookup. Of an id that was not created only id, outcome and
 * status mean something.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class TransferView {
    private long idHigh;
    private long idLow;
    private long debitAccountIdHigh;
    private long debitAccountIdLow;
    private long creditAccountIdHigh;
    private long creditAccountIdLow;
    private long pendingIdHigh;
    private long pendingIdLow;
    private long userData128High;
    private long userData128Low;
    private long userData64;
    private int userData32;
    private long amountMinor;
    private long timestampNs;
    private int timeoutSeconds;
    private int ledger;
    private int code;
    private int flags;
    private int outcome;
    private int pendingStatus;
    private int status;

    public long idHigh() {
        return idHigh;
    }

    public TransferView idHigh(long value) {
        idHigh = value;
        return this;
    }

    public long idLow() {
        return idLow;
    }

    public TransferView idLow(long value) {
        idLow = value;
        return this;
    }

    public long debitAccountIdHigh() {
        return debitAccountIdHigh;
    }

    public TransferView debitAccountIdHigh(long value) {
        debitAccountIdHigh = value;
        return this;
    }

    public long debitAccountIdLow() {
        return debitAccountIdLow;
    }

    public TransferView debitAccountIdLow(long value) {
        debitAccountIdLow = value;
        return this;
    }

    public long creditAccountIdHigh() {
        return creditAccountIdHigh;
    }

    public TransferView creditAccountIdHigh(long value) {
        creditAccountIdHigh = value;
        return this;
    }

    public long creditAccountIdLow() {
        return creditAccountIdLow;
    }

    public TransferView creditAccountIdLow(long value) {
        creditAccountIdLow = value;
        return this;
    }

    public long pendingIdHigh() {
        return pendingIdHigh;
    }

    public TransferView pendingIdHigh(long value) {
        pendingIdHigh = value;
        return this;
    }

    public long pendingIdLow() {
        return pendingIdLow;
    }

    public TransferView pendingIdLow(long value) {
        pendingIdLow = value;
        return this;
    }

    public long userData128High() {
        return userData128High;
    }

    public TransferView userData128High(long value) {
        userData128High = value;
        return this;
    }

    public long userData128Low() {
        return userData128Low;
    }

    public TransferView userData128Low(long value) {
        userData128Low = value;
        return this;
    }

    public long userData64() {
        return userData64;
    }

    public TransferView userData64(long value) {
        userData64 = value;
        return this;
    }

    public int userData32() {
        return userData32;
    }

    public TransferView userData32(int value) {
        userData32 = value;
        return this;
    }

    public long amountMinor() {
        return amountMinor;
    }

    public TransferView amountMinor(long value) {
        amountMinor = value;
        return this;
    }

    public long timestampNs() {
        return timestampNs;
    }

    public TransferView timestampNs(long value) {
        timestampNs = value;
        return this;
    }

    public int timeoutSeconds() {
        return timeoutSeconds;
    }

    public TransferView timeoutSeconds(int value) {
        timeoutSeconds = value;
        return this;
    }

    public int ledger() {
        return ledger;
    }

    public TransferView ledger(int value) {
        ledger = value;
        return this;
    }

    public int code() {
        return code;
    }

    public TransferView code(int value) {
        code = value;
        return this;
    }

    public int flags() {
        return flags;
    }

    public TransferView flags(int value) {
        flags = value;
        return this;
    }

    /** 0 unknown, 1 created, 2 refused and burnt, 3 too old to know. */
    public int outcome() {
        return outcome;
    }

    public TransferView outcome(int value) {
        outcome = value;
        return this;
    }

    /** 0 none, 1 pending, 2 posted, 3 voided, 4 expired. */
    public int pendingStatus() {
        return pendingStatus;
    }

    public TransferView pendingStatus(int value) {
        pendingStatus = value;
        return this;
    }

    /** The refusal that burnt the id. */
    public int status() {
        return status;
    }

    public TransferView status(int value) {
        status = value;
        return this;
    }

    /** Back to empty. */
    void clear() {
        idHigh = 0;
        idLow = 0;
        debitAccountIdHigh = 0;
        debitAccountIdLow = 0;
        creditAccountIdHigh = 0;
        creditAccountIdLow = 0;
        pendingIdHigh = 0;
        pendingIdLow = 0;
        userData128High = 0;
        userData128Low = 0;
        userData64 = 0;
        userData32 = 0;
        amountMinor = 0;
        timestampNs = 0;
        timeoutSeconds = 0;
        ledger = 0;
        code = 0;
        flags = 0;
        outcome = 0;
        pendingStatus = 0;
        status = 0;
    }
}
