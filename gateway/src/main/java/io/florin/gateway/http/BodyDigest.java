package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The digests of a body (RFC 9530) that comes in pieces, held against what was signed of it. One request's; event loop
 * only.
 */
final class BodyDigest {
    private static final List<String> KNOWN = List.of("sha-256", "sha-512");

    private final boolean isSigned;
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(MessageDigest digest, String name, String entry) {}

    /** Of the header as it was signed; empty if nothing was. */
    BodyDigest(String signed) {
        isSigned = !signed.isEmpty();
        for (String entry : signed.split(",", -1)) {
            String stripped = entry.strip();
            String name = stripped.substring(0, Math.max(0, stripped.indexOf('=')));
            if (KNOWN.contains(name)) expected.add(new Expected(digest(name), name, stripped));
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name.equals("sha-256") ? "SHA-256" : "SHA-512");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has it: " + name, impossible);
        }
    }

    /** The next bytes; they stay to be read. */
    void update(ByteBuf content) {
        for (Expected each : expected) each.digest().update(content.nioBuffer());
    }

    /** The body is whole: one digest that is known must be there, and each that is must fit. */
    void requireSame() {
        boolean isSame = !isSigned || !expected.isEmpty();
        for (Expected each : expected) isSame &= isSame(each);
        if (!isSame) throw RequestFault.of("signature_invalid").closing();
    }

    private static boolean isSame(Expected each) {
        String found = each.name() + "=:"
                + Base64.getEncoder().encodeToString(each.digest().digest()) + ":";
        return MessageDigest.isEqual(
                found.getBytes(StandardCharsets.US_ASCII), each.entry().getBytes(StandardCharsets.ISO_8859_1));
    }
}
