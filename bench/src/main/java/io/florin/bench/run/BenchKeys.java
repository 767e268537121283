package io.florin.bench.run;

import io.florin.bench.load.HttpSigning;
import io.florin.bench.load.LoadFailedException;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Right;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.SignatureRule;
import io.florin.protocol.RequestSigning.Algorithm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Who speaks to a node that asks: two principals with a key each, whose rate is no limit here, and who may do
 * everything.
 *
 * @param signature by which the first one's owner signs over HTTP; empty if nobody signs.
 */
record BenchKeys(Path file, ApiKeyText first, ApiKeyText second, Optional<Algorithm> signature) {
    private static final long FIRST = 17;
    private static final long SECOND = 18;

    /** New ones, in a file that the node is to be given. */
    static BenchKeys make(Path folder, Optional<Algorithm> signature) throws IOException {
        var keys = new BenchKeys(folder.resolve("keys"), ApiKeyText.random(), ApiKeyText.random(), signature);
        ApiKey plain = keys.known(keys.first, FIRST);
        ApiKey first = signature
                .map(algorithm -> plain.withSignature(SignatureRule.of(keys.first, algorithm, false)))
                .orElse(plain);
        Files.createFile(keys.file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                keys.file, List.of(first.line(), keys.known(keys.second, SECOND).line()));
        return keys;
    }

    private ApiKey known(ApiKeyText text, long principal) {
        return new ApiKey(text.id(), HexFormat.of().formatHex(text.sha256()), principal, List.of(), Optional.empty());
    }

    /** Settings of the node, as behind {@code --set}. */
    List<String> settings() {
        return List.of(
                "gateway.keys-file=" + file, "gateway.rate-per-key=1000000", "gateway.connections-per-key=65536");
    }

    /** Lets both do everything. */
    void grant(InetSocketAddress admin) {
        try (var operator = FlorinAdminClient.connect(ClientConfig.of(admin.getHostString(), admin.getPort()))) {
            for (long principal : new long[] {FIRST, SECOND}) {
                var answer = operator.grant(
                                Ids.next(), principal, FlorinAdminClient.ALL_LEDGERS, EnumSet.allOf(Right.class))
                        .join();
                if (!answer.isApplied()) throw new LoadFailedException("nothing was granted: code=" + answer.code());
            }
        }
    }

    /** What signs the requests of one load. */
    Optional<HttpSigning> signing() {
        return signature.map(algorithm -> new HttpSigning(first.text(), algorithm, System.nanoTime()));
    }
}
