package io.florin.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Which accounts a transfer touches. */
public enum Distribution {
    /** Every account as likely as any other, on both sides. */
    UNIFORM,

    /** Few accounts take most: rank k with weight 1 / k^0.99 on both sides, the ranks strewn over all accounts. */
    ZIPF,

    /** One account is credited by all, as a merchant's or a tax office's is. */
    HOT;

    private static final int DRAWS = 1 << 20;
    private static final double ZIPF_EXPONENT = 0.99;

    /** Account indexes in the proportions of this distribution, to be picked by chance; empty if none are needed. */
    int[] draws(int accounts, long seed) {
        if (this != ZIPF) return new int[0];

        double[] cumulated = new double[accounts];
        double sum = 0;
        for (int rank = 0; rank < accounts; rank++) {
            sum += 1 / Math.pow(rank + 1, ZIPF_EXPONENT);
            cumulated[rank] = sum;
        }
        var random = new SplittableRandom(seed);
        int[] strewn = strewn(accounts, random);
        int[] draws = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int found = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
            draws[i] = strewn[Math.min(accounts - 1, found < 0 ? -found - 1 : found)];
        }
        return draws;
    }

    private static int[] strewn(int accounts, SplittableRandom random) {
        int[] strewn = new int[accounts];
        for (int i = 0; i < accounts; i++) {
            int other = random.nextInt(i + 1);
            strewn[i] = strewn[other];
            strewn[other] = i;
        }
        return strewn;
    }
}
