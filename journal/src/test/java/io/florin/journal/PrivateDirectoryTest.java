package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine cannot read the journal, whatever the process's umask is. */
@EnabledOnOs(OS.LINUX)
class PrivateDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void onlyItsOwnerEntersADataDirectory() throws Exception {
        Path data = folder.resolve("florin/data");
        DataDirectory.create(Disk.real(), new DataDirectory.Place(data, true), 1, 2, 1);
        assertEquals("rwx------", permissions(data));
        assertEquals("rwx------", permissions(data.resolve("journal")));
    }

    @Test
    void aDirectoryThatIsThereAlreadyIsLeftAsItIs() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        DataDirectory.create(Disk.real(), new DataDirectory.Place(data, true), 1, 2, 1);
        assertEquals("rwxr-x---", permissions(data));
        assertEquals("rwx------", permissions(data.resolve("journal")));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
