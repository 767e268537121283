package io.florin.gateway.session;

import io.florin.protocol.RequestSigning.Algorithm;
import java.net.InetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that open the doors: the content of a keys file, one a line, {@code #} before what is for people.
 *
 * <pre>
 *   key 7k2mq0c9 sha256=5e88…  principal=17 addresses=10.0.0.0/8,192.0.2.7 expires=2027-01-01T00:00:00Z
 *   certificate 3m8x41tf sha256=90af…  principal=17
 *   certificate 9q6c0d2e san=dns:shop.example  principal=18
 * </pre>
 *
 * <p>Never changed; any thread.
 */
public final class Keyring {
    /** How many keys of a principal may be live at once: the old one and the new one while it is being replaced. */
    public static final int LIVE_PER_PRINCIPAL_MAX = 2;

    private static final int KEYS_MAX = 10_000;
    private static final String FORM =
            "must be: key ID sha256=HEX principal=NUMBER [addresses=RANGE,…] [expires=TIME]" + " [signature=RULE]";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String CERTIFICATE_FORM =
            "must be: certificate ID sha256=HEX|san=KIND:NAME principal=NUMBER" + " [addresses=RANGE,…] [expires=TIME]";
    private static final Pattern NAME = Pattern.compile("(dns|uri|email):\\S+");
    private static final Set<String> NAMES = Set.of("sha256", "principal", "addresses", "expires", "signature");
    private static final Set<String> CERTIFICATE_NAMES = Set.of("sha256", "san", "principal", "addresses", "expires");

    private final Map<String, Credential> byId = new LinkedHashMap<>();
    private final Map<String, KnownCertificate> bySha256 = new HashMap<>();
    private final Map<String, KnownCertificate> byName = new HashMap<>();

    private Keyring() {}

    /** A mistake in a keys file: which line, and what would be right. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(int line, String sentence) {
            super(line + "  " + sentence);
        }
    }

    /**
     * Reads the lines of a keys file.
     *
     * @throws MalformedException for the first line that is wrong.
     */
    public static Keyring of(List<String> lines) {
        var keyring = new Keyring();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                keyring.add(parse(line));
            } catch (IllegalArgumentException wrong) {
                throw new MalformedException(i + 1, String.valueOf(wrong.getMessage()));
            }
        }
        return keyring;
    }

    private void add(Credential key) {
        if (byId.size() == KEYS_MAX) throw new IllegalArgumentException("at most " + KEYS_MAX + " keys are kept");
        if (byId.put(key.id(), key) != null) throw new IllegalArgumentException("is there twice: key " + key.id());
        if (key instanceof KnownCertificate known && proofs(known).put(known.proof(), known) != null) {
            throw new IllegalArgumentException("two lines know the same certificate: " + known.proof());
        }
    }

    private Map<String, KnownCertificate> proofs(KnownCertificate known) {
        return known.isByName() ? byName : bySha256;
    }

    private static Credential parse(String line) {
        List<String> words = Arrays.asList(line.split("\\s+"));
        boolean isCertificate = words.getFirst().equals("certificate");
        if (words.size() < 2 || (!isCertificate && !words.getFirst().equals("key"))) {
            throw new IllegalArgumentException(FORM);
        }
        String id = words.get(1);
        if (!ApiKeyText.isId(id)) throw new IllegalArgumentException("no key is named so: key " + id);
        List<String> rest = words.subList(2, words.size());
        return isCertificate ? certificate(id, rest) : key(id, rest);
    }

    private static KnownCertificate certificate(String id, List<String> words) {
        Map<String, String> fields = fields(words, CERTIFICATE_NAMES, CERTIFICATE_FORM);
        String name = fields.get("san");
        if ((name == null) == (fields.get("sha256") == null)) throw new IllegalArgumentException(CERTIFICATE_FORM);
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must be dns:, uri: or email: and a name: san=" + name);
        }
        return new KnownCertificate(
                id,
                name != null,
                name == null ? sha256(fields) : PeerCertificate.spelled(name),
                principal(fields.getOrDefault("principal", "")),
                addresses(fields.get("addresses")),
                expires(fields.get("expires")));
    }

    private static String sha256(Map<String, String> fields) {
        String sha256 = fields.getOrDefault("sha256", "");
        if (SHA_256.matcher(sha256).matches()) return sha256;
        throw new IllegalArgumentException("must be 64 hexadecimal digits: sha256=" + sha256);
    }

    private static ApiKey key(String id, List<String> words) {
        Map<String, String> fields = fields(words, NAMES, FORM);
        return new ApiKey(
                id,
                sha256(fields),
                principal(fields.getOrDefault("principal", "")),
                addresses(fields.get("addresses")),
                expires(fields.get("expires")),
                Optional.ofNullable(fields.get("signature")).map(SignatureRule::parse));
    }

    /** Whether something in it must be kept from others. */
    boolean hasSecrets() {
        return keys().stream()
                .flatMap(key -> key.signature().stream())
                .anyMatch(rule -> rule.algorithm() == Algorithm.HMAC_SHA256);
    }

    /** The key of this name, if it may be used now by who comes from there; null for none. */
    @Nullable
    ApiKey named(String id, InetAddress remote, long nowNs) {
        return byId.get(id) instanceof ApiKey known && known.isUsable(remote, nowNs) ? known : null;
    }

    private static Map<String, String> fields(Collection<String> words, Set<String> names, String form) {
        Map<String, String> fields = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !names.contains(name)) throw new IllegalArgumentException(form + ": " + word);
            if (fields.put(name, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("is given twice: " + word);
            }
        }
        return fields;
    }

    private static long principal(String text) {
        try {
            long principal = Long.parseUnsignedLong(text);
            if (principal != 0 && principal != Principals.LOCAL) return principal;
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("must be a number from 2 on: principal=" + text, notOne);
        }
        throw new IllegalArgumentException(
                "must be a number from 2 on, since 1 is whoever needs no key on loopback: principal=" + text);
    }

    private static List<AddressRange> addresses(@Nullable String text) {
        if (text == null) return List.of();
        List<AddressRange> ranges = new ArrayList<>();
        for (String range : text.split(",", -1)) ranges.add(AddressRange.parse(range));
        return ranges;
    }

    private static Optional<Instant> expires(@Nullable String text) {
        if (text == null) return Optional.empty();
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notOne) {
            throw new IllegalArgumentException("must be a time such as 2027-01-01T00:00:00Z: expires=" + text, notOne);
        }
    }

    /** Keys and certificates, in the order of the file. */
    public List<Credential> credentials() {
        return List.copyOf(byId.values());
    }

    /** The keys alone. */
    public List<ApiKey> keys() {
        return byId.values().stream()
                .filter(ApiKey.class::isInstance)
                .map(ApiKey.class::cast)
                .toList();
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The key that this text is, if it opens now for who comes from there; null for none. */
    @Nullable
    ApiKey find(String text, InetAddress remote, long nowNs) {
        ApiKeyText key = ApiKeyText.parse(text);
        if (key == null) return null;
        return byId.get(key.id()) instanceof ApiKey known && known.opens(key, remote, nowNs) ? known : null;
    }

    /** The line that knows this certificate, by what it is before what it is called; null for none. */
    @Nullable
    KnownCertificate find(PeerCertificate shown, InetAddress remote, long nowNs) {
        if (nowNs >= ApiKey.epochNs(shown.expires())) return null;
        KnownCertificate known = bySha256.get(shown.sha256());
        for (int i = 0; known == null && i < shown.names().size(); i++) {
            known = byName.get(shown.names().get(i));
        }
        return known != null && known.opens(remote, nowNs) ? known : null;
    }
}
