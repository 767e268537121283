package io.florin.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the house: who may use whom, where each library is at home, and what is pure. */
final class DependencyDirectionTest {
    static Stream<ArchRule> directions() {
        return Stream.of(HouseRules.everyClassHasARoom(), HouseRules.directions(), HouseRules.theGatewaySeesNoStage());
    }

    static Stream<ArchRule> homes() {
        return Stream.of(
                HouseRules.theDisruptorIsAtHome(),
                HouseRules.atHome("net.openhft..", "io.florin.journal.."),
                HouseRules.atHome("io.aeron..", "io.florin.replication.."),
                HouseRules.atHome("io.netty..", "io.florin.gateway..", "io.florin.bench.."),
                HouseRules.atHome(
                        "tools.jackson..", "io.florin.gateway..", "io.florin.ops.tool..", "io.florin.bench.."),
                HouseRules.atHome("java.sql..", "io.florin.projection.."),
                HouseRules.atHome("org.postgresql..", "io.florin.projection.."),
                HouseRules.atHome("com.zaxxer..", "io.florin.projection.."),
                HouseRules.atHome("org.flywaydb..", "io.florin.projection.."),
                HouseRules.atHome("org.apache.kafka..", "io.florin.feed.."),
                HouseRules.atHome("org.HdrHistogram..", "io.florin.counters..", "io.florin.ops..", "io.florin.bench.."),
                HouseRules.atHome("picocli..", "io.florin.ops..", "io.florin.bench.."),
                HouseRules.atHome("org.jline..", "io.florin.ops.tool.repl.."),
                HouseRules.atHome("com.typesafe.config..", "io.florin.ops..", "io.florin.bench.."),
                HouseRules.atHome("io.prometheus..", "io.florin.ops.."),
                HouseRules.atHome("io.zonky..", "io.florin.ops.."),
                HouseRules.atHome("org.slf4j..", "io.florin.ops..", "io.florin.projection.."),
                HouseRules.atHome("org.openjdk.jmh..", "io.florin.bench.micro.."),
                HouseRules.nobodyUses("ch.qos.logback.."),
                HouseRules.nobodyUses("uk.co.real_logic.."));
    }

    static Stream<ArchRule> purity() {
        return Stream.of(
                HouseRules.pureVocabulary(),
                HouseRules.noClock(),
                HouseRules.noFloatingPoint(),
                HouseRules.noLoggerOnTheRoad());
    }

    static Stream<ArchRule> names() {
        return Stream.of(HouseRules.namesArePromises(), HouseRules.noGetters());
    }

    @ParameterizedTest
    @MethodSource({"directions", "homes", "purity", "names"})
    void holds(ArchRule rule) {
        rule.check(OurClasses.MAIN);
    }

    @Test
    void seesClasses() {
        assertFalse(OurClasses.MAIN.isEmpty());
    }
}
