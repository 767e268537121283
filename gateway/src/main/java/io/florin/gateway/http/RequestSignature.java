package io.florin.gateway.http;

import io.florin.protocol.RequestSigning;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request (RFC 9421), as its two headers have it: one, of a fixed form.
 *
 * @param keyId names the key that signed.
 * @param created seconds since the epoch.
 * @param nonce never used before by this key.
 * @param base what was signed.
 * @param signature bytes.
 * @param digest of the body, as the header says; null if the request has none.
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
record RequestSignature(
        String keyId,
        long created,
        String nonce,
        String algorithm,
        String base,
        byte[] signature,
        @Nullable String digest) {
    private static final int INPUT_LENGTH_MAX = 1_024;
    private static final int COMPONENTS_MAX = 16;
    private static final Pattern INPUT =
            Pattern.compile("([a-z*][a-z0-9_.*-]{0,31})=(\\(((?:\"[a-z0-9@-]{1,64}\" ?)*)\\)"
                    + "((?:;[a-z]{1,16}=(?:\"[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{0,128}\"|[0-9]{1,15}))*))");
    private static final Pattern PARAMETER = Pattern.compile(";([a-z]{1,16})=(?:\"([^\"]*)\"|([0-9]+))");
    private static final Pattern COMPONENT = Pattern.compile("\"([a-z0-9@-]+)\"");

    /**
     * Reads it from the headers.
     *
     * @return null if they have no such form, or leave out what must be signed.
     */
    static @Nullable RequestSignature of(HttpRequest request, String input, String signature) {
        Matcher form = input.length() > INPUT_LENGTH_MAX ? null : INPUT.matcher(input);
        if (form == null || !form.matches()) return null;
        String label = form.group(1);
        String prefix = label + "=:";
        boolean isOfLabel =
                signature.startsWith(prefix) && signature.endsWith(":") && signature.length() > prefix.length();
        Map<String, String> parameters = parameters(form.group(4));
        Map<String, String> components = components(request, form.group(3));
        if (!isOfLabel || parameters == null || components == null || !coversAll(request, components)) return null;
        byte[] bytes = decoded(signature.substring(prefix.length(), signature.length() - 1));
        String created = parameters.get("created");
        if (bytes == null || created == null || !created.chars().allMatch(Character::isDigit)) return null;
        return new RequestSignature(
                parameters.getOrDefault("keyid", ""),
                Long.parseLong(created),
                parameters.getOrDefault("nonce", ""),
                parameters.getOrDefault("alg", ""),
                RequestSigning.base(components, form.group(2)),
                bytes,
                components.get("content-digest"));
    }

    /** Whether the body is the one that was signed, where one was. */
    static void requireBody(String signedDigest, byte[] body, int length) {
        if (signedDigest.isEmpty() || RequestSigning.isDigestOf(signedDigest, body, length)) return;
        throw RequestFault.of("signature_invalid").closing();
    }

    private static @Nullable Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher each = PARAMETER.matcher(text);
        while (each.find()) {
            String value = each.group(2) == null ? each.group(3) : each.group(2);
            if (parameters.put(each.group(1), value) != null) return null;
        }
        return parameters;
    }

    private static @Nullable Map<String, String> components(HttpRequest request, String names) {
        Map<String, String> components = new LinkedHashMap<>();
        Matcher each = COMPONENT.matcher(names);
        while (each.find()) {
            String value = value(request, each.group(1));
            if (value == null || components.put(each.group(1), value) != null) return null;
        }
        return components.size() > COMPONENTS_MAX ? null : components;
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
        for (String always : new String[] {"@method", "@path", "@query"}) {
            if (!components.containsKey(always)) return false;
        }
        for (String ifGiven : new String[] {"idempotency-key", "florin-not-after", "if-match", "content-digest"}) {
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
