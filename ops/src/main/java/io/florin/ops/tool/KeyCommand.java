package io.florin.ops.tool;

import io.florin.gateway.session.AddressRange;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Credential;
import io.florin.gateway.session.Keyring;
import io.florin.gateway.session.KnownCertificate;
import io.florin.gateway.session.Principals;
import io.florin.gateway.session.SignatureRule;
import io.florin.protocol.RequestSigning.Algorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = {
            "Make, list and revoke the API keys and certificates that clients bring.",
            "They stand in a file that every node of a ledger is given (gateway.keys-file) and reads again when it"
                    + " changes; it holds hashes only. What a key's principal may do, florin grant says."
        },
        subcommands = {KeyCommand.Create.class, KeyCommand.Ls.class, KeyCommand.Revoke.class})
final class KeyCommand {
    private KeyCommand() {}

    @Command(
            name = "create",
            description = {
                "Draw a new key, write what a node must know of it to the file, and show the key: this once.",
                "Or, with --certificate or --certificate-name, enter a certificate that clients show over TLS.",
                "A principal may have two live keys, so that the new one is in use before the old one is revoked."
            })
    static final class Create implements Callable<Integer> {
        @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The keys file; made if absent.")
        Path file = Path.of("");

        @Option(
                names = "--principal",
                required = true,
                paramLabel = "NUMBER",
                description = "Whom the key speaks for: from 2 on, as in florin grant.")
        String principal = "";

        @Option(
                names = "--addresses",
                paramLabel = "RANGE",
                split = ",",
                description = "Where the key may be used, as 10.0.0.0/8,192.0.2.7; anywhere unless given.")
        List<String> addresses = List.of();

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "From when on it opens nothing, as 2027-01-01T00:00:00Z; never unless given.")
        @Nullable
        Instant expires;

        @Option(
                names = "--signature",
                paramLabel = "ALGORITHM",
                description = "How its owner signs requests (RFC 9421), with what is derived from the key: ed25519, of"
                        + " which the file holds the public half alone, or hmac-sha256, of which it holds a secret.")
        String signature = "";

        @Option(
                names = "--signature-optional",
                description = "Let the key also be used without a signature; else it opens nothing without one.")
        boolean isOptional;

        @ArgGroup
        CertificateOptions certificate = new CertificateOptions();

        @Mixin
        OutputOption output = new OutputOption();

        @Override
        public Integer call() throws IOException {
            ApiKeyText text = ApiKeyText.random();
            if (certificate.isGiven()) return enter(certificate.known(text.id(), principal(), ranges(), expires));
            var plain = new ApiKey(
                    text.id(),
                    HexFormat.of().formatHex(text.sha256()),
                    principal(),
                    ranges(),
                    Optional.ofNullable(expires));
            ApiKey key =
                    signature.isEmpty() ? plain : plain.withSignature(SignatureRule.of(text, algorithm(), !isOptional));
            KeysFile.at(file).add(key, Instant.now());
            output.print(new Fields()
                    .text("key", text.text())
                    .text("id", key.id())
                    .text("principal", Long.toUnsignedString(key.principal()))
                    .text("file", file.toString()));
            return ExitCode.OK;
        }

        private Integer enter(KnownCertificate known) throws IOException {
            KeysFile.at(file).add(known, Instant.now());
            output.print(new Fields()
                    .text("certificate", known.proof())
                    .text("id", known.id())
                    .text("principal", Long.toUnsignedString(known.principal()))
                    .text("file", file.toString()));
            return ExitCode.OK;
        }

        private Algorithm algorithm() {
            return Arrays.stream(Algorithm.values())
                    .filter(known -> known.label().equals(signature))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE, "must be ed25519 or hmac-sha256: --signature=" + signature));
        }

        private long principal() {
            try {
                long number = Long.parseUnsignedLong(principal);
                if (number != Principals.NOBODY && number != Principals.LOCAL) return number;
            } catch (NumberFormatException notOne) {
                // said below
            }
            throw new CommandFailure(
                    ExitCode.USAGE, "must be 2 to 18446744073709551615; 1 needs no key: --principal=" + principal);
        }

        private List<AddressRange> ranges() {
            try {
                return addresses.stream().map(AddressRange::parse).toList();
            } catch (IllegalArgumentException wrong) {
                throw new CommandFailure(ExitCode.USAGE, "--addresses " + wrong.getMessage());
            }
        }
    }

    @Command(
            name = "ls",
            description = "The keys in the file, without their secrets, which nobody has but their owners.")
    static final class Ls implements Callable<Integer> {
        @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The keys file.")
        Path file = Path.of("");

        @Mixin
        OutputOption output = new OutputOption();

        @Override
        public Integer call() throws IOException {
            Instant now = Instant.now();
            for (Credential key : KeysFile.at(file).keyring().credentials()) {
                output.print(new Fields()
                        .text("id", key.id())
                        .text("kind", key instanceof ApiKey ? "key" : "certificate")
                        .text("principal", Long.toUnsignedString(key.principal()))
                        .text(
                                "addresses",
                                String.join(
                                        " ",
                                        key.addresses().stream()
                                                .map(AddressRange::toString)
                                                .toList()))
                        .text("expires", key.expires().map(Instant::toString).orElse(""))
                        .fact("live", key.isLive(now)));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            description = "Take a key or certificate out of the file: a node refuses it within a second or two.")
    static final class Revoke implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "ID",
                description = "The id: of a key, what stands between its underscores.")
        String id = "";

        @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The keys file.")
        Path file = Path.of("");

        @Mixin
        OutputOption output = new OutputOption();

        @Override
        public Integer call() throws IOException {
            KeysFile keys = KeysFile.at(file);
            Keyring left = keys.remove(id);
            output.print(new Fields()
                    .text("revoked", id)
                    .number("keys_left", left.credentials().size())
                    .text("file", file.toString()));
            return ExitCode.OK;
        }
    }
}
