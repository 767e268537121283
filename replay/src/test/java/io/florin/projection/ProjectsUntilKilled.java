package io.florin.projection;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A projector in a process of its own, with many small transactions; ends by itself when there is nothing more. */
final class ProjectsUntilKilled {
    private static final int RECORDS = 48;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private ProjectsUntilKilled() {}

    public static void main(String[] args) throws Exception {
        endWithParent();
        Path data = Path.of(args[0]);
        try (ReadModel model = ReadModel.of(ReadModelConfig.local(args[1], "postgres", ""))) {
            while (!isDone(model, data)) LockSupport.parkNanos(WAIT_NS);
        }
    }

    /** Standard input ends with the process that started this one, however that ended. */
    private static void endWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        // as good as an end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static boolean isDone(ReadModel model, Path data) throws Exception {
        try {
            model.migrate();
            JournalView view = JournalView.of(Disk.real(), data);
            try (Projection projection = Projection.open(model, JournalAndModel.LEDGER_ID, view::read)) {
                int commits = 0;
                while (projection.poll(Long.MAX_VALUE, RECORDS) > 0) {
                    if (projection.isCommittable()) projection.commit(++commits % 20 == 0);
                }
                if (projection.isCommittable()) projection.commit(true);
            }
            return true;
        } catch (SQLException away) {
            return false;
        } catch (ReadModelException away) {
            if (away.mayPass()) return false;
            throw away;
        }
    }
}
