package io.florin.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** A process that journals as fast as it can and says how far it is durable, until it is killed. */
final class WritesJournal {
    private WritesJournal() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        JournalKind kind = JournalKind.valueOf(arguments[1]);
        PrintStream parent = Processes.toParent();
        try (Life life = Life.begin(Disk.real(), path, kind, Long.parseLong(arguments[2]))) {
            while (true) {
                life.commit(1);
                parent.println(life.journal().forced());
            }
        }
    }
}
