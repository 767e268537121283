package io.florin.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of one connection, as they are or encrypted. Never waits; the generator's thread only. */
interface LoadLink extends AutoCloseable {

    /** Reads what is there; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Takes what the socket takes, or a little more; how many bytes. */
    int write(ByteBuffer from) throws IOException;

    /** Whether nothing that was taken waits for the socket. */
    boolean isFlushed();

    /** Whether something has come already that no selector will tell of. */
    boolean hasMore();

    @Override
    void close() throws IOException;

    /** As they are. */
    static LoadLink plain(SocketChannel channel) {
        return new Plain(channel);
    }

    /** Plain bytes. */
    record Plain(SocketChannel channel) implements LoadLink {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public boolean isFlushed() {
            return true;
        }

        @Override
        public boolean hasMore() {
            return false;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
