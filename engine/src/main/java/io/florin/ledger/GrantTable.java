package io.florin.ledger;

import java.util.Arrays;

/**
 * Who may do what on which ledger, sorted by principal, then ledger (both unsigned); ledger 0 stands for every ledger.
 * Principal 0 is Florin itself, who may do everything. Asked for every event, hence remembers its last answer; changed
 * by operators only, hence may move what follows. Ledger thread only; allocates when it grows only.
 */
final class GrantTable {
    static final int READ = 1;
    static final int POST = 1 << 1;
    static final int ADMIN = 1 << 2;
    static final int ALL = READ | POST | ADMIN;

    static final int EVERY_LEDGER = 0;
    static final int GRANTS_MAX = 1 << 20;

    private static final long FLORIN = 0;

    private long[] principals = new long[0];
    private int[] ledgers = new int[0];
    private int[] rights = new int[0];
    private int count;

    private long askedPrincipal;
    private int askedLedger;
    private int answered = ALL;

    void growTo(int grants) {
        if (grants <= principals.length) return;
        principals = Arrays.copyOf(principals, grants);
        ledgers = Arrays.copyOf(ledgers, grants);
        rights = Arrays.copyOf(rights, grants);
    }

    boolean allows(long principal, int ledger, int right) {
        if (principal == FLORIN) return true;
        if (principal != askedPrincipal || ledger != askedLedger) {
            answered = rightsOn(principal, ledger) | rightsOn(principal, EVERY_LEDGER);
            askedPrincipal = principal;
            askedLedger = ledger;
        }
        return (answered & right) != 0;
    }

    /** Grants exactly these rights; none revokes. False if that needs a row and there is none. */
    boolean grant(long principal, int ledger, int newRights) {
        askedPrincipal = FLORIN;
        int at = search(principal, ledger);
        if (at >= 0 && newRights == 0) {
            move(at + 1, at, count - at - 1);
            count--;
        } else if (at >= 0) {
            rights[at] = newRights;
        } else if (newRights != 0) {
            if (count == principals.length) return false;
            insert(~at, principal, ledger, newRights);
        }
        return true;
    }

    private void insert(int at, long principal, int ledger, int newRights) {
        move(at, at + 1, count - at);
        principals[at] = principal;
        ledgers[at] = ledger;
        rights[at] = newRights;
        count++;
    }

    private void move(int from, int to, int rows) {
        System.arraycopy(principals, from, principals, to, rows);
        System.arraycopy(ledgers, from, ledgers, to, rows);
        System.arraycopy(rights, from, rights, to, rows);
    }

    private int rightsOn(long principal, int ledger) {
        int at = search(principal, ledger);
        return at < 0 ? 0 : rights[at];
    }

    /** Where it is, or the complement of where it would be. */
    private int search(long principal, int ledger) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(principals[middle], principal);
            if (order == 0) order = Integer.compareUnsigned(ledgers[middle], ledger);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    int count() {
        return count;
    }

    long principal(int row) {
        return principals[row];
    }

    int ledger(int row) {
        return ledgers[row];
    }

    int rights(int row) {
        return rights[row];
    }
}
