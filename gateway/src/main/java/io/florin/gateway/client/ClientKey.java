package io.florin.gateway.client;

import io.florin.protocol.RequestSigning.Algorithm;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key, and how its owner shows that it is theirs.
 *
 * @param text as {@code florin key create} shows it; empty for none.
 * @param signature by which it signs each HTTP request instead of being sent; empty if it is sent.
 */
public record ClientKey(String text, Optional<Algorithm> signature) {
    /** For a node that asks for none. */
    public static final ClientKey NONE = new ClientKey("", Optional.empty());

    private static final Pattern FORM = Pattern.compile("fl_live_([0-9a-z]+)_[0-9a-z]+");

    public ClientKey {
        if (signature.isPresent() && !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be fl_live_, an id, _ and a secret, to sign with it: key=" + shown(text));
        }
    }

    /** Which is sent. */
    public static ClientKey of(String text) {
        return new ClientKey(text, Optional.empty());
    }

    /** Which signs. */
    public static ClientKey signing(String text, Algorithm algorithm) {
        return new ClientKey(text, Optional.of(algorithm));
    }

    /** By which the node knows it; empty if it is no key. */
    String id() {
        Matcher form = FORM.matcher(text);
        return form.matches() ? form.group(1) : "";
    }

    private static String shown(String text) {
        return text.isEmpty() ? "" : "…";
    }

    /** Without the secret. */
    @Override
    public String toString() {
        String how =
                signature.map(algorithm -> " signs by " + algorithm.label()).orElse("");
        return text.isEmpty() ? "none" : "fl_live_" + id() + "_…" + how;
    }
}
