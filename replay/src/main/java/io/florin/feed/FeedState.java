package io.florin.feed;

/**
 * What a tail must remember of the records before, to tell of those that follow. One thread; saved by {@link
 * FeedStates}.
 */
final class FeedState {
    /** Of the last record that is in it. */
    long sequence;

    GrantBook grants = GrantBook.NONE;
    final HoldBook holds = new HoldBook();

    /** Time stamp of the newest account or transfer: a created one that is not newer was told of before. */
    long lastAccountNs;

    long lastTransferNs;
}
