package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The bank's history, which stays out of the repository and lies beside it where there is one. */
final class RealInput {
    private static final String BESIDE_THE_REPOSITORY = "../shared/data/bank-transactions.csv.gz";

    private RealInput() {}

    /** Skips the test, by name and with a sentence, where the file is not there. */
    static Path file() {
        Path file = root().resolve(BESIDE_THE_REPOSITORY).normalize();
        assumeTrue(Files.exists(file), "the real bank history is not here, so nothing was tested with it: " + file);
        return file;
    }

    private static Path root() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve("mvnw"))) {
            place = Objects.requireNonNull(place.getParent(), "not inside the repository");
        }
        return place;
    }
}
