package io.florin.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The Merkle tree of RFC 9162, section 2.1: leaves and nodes are hashed with different first bytes, so that no node can
 * be passed off as a leaf, and a tree is as deep as its size says, so that no shorter or longer path fits.
 *
 * <pre>
 *   leaf = SHA-256(0x00 ‖ entry)        node = SHA-256(0x01 ‖ left ‖ right)        of nothing: SHA-256()
 * </pre>
 *
 * <p>Takes leaves one at a time and keeps one node for each level; on the way it collects the path of one leaf, if
 * asked. One thread.
 */
final class MerkleTree {
    /** No path is wanted. */
    static final long NO_LEAF = -1;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final long provenIndex;
    private final Deque<Subtree> subtrees = new ArrayDeque<>();
    private final List<Digest> path = new ArrayList<>();
    private long size;

    private record Subtree(Digest root, long size, boolean hasProven) {}

    /** Collects the path of the leaf with this index, or of none. */
    MerkleTree(long provenIndex) {
        this.provenIndex = provenIndex;
    }

    static Digest leaf(byte[] salt, byte[] entry) {
        return Digest.of(LEAF, salt, entry);
    }

    private static Digest node(Digest left, Digest right) {
        return Digest.of(NODE, left.toBytes(), right.toBytes());
    }

    /** The next leaf, already hashed. */
    void add(Digest leaf) {
        subtrees.push(new Subtree(leaf, 1, size == provenIndex));
        size++;
        for (long rest = size; (rest & 1) == 0; rest >>>= 1) merge();
    }

    private void merge() {
        Subtree right = subtrees.pop();
        Subtree left = subtrees.pop();
        subtrees.push(merged(left, right, path));
    }

    private static Subtree merged(Subtree left, Subtree right, List<Digest> path) {
        if (left.hasProven()) path.add(right.root());
        if (right.hasProven()) path.add(left.root());
        return new Subtree(
                node(left.root(), right.root()), left.size() + right.size(), left.hasProven() || right.hasProven());
    }

    long size() {
        return size;
    }

    /** Of all leaves so far; more may follow. */
    Digest root() {
        return root(new ArrayList<>(path));
    }

    /** Of the leaf asked for, from its sibling up to below the root. */
    List<Digest> path() {
        List<Digest> whole = new ArrayList<>(path);
        root(whole);
        return whole;
    }

    /** The subtrees are full and shrink towards the right: put together from there, they are the tree of the RFC. */
    private Digest root(List<Digest> collected) {
        if (subtrees.isEmpty()) return Digest.of();
        Iterator<Subtree> fromRight = subtrees.iterator();
        Subtree all = fromRight.next();
        while (fromRight.hasNext()) all = merged(fromRight.next(), all, collected);
        return all.root();
    }

    /**
     * The root that this path leads to, by RFC 9162, section 2.1.3.2.
     *
     * @return {@link Digest#NOTHING}, which is no root, if the path is too long or too short for its place.
     */
    static Digest rootOf(Digest leaf, long index, long size, List<Digest> path) {
        if (index < 0 || index >= size) return Digest.NOTHING;
        long fn = index;
        long sn = size - 1;
        Digest root = leaf;
        for (Digest sibling : path) {
            if (sn == 0) return Digest.NOTHING;
            if ((fn & 1) == 1 || fn == sn) {
                root = node(sibling, root);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                root = node(root, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 ? root : Digest.NOTHING;
    }
}
