package io.florin.bench.load;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Finds where HTTP answers end, and their status; nothing else of a head is read. One thread. */
final class HttpAnswers {
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
    private static final int STATUS_LENGTH = 3;
    private static final int END_OF_HEAD = '\r' | '\n' << 8 | '\r' << 16 | '\n' << 24;
    private static final byte[] LENGTH_NAME = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private int headLength;

    /** Bytes of the answer at the offset, or 0 if some are missing. */
    int length(UnsafeBuffer bytes, int offset, int available) {
        int head = headLength(bytes, offset, available);
        if (head == 0) return 0;
        int length = head + contentLength(bytes, offset, head);
        return available < length ? 0 : length;
    }

    /** Of the head of the answer that was whole last. */
    int headLength() {
        return headLength;
    }

    boolean isStatus(UnsafeBuffer bytes, int offset, int status) {
        return bytes.parseNaturalIntAscii(offset + STATUS_OFFSET, STATUS_LENGTH) == status;
    }

    /** Answers are nearly all as long as the one before, so that is looked at first. */
    private int headLength(UnsafeBuffer bytes, int offset, int available) {
        if (headLength > 0 && isEndOfHead(bytes, offset, headLength, available)) return headLength;
        for (int length = Integer.BYTES; length <= available; length++) {
            if (isEndOfHead(bytes, offset, length, available)) {
                headLength = length;
                return length;
            }
        }
        return 0;
    }

    private static boolean isEndOfHead(UnsafeBuffer bytes, int offset, int length, int available) {
        return length <= available
                && bytes.getInt(offset + length - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) == END_OF_HEAD;
    }

    private static int contentLength(UnsafeBuffer bytes, int offset, int head) {
        for (int i = STATUS_OFFSET; i < head - LENGTH_NAME.length; i++) {
            if (bytes.getByte(offset + i) == '\n' && isLengthName(bytes, offset + i)) {
                return number(bytes, offset + i + LENGTH_NAME.length);
            }
        }
        throw new LoadFailedException(
                "an answer without Content-Length: " + bytes.getStringWithoutLengthAscii(offset, head));
    }

    private static boolean isLengthName(UnsafeBuffer bytes, int at) {
        for (int i = 1; i < LENGTH_NAME.length; i++) {
            int letter = bytes.getByte(at + i);
            if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
            if (letter != LENGTH_NAME[i]) return false;
        }
        return true;
    }

    private static int number(UnsafeBuffer bytes, int offset) {
        int at = offset;
        while (bytes.getByte(at) == ' ') at++;
        int number = 0;
        while (bytes.getByte(at) >= '0' && bytes.getByte(at) <= '9') {
            number = number * 10 + bytes.getByte(at) - '0';
            at++;
        }
        return number;
    }
}
