package io.florin.projection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Rows in the form of PostgreSQL's binary COPY, big-endian. Memory grows to the largest transaction and is used again.
 * One thread.
 *
 * <pre>
 *   "PGCOPY\n" 0xff "\r\n" 0x00 | flags i32 = 0 | extension i32 = 0
 *   row: fields i16, then for each: length i32 (-1 for none), bytes
 *   end: -1 i16
 * </pre>
 */
final class CopyRows {
    private static final byte[] HEAD = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] END = {(byte) 0xff, (byte) 0xff};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIELD_MAX = 24;
    private static final int UUID_LENGTH = 16;
    private static final int NONE = -1;
    private static final int CAPACITY = 1 << 16;

    /** PostgreSQL counts microseconds, and days, from the year 2000. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final long EPOCH_DAYS = 10_957;

    private byte[] bytes = new byte[CAPACITY];
    private int length;
    private long rows;

    /** What stands before the first row of a COPY. */
    static byte[] head() {
        return HEAD.clone();
    }

    /** What stands behind the last row of a COPY. */
    static byte[] end() {
        return END.clone();
    }

    /** A time stamp as PostgreSQL keeps it: what is below a microsecond is cut off. */
    static long micros(long epochNs) {
        return Math.floorDiv(epochNs, 1_000) - EPOCH_MICROS;
    }

    CopyRows begin(int fields) {
        reserve(FIELD_MAX);
        SHORT.set(bytes, length, (short) fields);
        length += Short.BYTES;
        rows++;
        return this;
    }

    CopyRows int8(long value) {
        reserve(FIELD_MAX);
        INT.set(bytes, length, Long.BYTES);
        LONG.set(bytes, length + Integer.BYTES, value);
        length += Integer.BYTES + Long.BYTES;
        return this;
    }

    /** Zero stands for none. */
    CopyRows int8OrNone(long value) {
        return value == 0 ? none() : int8(value);
    }

    CopyRows int4(int value) {
        reserve(FIELD_MAX);
        INT.set(bytes, length, Integer.BYTES);
        INT.set(bytes, length + Integer.BYTES, value);
        length += Integer.BYTES + Integer.BYTES;
        return this;
    }

    CopyRows truth(boolean value) {
        reserve(FIELD_MAX);
        INT.set(bytes, length, 1);
        bytes[length + Integer.BYTES] = (byte) (value ? 1 : 0);
        length += Integer.BYTES + 1;
        return this;
    }

    CopyRows uuid(long high, long low) {
        reserve(FIELD_MAX);
        INT.set(bytes, length, UUID_LENGTH);
        LONG.set(bytes, length + Integer.BYTES, high);
        LONG.set(bytes, length + Integer.BYTES + Long.BYTES, low);
        length += Integer.BYTES + UUID_LENGTH;
        return this;
    }

    CopyRows uuid(UUID id) {
        return uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Zero stands for none. */
    CopyRows uuidOrNone(UUID id) {
        return id.getMostSignificantBits() == 0 && id.getLeastSignificantBits() == 0 ? none() : uuid(id);
    }

    CopyRows time(long epochNs) {
        return int8(micros(epochNs));
    }

    CopyRows day(long epochDay) {
        return int4((int) (epochDay - EPOCH_DAYS));
    }

    CopyRows text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte[] value) {
        reserve(Integer.BYTES + value.length);
        INT.set(bytes, length, value.length);
        System.arraycopy(value, 0, bytes, length + Integer.BYTES, value.length);
        length += Integer.BYTES + value.length;
        return this;
    }

    CopyRows none() {
        reserve(FIELD_MAX);
        INT.set(bytes, length, NONE);
        length += Integer.BYTES;
        return this;
    }

    private void reserve(int wanted) {
        if (length + wanted > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + wanted));
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Since the last {@link #clear}. */
    long rows() {
        return rows;
    }

    byte[] array() {
        return bytes;
    }

    /** The bytes went out; the count of rows goes on. */
    void sent() {
        length = 0;
    }

    void clear() {
        length = 0;
        rows = 0;
    }
}
