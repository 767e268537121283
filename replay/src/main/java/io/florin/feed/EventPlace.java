package io.florin.feed;

/**
 * Where to go on: the event of this index in this record, or the first one behind it.
 *
 * @param sequence of the record.
 * @param index from 0 of the event among those of its record; most records have one or none.
 */
public record EventPlace(long sequence, int index) implements Comparable<EventPlace> {
    /** The first event that is retained. */
    public static final EventPlace OLDEST = new EventPlace(0, 0);

    /** Whatever happens from now on. */
    public static final EventPlace NOW = new EventPlace(Long.MAX_VALUE, 0);

    /** Behind all events of a record. */
    static EventPlace behind(long sequence) {
        return new EventPlace(sequence + 1, 0);
    }

    @Override
    public int compareTo(EventPlace other) {
        int order = Long.compare(sequence, other.sequence);
        return order == 0 ? Integer.compare(index, other.index) : order;
    }
}
