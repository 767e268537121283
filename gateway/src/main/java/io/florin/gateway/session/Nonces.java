package io.florin.gateway.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nonces of signatures, remembered for as long as a signature can be in time: twice the tolerance, in two generations.
 * They do not survive a restart; what a request does is guarded by its id as well. Any thread.
 */
public final class Nonces {
    /** Beyond it nobody who signs is let in until some are forgotten: 200 MiB at most. */
    private static final int PER_GENERATION_MAX = 1_000_000;

    private final long generationNs;
    private volatile Generations generations;

    private record Generations(Set<String> now, Set<String> before, long beganNs) {}

    /** A time after which a nonce may be forgotten. */
    public Nonces(long rememberedNs) {
        this.generationNs = rememberedNs;
        this.generations = new Generations(ConcurrentHashMap.newKeySet(), Set.of(), Long.MIN_VALUE);
    }

    /** Whether this one was not seen yet; from now on it was. False too if no more can be remembered. */
    public boolean isNew(String keyId, String nonce, long nowNs) {
        Generations current = current(nowNs);
        String name = keyId + ' ' + nonce;
        if (current.before.contains(name) || current.now.size() >= PER_GENERATION_MAX) return false;
        return current.now.add(name);
    }

    private Generations current(long nowNs) {
        Generations current = generations;
        if (current.beganNs != Long.MIN_VALUE && nowNs - current.beganNs < generationNs) return current;
        synchronized (this) {
            current = generations;
            boolean isOld = current.beganNs == Long.MIN_VALUE || nowNs - current.beganNs >= generationNs;
            if (isOld) generations = new Generations(ConcurrentHashMap.newKeySet(), current.now, nowNs);
            return generations;
        }
    }
}
