package io.florin.ops.tool.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** Neighbouring postings that are sent as one request: from the first, which is in it, to the last, which is not. */
record Request(int from, int to) {
    int size() {
        return to - from;
    }

    /** Cuts all postings into requests of 1 to so many, by the seed. */
    static Deque<Request> cut(int postings, int sizeMax, SplittableRandom random) {
        Deque<Request> requests = new ArrayDeque<>();
        for (int from = 0; from < postings; ) {
            int to = Math.min(postings, from + random.nextInt(1, sizeMax + 1));
            requests.add(new Request(from, to));
            from = to;
        }
        return requests;
    }
}
