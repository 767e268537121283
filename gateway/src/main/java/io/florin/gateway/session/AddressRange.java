package io.florin.gateway.session;

import java.net.InetAddress;

/**
 * Addresses that begin with the same bits, as in {@code 10.0.0.0/8} or {@code 2001:db8::/32}. No name is ever looked
 * up.
 *
 * @param first the lowest of them.
 * @param bits that all have in common.
 */
public record AddressRange(InetAddress first, int bits) {

    /**
     * Reads an address, or an address and the number of bits that count.
     *
     * @throws IllegalArgumentException if it is neither; the message is a sentence.
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? all : bits(text.substring(slash + 1), all);
        var range = new AddressRange(address, bits);
        for (int i = bits; i < all; i++) {
            if (bit(address.getAddress(), i) != 0) {
                throw new IllegalArgumentException("has bits behind the first " + bits + " that count: " + text);
            }
        }
        return range;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException("must be an address such as 10.0.0.0/8: " + text, notOne);
        }
    }

    private static int bits(String text, int all) {
        try {
            int bits = Integer.parseInt(text);
            if (bits >= 0 && bits <= all) return bits;
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("must be from 0 to " + all + " bits: /" + text, notOne);
        }
        throw new IllegalArgumentException("must be from 0 to " + all + " bits: /" + text);
    }

    /** Whether the address is one of them. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) return false;
        for (int i = 0; i < bits; i++) {
            if (bit(mine, i) != bit(theirs, i)) return false;
        }
        return true;
    }

    private static int bit(byte[] address, int index) {
        return (address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE)) & 1;
    }

    /** As it is written in the keys file. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
