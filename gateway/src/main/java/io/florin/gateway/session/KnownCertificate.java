package io.florin.gateway.session;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A client's certificate as the keys file knows it, by what it is or by what it is called.
 *
 * @param id as a key's.
 * @param isByName whether by one of its alternative names, and not by its SHA-256.
 * @param proof the name as in {@link PeerCertificate#names}, or 64 hexadecimal digits.
 */
public record KnownCertificate(
        String id,
        boolean isByName,
        String proof,
        long principal,
        List<AddressRange> addresses,
        Optional<Instant> expires)
        implements Credential {
    public KnownCertificate {
        addresses = List.copyOf(addresses);
    }

    /** Whether it lets in who comes from there now. */
    boolean opens(InetAddress remote, long nowNs) {
        boolean isFromHere = addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(remote));
        return isFromHere && (expires.isEmpty() || nowNs < ApiKey.epochNs(expires.get()));
    }

    @Override
    public String line() {
        var line = new StringBuilder("certificate " + id + (isByName ? " san=" : " sha256=") + proof + " principal="
                + Long.toUnsignedString(principal));
        if (!addresses.isEmpty()) {
            line.append(" addresses=")
                    .append(addresses.stream().map(AddressRange::toString).collect(Collectors.joining(",")));
        }
        expires.ifPresent(time -> line.append(" expires=").append(time));
        return line.toString();
    }
}
