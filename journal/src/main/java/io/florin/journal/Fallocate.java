package io.florin.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

final class Fallocate {
    private Fallocate() {}

    static void reserve(FileChannel channel, long length) throws IOException {}
}
