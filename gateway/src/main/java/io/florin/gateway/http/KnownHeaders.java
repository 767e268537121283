package io.florin.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that Florin reads, found in one pass; all others are passed over. One event loop; filled
 * again for each request.
 */
final class KnownHeaders {

    /** A header that Florin reads. */
    enum Name {
        HOST("Host"),
        AUTHORIZATION("Authorization"),
        CONNECTION("Connection"),
        CONTENT_LENGTH("Content-Length"),
        CONTENT_TYPE("Content-Type"),
        CONTENT_ENCODING("Content-Encoding"),
        TRANSFER_ENCODING("Transfer-Encoding"),
        EXPECT("Expect"),
        PREFER("Prefer"),
        IF_MATCH("If-Match"),
        IDEMPOTENCY_KEY("Idempotency-Key"),
        REQUEST_ID("Request-Id"),
        TRACEPARENT("traceparent"),
        FLORIN_NOT_AFTER("Florin-Not-After"),
        FLORIN_MIN_SEQUENCE("Florin-Min-Sequence"),
        LAST_EVENT_ID("Last-Event-ID"),
        SIGNATURE_INPUT("Signature-Input"),
        SIGNATURE("Signature");

        private final String text;

        @SuppressWarnings("ImmutableEnumChecker") // its bytes are ours alone
        private final AsciiString ascii;

        Name(String text) {
            this.text = text;
            this.ascii = AsciiString.cached(text);
        }

        /** As it is spelled in what clients read. */
        @Override
        public String toString() {
            return text;
        }
    }

    private static final Name[][] BY_LENGTH = byLength();

    private final Map<Name, CharSequence> values = new EnumMap<>(Name.class);
    private final Set<Name> repeated = EnumSet.noneOf(Name.class);

    /** Finds them in the headers of a request. */
    void read(HttpHeaders headers) {
        values.clear();
        repeated.clear();
        Iterator<Map.Entry<CharSequence, CharSequence>> entries = headers.iteratorCharSequence();
        while (entries.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = entries.next();
            Name name = known(header.getKey());
            if (name != null && values.put(name, header.getValue()) != null) repeated.add(name);
        }
    }

    boolean isGiven(Name name) {
        return values.containsKey(name);
    }

    /**
     * The header's only value; null if it is absent.
     *
     * @throws RequestFault if there are two.
     */
    @Nullable
    String one(Name name) {
        CharSequence value = values.get(name);
        if (value == null) return null;
        if (repeated.contains(name)) {
            throw RequestFault.invalid(name.text, "is given twice").closing();
        }
        return value.toString();
    }

    private static @Nullable Name known(CharSequence text) {
        int length = text.length();
        if (length >= BY_LENGTH.length) return null;
        for (Name name : BY_LENGTH[length]) {
            if (name.ascii.contentEqualsIgnoreCase(text)) return name;
        }
        return null;
    }

    private static Name[][] byLength() {
        int longest = Arrays.stream(Name.values())
                .mapToInt(name -> name.text.length())
                .max()
                .orElseThrow();
        Name[][] names = new Name[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            names[i] = Arrays.stream(Name.values())
                    .filter(name -> name.text.length() == length)
                    .toArray(Name[]::new);
        }
        return names;
    }
}
