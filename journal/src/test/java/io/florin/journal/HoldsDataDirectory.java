package io.florin.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A process that opens a data directory and keeps it until it is killed. */
final class HoldsDataDirectory {
    private HoldsDataDirectory() {}

    public static void main(String[] arguments) throws IOException {
        try (DataDirectory directory = Life.open(Disk.real(), Path.of(arguments[0]))) {
            Processes.toParent().println("open");
            while (directory.life() > 0) System.in.read();
        }
    }
}
