package io.florin.gateway.session;

/**
 * How long a connection may keep us waiting: for the rest of its input, and for room to write. Event loop only; times
 * are those of {@link System#nanoTime}.
 */
public final class Patience {
    private boolean awaitsInput;
    private long inputDeadlineNs;
    private boolean awaitsRoom;
    private long roomDeadlineNs;

    /** Input must be complete within so many ns, unless it is awaited already. */
    public void awaitInput(long timeoutNs) {
        if (awaitsInput) return;
        awaitsInput = true;
        inputDeadlineNs = System.nanoTime() + timeoutNs;
    }

    /** From now on, whatever was awaited before. */
    public void awaitNextInput(long timeoutNs) {
        awaitsInput = false;
        awaitInput(timeoutNs);
    }

    /** Nothing is missing. */
    public void inputCame() {
        awaitsInput = false;
    }

    public boolean isInputLate(long nowNs) {
        return awaitsInput && nowNs - inputDeadlineNs > 0;
    }

    /** The socket takes no more, or takes again. */
    public void onWritable(boolean isWritable, long timeoutNs) {
        if (isWritable) {
            awaitsRoom = false;
        } else if (!awaitsRoom) {
            awaitsRoom = true;
            roomDeadlineNs = System.nanoTime() + timeoutNs;
        }
    }

    public boolean isRoomLate(long nowNs) {
        return awaitsRoom && nowNs - roomDeadlineNs > 0;
    }
}
