package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree is the one of RFC 9162, and a path leads to its root from its own place only. */
final class MerkleTreeTest {
    private static final byte[] NO_SALT = {};
    private static final int SIZE_MAX = 70;

    /** Roots that Certificate Transparency logs publish for these eight entries; the first of nothing. */
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    })
    void rootsThatOthersCompute(int size, String root) {
        List<String> entries = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        var tree = new MerkleTree(MerkleTree.NO_LEAF);
        for (String entry : entries.subList(0, size)) {
            tree.add(MerkleTree.leaf(NO_SALT, HexFormat.of().parseHex(entry)));
        }
        assertEquals(root, tree.root().toString());
    }

    @Test
    void everySizeIsWhatTheDefinitionSays() {
        List<Digest> leaves = new ArrayList<>();
        var tree = new MerkleTree(MerkleTree.NO_LEAF);
        for (int size = 1; size <= 300; size++) {
            leaves.add(leaf(size));
            tree.add(leaves.getLast());
            assertEquals(definition(leaves), tree.root());
            assertEquals(size, tree.size());
        }
    }

    @Test
    void everyPathLeadsToTheRootFromItsOwnPlaceOnly() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            for (int index = 0; index < size; index++) {
                MerkleTree tree = tree(size, index);
                Digest root = tree.root();
                List<Digest> path = tree.path();
                assertEquals(root, MerkleTree.rootOf(leaf(index), index, size, path));
                for (int other = 0; other < size; other++) {
                    Digest reached = MerkleTree.rootOf(leaf(index), other, size, path);
                    if (other != index) assertNotEquals(root, reached, index + " as " + other + " of " + size);
                    Digest stranger = MerkleTree.rootOf(leaf(other), index, size, path);
                    if (other != index) assertNotEquals(root, stranger);
                }
            }
        }
    }

    @Test
    void aPathThatIsLongerShorterOrChangedLeadsNowhere() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            for (int index = 0; index < size; index++) {
                MerkleTree tree = tree(size, index);
                Digest root = tree.root();
                for (int i = 0; i < tree.path().size(); i++) {
                    List<Digest> changed = new ArrayList<>(tree.path());
                    changed.set(i, leaf(-1));
                    assertNotEquals(root, MerkleTree.rootOf(leaf(index), index, size, changed));
                    changed.remove(i);
                    assertNotEquals(root, MerkleTree.rootOf(leaf(index), index, size, changed));
                }
                List<Digest> longer = new ArrayList<>(tree.path());
                longer.add(leaf(-1));
                assertEquals(Digest.NOTHING, MerkleTree.rootOf(leaf(index), index, size, longer));
                assertEquals(Digest.NOTHING, MerkleTree.rootOf(leaf(index), size, size, tree.path()));
                assertEquals(Digest.NOTHING, MerkleTree.rootOf(leaf(index), -1, size, tree.path()));
            }
        }
    }

    /** Two leaves' hashes, one behind the other, are what a node is made of; as an entry they make another hash. */
    @Test
    void aNodeCannotBePassedOffAsALeaf() {
        Digest left = leaf(0);
        Digest right = leaf(1);
        Digest node = tree(2, 0).root();
        assertNotEquals(node, MerkleTree.leaf(left.toBytes(), right.toBytes()));
        var shorter = new MerkleTree(0);
        shorter.add(MerkleTree.leaf(left.toBytes(), right.toBytes()));
        shorter.add(tree(2, 0).root());
        assertNotEquals(tree(4, 0).root(), shorter.root());
    }

    private static MerkleTree tree(int size, int provenIndex) {
        var tree = new MerkleTree(provenIndex);
        for (int i = 0; i < size; i++) tree.add(leaf(i));
        return tree;
    }

    private static Digest leaf(int number) {
        return MerkleTree.leaf(NO_SALT, ("entry " + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 9162, section 2.1.1, word by word. */
    private static Digest definition(List<Digest> leaves) {
        int n = leaves.size();
        if (n == 1) return leaves.getFirst();
        int k = Integer.highestOneBit(n - 1);
        return Digest.of(
                new byte[] {1},
                definition(leaves.subList(0, k)).toBytes(),
                definition(leaves.subList(k, n)).toBytes());
    }
}
