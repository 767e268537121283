package io.florin.ledger.mutants;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads the ledger and its tests anew, from the first of these folders that has them; all else is the process's. */
final class ChangedLedgerLoader extends URLClassLoader {
    private static final String LEDGER = "io.florin.ledger.";
    private static final String MUTANTS = LEDGER + "mutants.";

    ChangedLedgerLoader(List<Path> folders) {
        super(folders.stream().map(ChangedLedgerLoader::url).toArray(URL[]::new), LedgerTests.class.getClassLoader());
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no folder: " + folder, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean isResolved) throws ClassNotFoundException {
        if (!name.startsWith(LEDGER) || name.startsWith(MUTANTS)) return super.loadClass(name, isResolved);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
