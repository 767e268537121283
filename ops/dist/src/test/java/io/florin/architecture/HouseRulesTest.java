package io.florin.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail holds nothing: each is tried on a class among these tests that breaks it. */
final class HouseRulesTest {
    private static final JavaClasses BROKEN = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

    @Test
    void aPackageWithoutALineInTheTableIsSeen() {
        seen(HouseRules.everyClassHasARoom(), "io.florin.architecture.HouseRules lives in no package");
    }

    @Test
    void aForbiddenDirectionIsSeen() {
        seen(HouseRules.directions(), "gateway.http may not use ledger");
    }

    @Test
    void aLibraryAwayFromHomeIsSeen() {
        seen(HouseRules.theDisruptorIsAtHome(), "com.lmax.disruptor.RingBuffer");
        seen(HouseRules.atHome("com.lmax..", "io.florin.pipeline.."), "com.lmax.disruptor.RingBuffer");
        seen(HouseRules.nobodyUses("com.lmax.."), "com.lmax.disruptor.RingBuffer");
    }

    @Test
    void impurityIsSeen() {
        seen(HouseRules.pureVocabulary(), "java.util.HashMap");
        seen(HouseRules.pureVocabulary(), "java.lang.Thread");
        seen(HouseRules.noClock(), "nanoTime");
        seen(HouseRules.noFloatingPoint(), "ClockReadingTable.rate()");
    }

    @Test
    void aLoggerOnTheRoadIsSeen() {
        seen(HouseRules.noLoggerOnTheRoad(), "java.util.logging.Logger");
    }

    @Test
    void aNameThatPromisesNothingIsSeen() {
        seen(HouseRules.namesArePromises(), "io.florin.gateway.http.MoneyManager");
        seen(HouseRules.noGetters(), "MoneyManager.getBalance()");
    }

    private static void seen(ArchRule rule, String expected) {
        var result = rule.evaluate(BROKEN);
        String report = result.getFailureReport().toString();
        assertTrue(result.hasViolation(), () -> "nothing seen by: " + rule.getDescription());
        assertTrue(report.contains(expected), report);
        assertFalse(report.contains("OpenTable.<init>"), report);
    }
}
