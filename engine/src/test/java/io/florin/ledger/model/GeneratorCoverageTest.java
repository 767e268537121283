package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.ledger.scenario.Request;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generator against the model alone: whether it is wild enough. */
final class GeneratorCoverageTest {
    private static final System.Logger LOG = System.getLogger(GeneratorCoverageTest.class.getName());

    @Test
    void everyStatusOfTheRulesIsProduced() {
        Coverage coverage = new Coverage();
        long start = System.nanoTime();
        for (long seed = 1; seed <= 100; seed++) {
            LedgerModel model = new LedgerModel();
            Generator generator = new Generator(seed, EnumSet.allOf(Feature.class), model.state());
            for (int events = 0; events < 5_000; ) {
                Request request = generator.next();
                events += request.events();
                coverage.count(request, model.decide(request));
            }
        }
        LOG.log(System.Logger.Level.INFO, "{0} ms\n{1}", (System.nanoTime() - start) / 1_000_000, coverage);
        assertEquals(List.of(), coverage.rarerThan(5));
    }
}
