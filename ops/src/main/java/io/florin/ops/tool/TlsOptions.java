package io.florin.ops.tool;

import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.ClientTls;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a verb speaks TLS with a node: the same for all that ask one. Who sets the variables need not repeat them. */
public final class TlsOptions {
    @Option(names = "--tls", description = "Speak TLS, and trust whom the JDK trusts.")
    boolean isAsked;

    @Option(
            names = "--tls-authority",
            paramLabel = "FILE",
            defaultValue = "${FLORIN_TLS_AUTHORITY}",
            description = "Speak TLS, and trust the authority in this file alone; or FLORIN_TLS_AUTHORITY.")
    @Nullable
    Path authority;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            defaultValue = "${FLORIN_TLS_CERTIFICATE}",
            description = "A certificate to show to the node; or FLORIN_TLS_CERTIFICATE.")
    @Nullable
    Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${FLORIN_TLS_KEY}",
            description = "Its private key; or FLORIN_TLS_KEY.")
    @Nullable
    Path key;

    /** What was asked for; nothing for plain text. */
    public Optional<ClientTls> asked() {
        if (certificate == null && key != null) throw alone("--tls-key", key, "--tls-certificate");
        if (certificate != null && key == null) throw alone("--tls-certificate", certificate, "--tls-key");
        boolean isOn = isAsked || authority != null || certificate != null;
        if (!isOn) return Optional.empty();
        ClientTls tls = authority == null ? ClientTls.trustingJdk() : ClientTls.trusting(authority);
        return Optional.of(certificate == null || key == null ? tls : tls.with(certificate, key));
    }

    private static CommandFailure alone(String given, Path file, String needed) {
        return new CommandFailure(ExitCode.USAGE, "needs " + needed + " beside it: " + given + "=" + file);
    }

    /** The same settings, with TLS if it was asked for. */
    ClientConfig on(ClientConfig config) {
        return asked().map(config::withTls).orElse(config);
    }

    /** The JDK's client, with TLS if it was asked for. */
    HttpClient http() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        try {
            asked().ifPresent(tls -> builder.sslContext(tls.jdkContext()));
        } catch (IllegalArgumentException unusable) {
            throw refused(unusable);
        }
        return builder.build();
    }

    /** What stands before host and port. */
    String scheme() {
        return asked().isPresent() ? "https://" : "http://";
    }

    /** A file that was named cannot be used. */
    public static CommandFailure refused(IllegalArgumentException unusable) {
        String sentence = String.valueOf(unusable.getMessage())
                .replace(": authority=", ": --tls-authority=")
                .replace(": certificate=", ": --tls-certificate=")
                .replace(": keyFile=", ": --tls-key=");
        return new CommandFailure(ExitCode.USAGE, sentence);
    }

    /** Nobody is there, or it cannot be spoken with. */
    static CommandFailure notThere(IllegalStateException why, String endpoint) {
        String said = String.valueOf(why.getMessage());
        boolean isSilent = said.startsWith("nobody answers");
        String what = isSilent ? "no node answers" : said.substring(0, said.lastIndexOf(": address="));
        boolean isUnknown = said.startsWith("authentication_failed");
        return new CommandFailure(isUnknown ? ExitCode.FAILED : ExitCode.NOT_READY, what + ": --endpoint=" + endpoint);
    }
}
