package io.florin.ops.tool.wire;

import io.florin.ops.tool.wire.WireSchema.Field;
import io.florin.ops.tool.wire.WireSchema.Message;
import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Goes through bytes frame by frame and field by field. */
final class FrameFields {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int MAGIC = 8;
    private static final int VERSION = 10;
    private static final int FLAGS = 11;
    private static final int ZERO = 12;
    private static final int BLOCK_LENGTH = 16;
    private static final int TEMPLATE = 18;
    private static final int SCHEMA = 20;
    private static final int SCHEMA_VERSION = 22;
    private static final int GROUP_HEADER = 4;
    private static final int SHOWN_OF_KEY = 16;

    private final WireSchema schema;
    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final Told told;
    private int frames;
    private int badFrames;

    /** Hears of every field. */
    @FunctionalInterface
    interface Told {

        /** Frame by number from 1, and where in the bytes the field begins. */
        void field(int frame, int offset, String name, String value, String meaning);
    }

    FrameFields(WireSchema schema, byte[] bytes, Told told) {
        this.schema = schema;
        this.bytes = bytes;
        this.buffer = new UnsafeBuffer(bytes);
        this.told = told;
    }

    /** Tells all frames; how many of them are bad. */
    int tell() {
        int offset = 0;
        while (offset < bytes.length) {
            frames++;
            Optional<String> end = lengthFault(offset);
            if (end.isPresent()) {
                bad(offset, end.get() + ": nothing behind it can be read");
                return badFrames;
            }
            int length = buffer.getInt(offset, ORDER);
            Optional<String> fault = envelopeFault(offset, length);
            if (fault.isPresent()) bad(offset, fault.get());
            else message(offset, length);
            offset += length;
        }
        return badFrames;
    }

    private void bad(int offset, String reason) {
        badFrames++;
        told.field(frames, offset, "bad frame", reason, "");
    }

    private Optional<String> lengthFault(int offset) {
        int available = bytes.length - offset;
        if (available < Integer.BYTES) return Optional.of("ends after " + available + " bytes of its length");
        int length = buffer.getInt(offset, ORDER);
        if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX || length % Frames.ALIGNMENT != 0) {
            return Optional.of(
                    "its length is a multiple of 8 from 24 to 1048576, not " + Integer.toUnsignedString(length));
        }
        if (length > available) return Optional.of("ends after " + available + " of " + length + " bytes");
        return Optional.empty();
    }

    private Optional<String> envelopeFault(int offset, int length) {
        if (uint16(offset + MAGIC) != Frames.MAGIC) {
            return Optional.of("has 'FL' at byte 8, not " + hex(offset + MAGIC, 2));
        }
        if (bytes[offset + VERSION] != Frames.VERSION) {
            return Optional.of("frame version " + (bytes[offset + VERSION] & 0xFF) + " is not spoken here, only 1");
        }
        if (bytes[offset + FLAGS] != 0 || buffer.getInt(offset + ZERO) != 0) {
            return Optional.of("flags and the reserved bytes of a frame header are 0");
        }
        int crc = new Crc32c().of(bytes, offset + Frames.CRC_FROM, length - Frames.CRC_FROM);
        if (crc != buffer.getInt(offset + Integer.BYTES, ORDER)) {
            return Optional.of("the CRC-32C of bytes 8 to the end is %08x, the frame says %08x"
                    .formatted(crc, buffer.getInt(offset + Integer.BYTES, ORDER)));
        }
        if (uint16(offset + SCHEMA) != 1) return Optional.of("schema id " + uint16(offset + SCHEMA) + " is not 1");
        int version = uint16(offset + SCHEMA_VERSION);
        if (version != SessionFrames.VERSION) {
            return Optional.of("schema version " + version + " is not spoken here, only " + SessionFrames.VERSION);
        }
        Optional<Message> message = schema.message(uint16(offset + TEMPLATE));
        if (message.isEmpty()) return Optional.of("no message has template " + uint16(offset + TEMPLATE));
        return shapeFault(message.get(), offset, length);
    }

    private Optional<String> shapeFault(Message message, int offset, int length) {
        int blockLength = uint16(offset + BLOCK_LENGTH);
        if (blockLength != message.blockLength()) {
            return Optional.of("the root block of " + message.name() + " has " + message.blockLength() + " bytes, not "
                    + blockLength);
        }
        int end = Frames.BLOCK_OFFSET + blockLength;
        if (!message.rows().isEmpty()) {
            if (end + GROUP_HEADER > length) return Optional.of("ends within the head of its rows");
            int rowLength = uint16(offset + end);
            if (rowLength != message.rowLength()) {
                return Optional.of(
                        "a row of " + message.name() + " has " + message.rowLength() + " bytes, not " + rowLength);
            }
            end += GROUP_HEADER + rowLength * uint16(offset + end + Short.BYTES);
        }
        for (Field text : message.texts()) {
            if (end + Integer.BYTES > length) return Optional.of("ends before " + text.name());
            long textLength = Integer.toUnsignedLong(buffer.getInt(offset + end, ORDER));
            if (textLength > SessionFrames.TEXT_LENGTH_MAX) {
                return Optional.of(text.name() + " has at most 512 bytes, not " + textLength);
            }
            end += Integer.BYTES + (int) textLength;
        }
        if (Frames.aligned(end) == length) return Optional.empty();
        return Optional.of("rows and texts take " + Frames.aligned(end) + " bytes, the frame has " + length);
    }

    private void message(int offset, int length) {
        Message message = schema.message(uint16(offset + TEMPLATE)).orElseThrow();
        told.field(frames, offset, message.name(), length + " bytes", "template " + message.templateId());
        int at = offset + Frames.BLOCK_OFFSET;
        fields(message.block(), at, "");
        at += message.blockLength();
        if (!message.rows().isEmpty()) {
            int rows = uint16(at + Short.BYTES);
            told.field(frames, at, "rows", Integer.toString(rows), message.rowLength() + " bytes each");
            at += GROUP_HEADER;
            for (int i = 0; i < rows; i++) {
                fields(message.rows(), at, "rows[" + i + "].");
                at += message.rowLength();
            }
        }
        for (Field text : message.texts()) {
            int textLength = buffer.getInt(at, ORDER);
            String value = new String(bytes, at + Integer.BYTES, textLength, StandardCharsets.US_ASCII);
            told.field(frames, at, text.name(), shown(text.name(), value), text.meaning());
            at += Integer.BYTES + textLength;
        }
    }

    /** A capture may be handed on: of a key only the part is shown that names it. */
    private static String shown(String name, String value) {
        boolean isSecret = name.equals("key") && value.length() > SHOWN_OF_KEY;
        return isSecret ? value.substring(0, SHOWN_OF_KEY) + "…" : value;
    }

    private void fields(List<Field> fields, int block, String prefix) {
        for (Field field : fields) {
            int at = block + field.offset();
            told.field(frames, at, prefix + field.name(), value(field, at), field.meaning());
        }
    }

    private String value(Field field, int at) {
        if (field.count() > 1) return hex(at, field.length());
        long number =
                switch (field.kind()) {
                    case UINT8 -> bytes[at] & 0xFF;
                    case UINT16 -> uint16(at);
                    case UINT32 -> Integer.toUnsignedLong(buffer.getInt(at, ORDER));
                    case UINT64, INT64, ID -> buffer.getLong(at, ORDER);
                };
        return switch (field.kind()) {
            case ID -> new UUID(number, buffer.getLong(at + Long.BYTES, ORDER)).toString();
            case UINT64 -> Long.toUnsignedString(number);
            default -> {
                String name = field.names().get(number);
                yield name == null ? Long.toString(number) : number + " " + name;
            }
        };
    }

    private int uint16(int at) {
        return buffer.getShort(at, ORDER) & 0xFFFF;
    }

    private String hex(int at, int length) {
        return HexFormat.of().formatHex(bytes, at, at + length);
    }
}
