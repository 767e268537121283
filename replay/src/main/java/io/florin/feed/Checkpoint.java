package io.florin.feed;

import io.florin.journal.Chain;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was signed about a journal at one place: one line of ASCII text, and the signature is over what stands before
 * {@code " signature="}, so that any tool can check it.
 *
 * <pre>
 *   florin-checkpoint/1 number=2 ledger=UUID first=1001 last=2000 time=2026-11-20T12:00:00.5Z chain=HEX root=HEX
 *     salt=HEX state=2000:HEX previous=HEX key=HEX16 signature=BASE64          (all in one line, single blanks)
 * </pre>
 *
 * @param salt digest of what the leaves are salted with ({@link LeafSalt}).
 * @param state of the newest snapshot that no checkpoint before attests, if there is one; {@code state=none} if not.
 * @param keyId of the key that signed.
 * @param signature Ed25519, in Base64.
 */
public record Checkpoint(
        Place place, Covered covered, Digest salt, Optional<State> state, String keyId, String signature) {
    private static final Pattern LINE = Pattern.compile("florin-checkpoint/1 number=([1-9][0-9]{0,18})"
            + " ledger=([0-9a-f-]{36}) first=([1-9][0-9]{0,18}) last=([1-9][0-9]{0,18}) time=(\\S{1,40})"
            + " chain=([0-9a-f]{64}) root=([0-9a-f]{64}) salt=([0-9a-f]{64})"
            + " state=(none|[1-9][0-9]{0,18}:[0-9a-f]{64}) previous=([0-9a-f]{64}) key=([0-9a-f]{16})"
            + " signature=([A-Za-z0-9+/=]{88})");
    private static final String NO_STATE = "none";
    private static final String SIGNATURE = " signature=";

    /**
     * Which checkpoint this is.
     *
     * @param number counts the checkpoints of a ledger, from 1.
     * @param ledgerId whose journal it is about.
     * @param time of signing, by the clock of whoever signed.
     * @param previous SHA-256 of the line before, without its line feed; zeros in the first.
     */
    public record Place(long number, UUID ledgerId, Instant time, Digest previous) {}

    /**
     * What it covers.
     *
     * @param first sequence of the first record that is new since the checkpoint before.
     * @param last sequence of the last one; a batch ends there.
     * @param chain of that batch: stands for all bytes of the journal up to here.
     * @param root of the Merkle tree whose leaves are the records from first to last.
     */
    public record Covered(long first, long last, Chain chain, Digest root) {
        long records() {
            return last - first + 1;
        }
    }

    /** What a snapshot says: the hash of the state behind this sequence, in hexadecimal digits. */
    public record State(long sequence, String hash) {}

    static Checkpoint sign(Place place, Covered covered, Digest salt, Optional<State> state, SigningKey key) {
        var unsigned =
                new Checkpoint(place, covered, salt, state, key.verifyingKey().id(), "");
        String signature = Base64.getEncoder().encodeToString(key.sign(unsigned.signedText()));
        return new Checkpoint(place, covered, salt, state, unsigned.keyId, signature);
    }

    /** Reads a line, without its line feed; empty if it is no such line, to the last character. */
    static Optional<Checkpoint> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) return Optional.empty();
        try {
            Checkpoint checkpoint = of(matcher);
            return checkpoint.line().equals(line) && checkpoint.isPossible()
                    ? Optional.of(checkpoint)
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static Checkpoint of(Matcher matcher) {
        return new Checkpoint(
                new Place(
                        Long.parseLong(matcher.group(1)),
                        UUID.fromString(matcher.group(2)),
                        Instant.parse(matcher.group(5)),
                        Digest.parse(matcher.group(10))),
                new Covered(
                        Long.parseLong(matcher.group(3)),
                        Long.parseLong(matcher.group(4)),
                        Chain.copyOf(HexFormat.of().parseHex(matcher.group(6))),
                        Digest.parse(matcher.group(7))),
                Digest.parse(matcher.group(8)),
                state(matcher.group(9)),
                matcher.group(11),
                matcher.group(12));
    }

    private static Optional<State> state(String text) {
        if (text.equals(NO_STATE)) return Optional.empty();
        int colon = text.indexOf(':');
        return Optional.of(new State(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)));
    }

    private boolean isPossible() {
        return covered.first() <= covered.last() && state.map(State::sequence).orElse(0L) <= covered.last();
    }

    private String signedText() {
        return "florin-checkpoint/1 number=" + place.number() + " ledger=" + place.ledgerId() + " first="
                + covered.first() + " last=" + covered.last() + " time=" + place.time() + " chain=" + covered.chain()
                + " root=" + covered.root() + " salt=" + salt + " state="
                + state.map(attested -> attested.sequence() + ":" + attested.hash())
                        .orElse(NO_STATE) + " previous="
                + place.previous() + " key=" + keyId;
    }

    /** As it stands in the file, without the line feed. */
    public String line() {
        return signedText() + SIGNATURE + signature;
    }

    /** What the next one says of this one. */
    Digest digest() {
        return Digest.of(line());
    }

    /**
     * Believes it, or says why not.
     *
     * @throws ProofRefusedException if another key signed it.
     * @throws ProofBrokenException if it is not what was signed.
     */
    void verify(VerifyingKey key) {
        if (!keyId.equals(key.id())) {
            throw new ProofRefusedException(
                    "checkpoint " + place.number() + " was signed with another key, " + keyId + ": key=" + key.id());
        }
        if (!isSignedWith(key)) {
            throw new ProofBrokenException(
                    "this is not what the key signed; the line was changed: checkpoint=" + place.number());
        }
    }

    private boolean isSignedWith(VerifyingKey key) {
        try {
            return key.verifies(signedText(), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** @throws ProofBrokenException unless this one continues that one. */
    void follows(Checkpoint before) {
        if (place.number() != before.place.number() + 1 || covered.first() != before.covered.last() + 1) {
            throw new ProofBrokenException("checkpoints are missing between number " + before.place.number()
                    + ", which ends at sequence " + before.covered.last() + ", and number " + place.number()
                    + ", which begins at " + covered.first() + ": checkpoint=" + (before.place.number() + 1));
        }
        if (!place.previous().equals(before.digest())) {
            throw new ProofBrokenException(
                    "continues another line than the one before it: checkpoint=" + place.number());
        }
    }
}
