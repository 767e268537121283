package io.florin.gateway.session;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the server knows of an API key: one line of the keys file. Nothing in it lets anybody in.
 *
 * @param id as in the key.
 * @param sha256 of the whole key, as 64 hexadecimal digits.
 * @param principal whom its owner is to the ledger; unsigned, not 0, and not {@link Principals#LOCAL}.
 * @param addresses it may be used from; empty for any.
 * @param expires from then on it opens nothing; empty for never.
 * @param signature how its owner signs requests; empty if never.
 */
public record ApiKey(
        String id,
        String sha256,
        long principal,
        List<AddressRange> addresses,
        Optional<Instant> expires,
        Optional<SignatureRule> signature)
        implements Credential {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    public ApiKey {
        addresses = List.copyOf(addresses);
    }

    /** A key that does not sign. */
    public ApiKey(String id, String sha256, long principal, List<AddressRange> addresses, Optional<Instant> expires) {
        this(id, sha256, principal, addresses, expires, Optional.empty());
    }

    /** The same, of an owner who signs. */
    public ApiKey withSignature(SignatureRule rule) {
        return new ApiKey(id, sha256, principal, addresses, expires, Optional.of(rule));
    }

    /** Whether this is the key, used in time from one of its addresses. Takes as long whatever differs in the text. */
    boolean opens(ApiKeyText text, InetAddress remote, long nowNs) {
        boolean isSame = MessageDigest.isEqual(HexFormat.of().parseHex(sha256), text.sha256());
        boolean isEnough = signature.isEmpty() || !signature.get().isRequired();
        return isSame && isEnough && isUsable(remote, nowNs);
    }

    /** Whether the request that it came with is signed by its owner. */
    boolean hasSigned(String base, byte[] signatureBytes, String algorithm) {
        if (signature.isEmpty()) return false;
        SignatureRule rule = signature.get();
        boolean isOfRule =
                algorithm.isEmpty() || algorithm.equals(rule.algorithm().label());
        return isOfRule && rule.isSigned(base, signatureBytes);
    }

    boolean isUsable(InetAddress remote, long nowNs) {
        boolean isInTime = expires.isEmpty() || nowNs < epochNs(expires.get());
        boolean isFromHere = addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(remote));
        return isInTime && isFromHere;
    }

    static long epochNs(Instant time) {
        return time.getEpochSecond() * NS_PER_SECOND + time.getNano();
    }

    @Override
    public String line() {
        var line =
                new StringBuilder("key " + id + " sha256=" + sha256 + " principal=" + Long.toUnsignedString(principal));
        if (!addresses.isEmpty()) {
            line.append(" addresses=")
                    .append(addresses.stream().map(AddressRange::toString).collect(Collectors.joining(",")));
        }
        expires.ifPresent(time -> line.append(" expires=").append(time));
        signature.ifPresent(rule -> line.append(" signature=").append(rule.text()));
        return line.toString();
    }
}
