package io.florin.gateway.http;

import io.florin.protocol.RequestSigning;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request (RFC 9421), as its two headers have it: one, of a fixed form.
 *
 * @param input what was signed, and how.
 * @param base what was signed, as text.
 * @param signature bytes.
 * @param digest of the body, as the header says; null if the request has none.
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
record RequestSignature(
        SignatureInput input,
        String base,
        byte[] signature,
        @Nullable String digest) {
    private static final List<String> ALWAYS = List.of("@method", "@path", "@query");
    private static final List<String> IF_GIVEN =
            List.of("idempotency-key", "florin-not-after", "if-match", "content-digest");

    /**
     * Reads it from the headers.
     *
     * @return null if they have no such form, or leave out what must be signed.
     */
    static @Nullable RequestSignature of(HttpRequest request, String inputText, String signature) {
        SignatureInput input = SignatureInput.parse(inputText);
        if (input == null
                || input.created() == SignatureInput.ABSENT
                || input.nonce().isEmpty()) return null;
        String prefix = input.label() + "=:";
        boolean isOfLabel =
                signature.startsWith(prefix) && signature.endsWith(":") && signature.length() > prefix.length();
        Map<String, String> components = components(request, input.components());
        if (!isOfLabel || components == null || !coversAll(request, components)) return null;
        byte[] bytes = decoded(signature.substring(prefix.length(), signature.length() - 1));
        if (bytes == null) return null;
        String base = RequestSigning.base(components, input.parameters());
        return new RequestSignature(input, base, bytes, components.get("content-digest"));
    }

    /** Whether the body is the one that was signed, where one was. */
    static void requireBody(String signedDigest, byte[] body, int length) {
        if (signedDigest.isEmpty() || RequestSigning.isDigestOf(signedDigest, body, length)) return;
        throw RequestFault.of("signature_invalid").closing();
    }

    private static @Nullable Map<String, String> components(HttpRequest request, List<String> names) {
        Map<String, String> components = LinkedHashMap.newLinkedHashMap(names.size());
        for (String name : names) {
            String value = value(request, name);
            if (value == null) return null;
            components.put(name, value);
        }
        return components;
    }

    private static @Nullable String value(HttpRequest request, String name) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return switch (name) {
            case "@method" -> request.method().name();
            case "@path" -> query < 0 ? uri : uri.substring(0, query);
            case "@query" -> query < 0 ? "?" : uri.substring(query);
            case "@authority" -> {
                String host = request.headers().get("Host");
                yield host == null ? null : host.toLowerCase(Locale.ROOT);
            }
            default -> {
                boolean isOnce =
                        !name.startsWith("@") && request.headers().getAll(name).size() == 1;
                String value = request.headers().get(name);
                yield isOnce && value != null ? value.strip() : null;
            }
        };
    }

    /** What decides what a request does must be signed as far as it is there. */
    private static boolean coversAll(HttpRequest request, Map<String, String> components) {
        if (!components.keySet().containsAll(ALWAYS)) return false;
        for (String ifGiven : IF_GIVEN) {
            if (request.headers().contains(ifGiven) && !components.containsKey(ifGiven)) return false;
        }
        String length = request.headers().get("Content-Length");
        boolean hasBody = length != null && !length.equals("0");
        return !hasBody || components.containsKey("content-digest");
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
