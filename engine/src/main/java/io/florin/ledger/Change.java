package io.florin.ledger;

/** What an event can change in an open chain, each beside what its entry in the {@link UndoLog} says. */
enum Change {
    /** Other: time stamp of the account that was created last before. */
    ACCOUNT_CREATED(0),
    /** Other: the mark of evictions before. */
    BUCKET_LEFT(1),
    /** Its row; time stamp of the transfer that was created last before. */
    TRANSFER_CREATED(2),
    /** The last hold of the group before; when the first of its followers expired before. */
    GROUP_GREW(3),
    /** The hold; the part. */
    PART_POSTED(4),
    /** The first hold of the group. */
    GROUP_BROKEN(5),
    /** The hold; what was posted of it. */
    HOLD_RESOLVED(6),
    /** The first hold of the group. */
    GROUP_RESOLVED(7);

    private static final Change[] VALUES = values();

    private final int number;

    Change(int number) {
        this.number = number;
    }

    /** How the log writes it: its place in their order. */
    int number() {
        return number;
    }

    /** The one with this number; allocates nothing. */
    static Change of(int number) {
        return VALUES[number];
    }
}
