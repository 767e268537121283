package io.florin.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/** Whether a socket is read: only while nobody objects. Event loop only. */
public final class ReadGate {
    /** The ring is nearly full. */
    public static final int RING = 1;

    /** The client does not read its answers. */
    public static final int UNREAD_ANSWERS = 2;

    /** More requests are pipelined than are kept. */
    public static final int PIPELINE = 4;

    /** It is not known yet whose session it is. */
    public static final int SESSION = 8;

    private final Channel channel;
    private int objections;

    public ReadGate(Channel channel) {
        this.channel = channel;
    }

    public boolean isShut() {
        return objections != 0;
    }

    public boolean isShutBy(int objection) {
        return (objections & objection) != 0;
    }

    public void shut(int objection) {
        if (objections == 0) channel.config().setAutoRead(false);
        objections |= objection;
    }

    /** Withdraws the objection. */
    public void open(int objection) {
        if (objections == 0) return;
        objections &= ~objection;
        if (objections == 0) read(channel);
    }

    /** Reads on, unless there is nothing more: epoll has forgotten such a socket, and Netty fails if it is asked. */
    static void read(Channel channel) {
        boolean isOver = channel instanceof DuplexChannel duplex && duplex.isInputShutdown();
        if (!isOver) channel.config().setAutoRead(true);
    }
}
