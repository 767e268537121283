package io.florin.replay;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.ledger.Ledger;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * Runs recorded commands through the ledger of another build and tells of every result that differs. The other build's
 * classes come first in a class loader of their own; all that this build adds is loaded there again behind them, so
 * nothing of one meets the other but text.
 */
public final class Rehearsal {
    private static final String LEDGER = "io/florin/ledger/Ledger.class";

    private static final int PROGRESS_EVERY = 16_384;

    private Rehearsal() {}

    /** A build that cannot be rehearsed here; a sentence for whoever asked. */
    public static final class NotThereException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotThereException(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        NotThereException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Rehearses, from the first record to the last.
     *
     * @param build a jar, or a directory of classes, that holds the other build's engine.
     * @param heard for each difference: sequence, command, what is recorded, what the other build decides.
     * @param progress now and then: records decided, bytes read, bytes there are.
     * @return records that were decided.
     * @throws NotThereException if the build holds no ledger, or none that fits this one's replay.
     */
    public static long run(Path build, Path data, Consumer<String[]> heard, Consumer<long[]> progress)
            throws IOException {
        requireLedger(build);
        try (var loader = new URLClassLoader(urls(build), ClassLoader.getPlatformClassLoader())) {
            return (long) loader.loadClass(Rehearsal.class.getName())
                    .getMethod("decide", String.class, Consumer.class, Consumer.class)
                    .invoke(null, data.toString(), heard, progress);
        } catch (InvocationTargetException failed) {
            throw sorted(build, Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (ReflectiveOperationException | LinkageError unfit) {
            throw unfit(build, unfit);
        }
    }

    private static void requireLedger(Path build) throws IOException {
        if (Files.isDirectory(build)) {
            if (Files.exists(build.resolve(LEDGER))) return;
        } else if (Files.isRegularFile(build)) {
            try (FileSystem jar = FileSystems.newFileSystem(build)) {
                if (Files.exists(jar.getPath(LEDGER))) return;
            } catch (ProviderNotFoundException | ZipException noJar) {
                throw new NotThereException("is no jar: --rehearse=" + build, noJar);
            }
        }
        throw new NotThereException("holds no ledger (" + LEDGER + "): --rehearse=" + build);
    }

    private static URL[] urls(Path build) {
        List<URL> urls = new ArrayList<>();
        urls.add(url(build));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) urls.add(url(Path.of(entry)));
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("cannot be loaded: " + path, e);
        }
    }

    private static RuntimeException sorted(Path build, Throwable cause) throws IOException {
        switch (cause) {
            case LinkageError unfit -> throw unfit(build, unfit);
            case IOException failed -> throw failed;
            case UncheckedIOException failed -> throw failed.getCause();
            default ->
                throw new NotThereException("the other build gave up (" + cause + "): --rehearse=" + build, cause);
        }
    }

    private static NotThereException unfit(Path build, Throwable cause) {
        return new NotThereException(
                "its engine does not fit this build's replay (" + cause + "): --rehearse=" + build, cause);
    }

    /** Called in the other class loader: the ledger there is the other build's. Its parameters are the JDK's alone. */
    public static long decide(String data, Consumer<String[]> heard, Consumer<long[]> progress) throws IOException {
        JournalView view = JournalView.of(Disk.real(), Path.of(data));
        try (Reader reader = view.read(1)) {
            var ledger = new Ledger();
            var fold = new Fold(
                    ledger,
                    (slot, recorded, decided) -> heard.accept(new String[] {
                        Long.toString(slot.sequence()), CommandNames.of(slot.templateId()), recorded, decided
                    }));
            long records = 0;
            while (reader.next()) {
                fold.onRecord(reader.record());
                if (++records % PROGRESS_EVERY == 0) {
                    progress.accept(new long[] {records, reader.bytesRead(), reader.bytesTotal()});
                }
            }
            fold.settle();
            return records;
        }
    }
}
