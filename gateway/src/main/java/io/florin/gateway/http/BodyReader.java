package io.florin.gateway.http;

import io.florin.gateway.LedgerNames;
import io.florin.protocol.Frames;
import java.nio.ByteOrder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads the bodies of requests into rows of SBE. One event loop; its memory is used again. */
final class BodyReader {
    private static final int DEPTH_MAX = 8;
    private static final int NUMBER_LENGTH_MAX = 100;
    private static final int STRING_LENGTH_MAX = 1_024;
    private static final int NAME_LENGTH_MAX = 64;
    private static final String ID_MISSING = "must be given with each event of a batch";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxStringLength(STRING_LENGTH_MAX)
                    .maxNameLength(NAME_LENGTH_MAX)
                    .build())
            .build();

    private final AccountReader accounts;
    private final TransferReader transfers;
    private final TransferReader holds;
    private final TransferReader posts;
    private final TransferReader voids;
    private final LimitsReader limits = new LimitsReader();
    private final StatusReader status = new StatusReader();
    private final GrantReader grants;
    private final CapacitiesReader capacities = new CapacitiesReader();
    private final CloseDayReader days;
    private final PlainJson plain = new PlainJson();
    private final MutableDirectBuffer rows = new ExpandableArrayBuffer();

    /** A reader that knows ledgers by these currencies. */
    BodyReader(LedgerNames ledgers) {
        days = new CloseDayReader(ledgers);
        accounts = new AccountReader(ledgers);
        transfers = new TransferReader(TransferReader.Form.TRANSFER, ledgers);
        holds = new TransferReader(TransferReader.Form.HOLD, ledgers);
        posts = new TransferReader(TransferReader.Form.POST, ledgers);
        voids = new TransferReader(TransferReader.Form.VOID, ledgers);
        grants = new GrantReader(ledgers);
    }

    /** Of what will exist under an id. */
    EventReader events(Route route) {
        return switch (route) {
            case CREATE_ACCOUNT, CREATE_ACCOUNTS -> accounts;
            case CREATE_TRANSFER, CREATE_TRANSFERS -> transfers;
            case CREATE_HOLD -> holds;
            case POST_HOLD -> posts;
            case VOID_HOLD -> voids;
            default -> throw new IllegalArgumentException("creates nothing: route=" + route);
        };
    }

    /** Of what changes how the ledger decides; limits only if they have the expected version. */
    RowReader control(Route route, long expectedVersion) {
        limits.expect(expectedVersion);
        return switch (route) {
            case ACCOUNT_LIMITS -> limits;
            case ACCOUNT_STATUS -> status;
            case GRANT -> grants;
            case CAPACITIES -> capacities;
            case CLOSE_DAY -> days;
            default -> throw new IllegalArgumentException("controls nothing: route=" + route);
        };
    }

    /** Where the rows of the last body are. */
    MutableDirectBuffer rows() {
        return rows;
    }

    /** One object. */
    void readOne(RowReader reader, byte[] body, int length) {
        boolean isPlain = reader.readPlainly(plain.over(body, length), rows, 0) && plain.isAtEnd();
        if (!isPlain) parseOne(reader, body, length);
    }

    /** The same by the whole parser, which also says what is wrong. */
    void parseOne(RowReader reader, byte[] body, int length) {
        requireUtf8(body, length);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            readOne(reader, json, rows, 0);
        } catch (JacksonException broken) {
            throw notJson(broken);
        }
    }

    private static void readOne(RowReader reader, JsonParser json, MutableDirectBuffer target, int offset) {
        try {
            requireObject(json.nextToken());
            reader.read(json, target, offset);
            if (json.nextToken() != null) throw RequestFault.invalid("", "something follows the object");
        } catch (JacksonException broken) {
            throw notJson(json, broken);
        }
    }

    /** An array of objects; how many. */
    int readArray(EventReader reader, byte[] body, int length) {
        int plainEvents = readPlainArray(reader, plain.over(body, length));
        return plainEvents > 0 ? plainEvents : parseArray(reader, body, length);
    }

    /** The same by the whole parser. */
    int parseArray(EventReader reader, byte[] body, int length) {
        requireUtf8(body, length);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw RequestFault.invalid("", "must be an array of objects");
            }
            int events = readEvents(reader, json);
            if (json.nextToken() != null) throw RequestFault.invalid("", "something follows the array");
            return events;
        } catch (JacksonException broken) {
            throw notJson(broken);
        }
    }

    /**
     * The object on one line of a batch, into the row of this event; false if there is nothing on it.
     *
     * @param line counted from 1.
     */
    boolean readLine(EventReader reader, byte[] text, int length, MutableDirectBuffer target, int event, int line) {
        if (plain.over(text, length).isAtEnd()) return false;
        if (event == Frames.ROWS_MAX) throw RequestFault.of("batch_too_large");
        int offset = event * reader.rowLength();
        boolean isPlain = reader.readPlainly(plain.over(text, length), target, offset) && plain.isAtEnd();
        if (!isPlain || !reader.hasId()) parseLine(reader, text, length, new Place(target, event, line));
        return true;
    }

    /** Where an event of a batch of lines comes from, and where it goes. */
    record Place(MutableDirectBuffer rows, int event, int line) {}

    /** The same by the whole parser. */
    void parseLine(EventReader reader, byte[] text, int length, Place place) {
        try {
            requireUtf8(text, length);
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text, 0, length)) {
                readOne(reader, json, place.rows(), place.event() * reader.rowLength());
            }
            if (!reader.hasId()) throw RequestFault.invalid("id", ID_MISSING);
        } catch (RequestFault fault) {
            throw fault.inEvent(place.event()).onLine(place.line());
        } catch (JacksonException broken) {
            throw notJson(broken).inEvent(place.event()).onLine(place.line());
        }
    }

    /** How many events, if all are plain, have ids, and are not too many; else 0. */
    private int readPlainArray(EventReader reader, PlainJson json) {
        if (!json.takes('[')) return 0;
        int events = 0;
        do {
            if (!readPlainEvent(reader, json, events++)) return 0;
        } while (json.takes(','));
        return json.takes(']') && json.isAtEnd() ? events : 0;
    }

    private boolean readPlainEvent(EventReader reader, PlainJson json, int index) {
        return index < Frames.ROWS_MAX && reader.readPlainly(json, rows, index * reader.rowLength()) && reader.hasId();
    }

    private int readEvents(EventReader reader, JsonParser json) {
        int events = 0;
        try {
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                requireObject(token);
                if (events == Frames.ROWS_MAX) throw RequestFault.of("batch_too_large");
                readEvent(reader, json, events);
                events++;
            }
        } catch (JacksonException broken) {
            throw notJson(json, broken).inEvent(events);
        }
        if (events == 0) throw nothing();
        return events;
    }

    /** Of a batch without an event. */
    static RequestFault nothing() {
        return RequestFault.invalid("", "must have at least one event");
    }

    private void readEvent(EventReader reader, JsonParser json, int index) {
        try {
            reader.read(json, rows, index * reader.rowLength());
        } catch (RequestFault fault) {
            throw fault.inEvent(index);
        }
        if (!reader.hasId()) {
            throw RequestFault.invalid("id", ID_MISSING).inEvent(index);
        }
    }

    /** Ties all events of the batch, so that they stand or fall together. */
    static void link(EventReader reader, MutableDirectBuffer batch, int events) {
        for (int i = 0; i < events - 1; i++) {
            int offset = i * reader.rowLength() + reader.flagsOffset();
            int flags = batch.getShort(offset, ByteOrder.LITTLE_ENDIAN) | reader.linkedBit();
            batch.putShort(offset, (short) flags, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** The parser would guess UTF-16 and UTF-32 from zero bytes at the beginning, and skip a byte order mark. */
    private static void requireUtf8(byte[] body, int length) {
        int looked = Math.min(length, 4);
        for (int i = 0; i < looked; i++) {
            boolean isMark = i == 0 && body[0] < 0;
            if (body[i] == 0 || isMark) {
                throw RequestFault.invalid("", "must be JSON in UTF-8 without a byte order mark");
            }
        }
    }

    private static void requireObject(@Nullable JsonToken token) {
        if (token == null) throw RequestFault.invalid("", "the JSON ends too early");
        if (token != JsonToken.START_OBJECT) throw RequestFault.invalid("", "must be an object");
    }

    static RequestFault notJson(JsonParser json) {
        return RequestFault.invalid("", "not JSON" + place(json.currentLocation()));
    }

    /** A duplicate key is known by its name; of everything else the place is all that there is to say. */
    private static RequestFault notJson(JsonParser json, JacksonException broken) {
        String message = broken.getOriginalMessage();
        if (message != null && message.startsWith("Duplicate")) {
            String name = json.currentName();
            return RequestFault.invalid(name == null ? "" : name, "is given twice");
        }
        return notJson(broken);
    }

    private static RequestFault notJson(JacksonException broken) {
        String what = broken instanceof StreamReadException ? "not JSON" : "beyond the limits for JSON";
        return RequestFault.invalid("", what + place(broken.getLocation()));
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
