package io.florin.gateway.client;

import io.florin.protocol.RequestSigning;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Signs requests (RFC 9421) in place of the key, which is not sent. Each attempt is signed anew: a node takes a
 * signature once, and for a minute. Any thread.
 */
final class RequestSigner {
    private static final List<String> SIGNED_IF_GIVEN = List.of("Idempotency-Key", "Florin-Not-After", "If-Match");

    private final String keyId;
    private final Algorithm algorithm;
    private final SigningKey key;
    private final InstantSource clock;

    RequestSigner(ClientKey key, Algorithm algorithm, InstantSource clock) {
        this.keyId = key.id();
        this.algorithm = algorithm;
        this.key = SigningKey.of(key.text(), algorithm);
        this.clock = clock;
    }

    /** Hands over the headers that say who signed what. */
    void sign(HttpCall call, BiConsumer<String, String> header) {
        int query = call.target().indexOf('?');
        Map<String, String> signed = new LinkedHashMap<>();
        signed.put("@method", call.method());
        signed.put("@path", query < 0 ? call.target() : call.target().substring(0, query));
        signed.put("@query", query < 0 ? "?" : call.target().substring(query));
        if (call.body().length > 0) {
            String digest = RequestSigning.contentDigest(call.body(), call.body().length);
            signed.put("content-digest", digest);
            header.accept("Content-Digest", digest);
        }
        for (String name : SIGNED_IF_GIVEN) {
            call.header(name).ifPresent(value -> signed.put(name.toLowerCase(Locale.ROOT), value));
        }
        String parameters = "(\"" + String.join("\" \"", signed.keySet()) + "\");created="
                + clock.instant().getEpochSecond() + ";keyid=\"" + keyId + "\";alg=\"" + algorithm.label()
                + "\";nonce=\"" + UUID.randomUUID() + '"';
        header.accept("Signature-Input", "sig=" + parameters);
        header.accept("Signature", key.header(signed, parameters));
    }

    /** The node's refusal, with what only the client knows. */
    NotExecutedException explained(NotExecutedException refused) {
        return switch (refused.code()) {
            case "signature_expired" ->
                refused.because("the clock of this client says "
                        + Instant.ofEpochSecond(clock.instant().getEpochSecond())
                        + ", and must be within a minute of the node's");
            case "signature_invalid" ->
                refused.because(
                        "the node does not know the key " + keyId + " with this secret, or not as one that signs"
                                + " by " + algorithm.label() + ", or not from this address");
            default -> refused;
        };
    }
}
