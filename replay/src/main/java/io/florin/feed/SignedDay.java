package io.florin.feed;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was signed about a day's report: one line of ASCII text, and the signature is over what stands before
 * {@code " signature="}, so that any tool can check it. It names the three files by what they hold.
 *
 * <pre>
 *   florin-day/1 ledger=UUID date=2026-11-20 ledgers=840,978 sequence=N seal=HEX json=HEX csv=HEX html=HEX key=HEX16
 *     signature=BASE64                                                      (all in one line, single blanks)
 * </pre>
 *
 * @param signature Ed25519, in Base64.
 */
public record SignedDay(Day day, Files files, String keyId, String signature) {
    private static final Pattern LINE = Pattern.compile("florin-day/1 ledger=([0-9a-f-]{36})"
            + " date=([0-9]{4}-[0-9]{2}-[0-9]{2}) ledgers=([0-9,]*) sequence=([1-9][0-9]{0,18}) seal=([0-9a-f]{64})"
            + " json=([0-9a-f]{64}) csv=([0-9a-f]{64}) html=([0-9a-f]{64}) key=([0-9a-f]{16})"
            + " signature=([A-Za-z0-9+/=]{88})");
    private static final String SIGNATURE = " signature=";

    /**
     * Which day.
     *
     * @param date as people write it.
     * @param ledgers their numbers, with commas between them.
     * @param sequence of the last record of the last of these days.
     * @param seal the journal's chain behind that record's batch.
     */
    public record Day(UUID ledgerId, String date, String ledgers, long sequence, String seal) {}

    /** SHA-256 of each form of the report. */
    public record Files(Digest json, Digest csv, Digest html) {
        /** Of these bytes. */
        public static Files of(byte[] json, byte[] csv, byte[] html) {
            return new Files(Digest.of(json), Digest.of(csv), Digest.of(html));
        }
    }

    /** Signs; the same report and key give the same line. */
    public static SignedDay sign(Day day, Files files, SigningKey key) {
        var unsigned = new SignedDay(day, files, key.verifyingKey().id(), "");
        return new SignedDay(
                day, files, unsigned.keyId, Base64.getEncoder().encodeToString(key.sign(unsigned.signedText())));
    }

    /** Reads a line, without its line feed; empty if it is no such line, to the last character. */
    public static Optional<SignedDay> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) return Optional.empty();
        try {
            var signed = new SignedDay(
                    new Day(
                            UUID.fromString(matcher.group(1)),
                            matcher.group(2),
                            matcher.group(3),
                            Long.parseLong(matcher.group(4)),
                            matcher.group(5)),
                    new Files(
                            Digest.parse(matcher.group(6)),
                            Digest.parse(matcher.group(7)),
                            Digest.parse(matcher.group(8))),
                    matcher.group(9),
                    matcher.group(10));
            return signed.line().equals(line) ? Optional.of(signed) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private String signedText() {
        return "florin-day/1 ledger=" + day.ledgerId() + " date=" + day.date() + " ledgers=" + day.ledgers()
                + " sequence=" + day.sequence() + " seal=" + day.seal() + " json=" + files.json() + " csv="
                + files.csv() + " html=" + files.html() + " key=" + keyId;
    }

    /** As it stands in the file, without the line feed. */
    public String line() {
        return signedText() + SIGNATURE + signature;
    }

    /**
     * Believes it, or says why not.
     *
     * @throws ProofRefusedException if another key signed it.
     * @throws ProofBrokenException if it is not what was signed.
     */
    public void verify(VerifyingKey key) {
        if (!keyId.equals(key.id())) {
            throw new ProofRefusedException("the report was signed with another key, " + keyId + ": key=" + key.id());
        }
        if (!isSignedWith(key)) {
            throw new ProofBrokenException("this is not what the key signed; the line was changed: date=" + day.date());
        }
    }

    private boolean isSignedWith(VerifyingKey key) {
        try {
            return key.verifies(signedText(), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
