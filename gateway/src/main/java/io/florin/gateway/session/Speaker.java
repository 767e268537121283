package io.florin.gateway.session;

/**
 * Who speaks.
 *
 * @param principal whom the ledger knows; its grants say what it may do.
 * @param allowance of the key: two keys of a principal have one each.
 * @param use what is open under the key.
 * @param share of the principal: its keys have one together.
 */
public record Speaker(long principal, Allowance allowance, KeyUse use, Share share) {
    /** Whoever needs no key. Nobody can be told apart here, so nothing is shared out. */
    public static final Speaker LOCAL = new Speaker(
            Principals.LOCAL, new Allowance(Doorkeeper.RATE_MAX), new KeyUse("local"), new Share(Share.NONE));

    /** Whether somebody is known by a key or certificate, so that the limits of keys and principals hold. */
    public boolean isKnown() {
        return principal != Principals.LOCAL;
    }
}
