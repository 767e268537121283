package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A batch whose events come one a line, read as it comes in: an event is read when its line is here, so whatever is
 * wrong with it is said before the rest is sent, and of the text no more than one line is kept. Nothing is done before
 * the last line is here. One request's; event loop only.
 */
final class ArrivingLines {
    private static final int LINE_CAPACITY = 512;
    private static final int ROWS_CAPACITY = 16 * 1024;

    private final BodyReader bodies;
    private final EventReader reader;
    private final BodyDigest digest;
    private final int lineLengthMax;
    private final MutableDirectBuffer rows = new ExpandableArrayBuffer(ROWS_CAPACITY);

    private byte[] line = new byte[LINE_CAPACITY];
    private int lineLength;
    private int lines;
    private int events;

    /** What was signed of the body is held against it; a line may be as long as the body of a single object. */
    ArrivingLines(BodyReader bodies, EventReader reader, BodyDigest digest, int lineLengthMax) {
        this.bodies = bodies;
        this.reader = reader;
        this.digest = digest;
        this.lineLengthMax = lineLengthMax;
    }

    /**
     * Reads the events that these bytes complete.
     *
     * @throws RequestFault if one of them is wrong; it names the line.
     */
    void take(ByteBuf content) {
        digest.update(content);
        while (content.isReadable()) {
            int length = content.bytesBefore((byte) '\n');
            append(content, length < 0 ? content.readableBytes() : length);
            if (length < 0) return;
            content.skipBytes(1);
            readLine();
        }
    }

    private void append(ByteBuf content, int length) {
        if (length > lineLengthMax - lineLength) {
            throw RequestFault.of("body_too_large", "a line has at most " + lineLengthMax + " bytes")
                    .onLine(lines + 1);
        }
        int end = lineLength + length;
        if (end > line.length) line = Arrays.copyOf(line, Math.max(end, 2 * line.length));
        content.readBytes(line, lineLength, length);
        lineLength = end;
    }

    private void readLine() {
        lines++;
        if (bodies.readLine(reader, line, lineLength, rows, events, lines)) events++;
        lineLength = 0;
    }

    /**
     * The last line is here, with a line feed behind it or without: how many events there are.
     *
     * @throws RequestFault if there are none, or the whole is not what was signed.
     */
    int end() {
        digest.requireSame();
        if (lineLength > 0) readLine();
        if (events == 0) throw BodyReader.nothing();
        return events;
    }

    /** What the events have become. */
    MutableDirectBuffer rows() {
        return rows;
    }
}
