package io.florin.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every class of the product as compiled, benchmarks included, and none of the tests. */
final class OurClasses {
    static final JavaClasses MAIN = new ClassFileImporter().importPaths(directories());

    private OurClasses() {}

    /** Code that a tool wrote, and that follows the tool's habits. */
    static boolean isGenerated(JavaClass type) {
        return type.getPackageName().startsWith("io.florin.protocol.codec")
                || type.getPackageName().contains(".jmh_generated");
    }

    private static List<Path> directories() {
        Path root = Path.of("..", "..");
        List<Path> directories = Stream.of("engine", "journal", "gateway", "replay", "ops", "bench")
                .map(module -> root.resolve(module).resolve("target").resolve("classes"))
                .toList();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new IllegalStateException("build it first: directory=" + directory.toAbsolutePath());
            }
        }
        return directories;
    }
}
