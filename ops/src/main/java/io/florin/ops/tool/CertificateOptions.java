package io.florin.ops.tool;

import io.florin.gateway.session.AddressRange;
import io.florin.gateway.session.KnownCertificate;
import io.florin.gateway.session.PeerCertificate;
import io.florin.protocol.PemFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which certificate is entered: this one, or whichever has that name. One of the two. */
final class CertificateOptions {
    private static final Pattern NAME = Pattern.compile("(dns|uri|email):\\S+");

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Enter the first certificate in this file, by its SHA-256.")
    @Nullable
    Path file;

    @Option(
            names = "--certificate-name",
            paramLabel = "KIND:NAME",
            description = "Enter every certificate with this alternative name: dns:…, uri:… or email:….")
    @Nullable
    String name;

    boolean isGiven() {
        return file != null || name != null;
    }

    KnownCertificate known(String id, long principal, List<AddressRange> addresses, @Nullable Instant expires) {
        return new KnownCertificate(
                id,
                name != null,
                name == null ? sha256() : name(name),
                principal,
                addresses,
                Optional.ofNullable(expires));
    }

    private static String name(String text) {
        if (NAME.matcher(text).matches()) return PeerCertificate.spelled(text);
        throw new CommandFailure(ExitCode.USAGE, "must be dns:, uri: or email: and a name: --certificate-name=" + text);
    }

    private String sha256() {
        Path certificate = Optional.ofNullable(file).orElseThrow();
        try {
            return PeerCertificate.of(PemFile.certificates(certificate).getFirst())
                    .sha256();
        } catch (PemFile.RefusedException refused) {
            throw new CommandFailure(ExitCode.USAGE, refused.getMessage() + ": --certificate=" + certificate);
        }
    }
}
