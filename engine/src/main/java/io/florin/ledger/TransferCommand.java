package io.florin.ledger;

/**
 * One event of {@code create_transfers}, as the client sent it (LEDGER.md, section 2).
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class TransferCommand {
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

    public long idHigh() {
        return idHigh;
    }

    public TransferCommand idHigh(long value) {
        idHigh = value;
        return this;
    }

    public long idLow() {
        return idLow;
    }

    public TransferCommand idLow(long value) {
        idLow = value;
        return this;
    }

    public long debitAccountIdHigh() {
        return debitAccountIdHigh;
    }

    public TransferCommand debitAccountIdHigh(long value) {
        debitAccountIdHigh = value;
        return this;
    }

    public long debitAccountIdLow() {
        return debitAccountIdLow;
    }

    public TransferCommand debitAccountIdLow(long value) {
        debitAccountIdLow = value;
        return this;
    }

    public long creditAccountIdHigh() {
        return creditAccountIdHigh;
    }

    public TransferCommand creditAccountIdHigh(long value) {
        creditAccountIdHigh = value;
        return this;
    }

    public long creditAccountIdLow() {
        return creditAccountIdLow;
    }

    public TransferCommand creditAccountIdLow(long value) {
        creditAccountIdLow = value;
        return this;
    }

    /** The pending transfer that a post or void resolves; 0 and 0 otherwise. */
    public long pendingIdHigh() {
        return pendingIdHigh;
    }

    public TransferCommand pendingIdHigh(long value) {
        pendingIdHigh = value;
        return this;
    }

    public long pendingIdLow() {
        return pendingIdLow;
    }

    public TransferCommand pendingIdLow(long value) {
        pendingIdLow = value;
        return this;
    }

    public long userData128High() {
        return userData128High;
    }

    public TransferCommand userData128High(long value) {
        userData128High = value;
        return this;
    }

    public long userData128Low() {
        return userData128Low;
    }

    public TransferCommand userData128Low(long value) {
        userData128Low = value;
        return this;
    }

    public long userData64() {
        return userData64;
    }

    public TransferCommand userData64(long value) {
        userData64 = value;
        return this;
    }

    public int userData32() {
        return userData32;
    }

    public TransferCommand userData32(int value) {
        userData32 = value;
        return this;
    }

    /** Minor units; {@code Long.MAX_VALUE} is AMOUNT_MAX, a negative one is refused. */
    public long amountMinor() {
        return amountMinor;
    }

    public TransferCommand amountMinor(long value) {
        amountMinor = value;
        return this;
    }

    /** 0 unless imported: ns since the epoch. */
    public long timestampNs() {
        return timestampNs;
    }

    public TransferCommand timestampNs(long value) {
        timestampNs = value;
        return this;
    }

    /** Unsigned. */
    public int timeoutSeconds() {
        return timeoutSeconds;
    }

    public TransferCommand timeoutSeconds(int value) {
        timeoutSeconds = value;
        return this;
    }

    /** Unsigned. */
    public int ledger() {
        return ledger;
    }

    public TransferCommand ledger(int value) {
        ledger = value;
        return this;
    }

    /** 0 to 65,535. */
    public int code() {
        return code;
    }

    public TransferCommand code(int value) {
        code = value;
        return this;
    }

    /** {@link TransferFlags}. */
    public int flags() {
        return flags;
    }

    public TransferCommand flags(int value) {
        flags = value;
        return this;
    }
}
