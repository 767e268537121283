package io.florin.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The rules of {@link DependencyDirectionTest}, apart from it so that they can be tried on code that breaks them. */
final class HouseRules {
    private static final String[] PURE = {"io.florin.ledger..", "io.florin.payment.."};
    private static final String TABLES = "io.florin.ledger.scenario.."; // about the ledger, and no part of it
    private static final String[] ROAD = {
        "io.florin.ledger..", "io.florin.payment..", "io.florin.pipeline..", "io.florin.protocol..",
        "io.florin.counters..", "io.florin.journal..", "io.florin.replication..", "io.florin.gateway.."
    };

    /** What a pure class may use beside itself: enough to count, compare and keep; the same in every run. */
    private static final Pattern PURE_VOCABULARY = Pattern.compile("java\\.lang\\.[A-Z].*"
            + "|java\\.lang\\.(annotation|invoke|runtime)\\..*"
            + "|java\\.util\\.(Arrays|Objects)"
            + "|org\\.agrona\\.collections\\..*"
            + "|org\\.jspecify\\.annotations\\..*");

    private static final Pattern IMPURE_LANGUAGE = Pattern.compile(
            "java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal|ThreadGroup|Runtime|Process|ProcessBuilder"
                    + "|ProcessHandle|ScopedValue|StrictMath|Float|Double|System\\$Logger)(\\$.*)?");

    private static final Pattern EMPTY_PROMISE =
            Pattern.compile("(Base|Abstract)[A-Z].*|.*(Impl|Manager|Utils?|Helper)");

    private HouseRules() {}

    static ArchRule everyClassHasARoom() {
        return classes()
                .should(satisfy("live in a package of the table", (type, bad) -> {
                    if (Directions.home(type).isEmpty()) {
                        bad.accept(type.getName() + " lives in no package of the table");
                    }
                }))
                .allowEmptyShould(true);
    }

    static ArchRule directions() {
        return classes()
                .should(satisfy("use only what the table allows", (type, bad) -> {
                    String user = Directions.home(type);
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String used =
                                Directions.home(dependency.getTargetClass().getBaseComponentType());
                        if (!used.isEmpty() && !Directions.mayUse(user, used)) {
                            bad.accept(user + " may not use " + used + ": " + dependency.getDescription());
                        }
                    }
                }))
                .allowEmptyShould(true);
    }

    /** The gateway hands in commands and takes answers: it sees the ring's door, never its stages. */
    static ArchRule theGatewaySeesNoStage() {
        return noClasses()
                .that()
                .resideInAPackage("io.florin.gateway..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.florin.pipeline..").and(stages()))
                .allowEmptyShould(true);
    }

    static ArchRule atHome(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as(library + " is used only in " + String.join(", ", homes))
                .allowEmptyShould(true);
    }

    /** In the pipeline, in stages, and in the bare program that measures what a ring by itself can do. */
    static ArchRule theDisruptorIsAtHome() {
        return noClasses()
                .that(DescribedPredicate.not(stages()))
                .and()
                .resideOutsideOfPackages("io.florin.pipeline..", "io.florin.bench.limit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.lmax..")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyUses(String library) {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    static ArchRule pureVocabulary() {
        return classes()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackage(TABLES)
                .should(satisfy("use java.lang, Agrona's collections and JSpecify alone", (type, bad) -> {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass used = dependency.getTargetClass().getBaseComponentType();
                        if (!isPure(used)) bad.accept("not pure: " + dependency.getDescription());
                    }
                }))
                .allowEmptyShould(true);
    }

    /** {@code System} is part of the language, and so are its clocks. */
    static ArchRule noClock() {
        return noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackage(TABLES)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .allowEmptyShould(true);
    }

    static ArchRule noFloatingPoint() {
        return classes()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackage(TABLES)
                .should(satisfy("hold, take and return no floating point", (type, bad) -> {
                    for (JavaField field : type.getFields()) {
                        if (isFloating(field.getRawType())) bad.accept("floating point: " + field.getFullName());
                    }
                    for (JavaCodeUnit unit : type.getCodeUnits()) {
                        if (isFloating(unit)) bad.accept("floating point: " + unit.getFullName());
                        unit.getCallsFromSelf().stream()
                                .filter(call -> isFloating(call.getTarget().getRawReturnType())
                                        || call.getTarget().getRawParameterTypes().stream()
                                                .anyMatch(HouseRules::isFloating))
                                .forEach(call -> bad.accept("floating point: " + call.getDescription()));
                    }
                }))
                .allowEmptyShould(true);
    }

    static ArchRule noLoggerOnTheRoad() {
        return noClasses()
                .that()
                .resideInAnyPackage(ROAD)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "ch.qos.logback..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.System\\$Logger.*")
                .allowEmptyShould(true);
    }

    static ArchRule namesArePromises() {
        return classes()
                .should(satisfy("promise something by their names", (type, bad) -> {
                    if (EMPTY_PROMISE.matcher(type.getSimpleName()).matches()) {
                        bad.accept("promises nothing: " + type.getName());
                    }
                }))
                .allowEmptyShould(true);
    }

    static ArchRule noGetters() {
        return methods()
                .that()
                .arePublic()
                .and()
                .haveNameMatching("get[A-Z].*")
                .should(new ArchCondition<JavaMethod>("be named by what they answer, without get") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        if (method.getOwner().isAnonymousClass()
                                || method.getOwner().getName().contains("$$")) return;
                        if (OurClasses.isGenerated(method.getOwner()) || isInherited(method)) return;
                        events.add(SimpleConditionEvent.violated(method, "named get: " + method.getFullName()));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean isPure(JavaClass used) {
        boolean isOurs = used.getPackageName().startsWith("io.florin"); // directions() sees to these
        if (isOurs || used.isPrimitive()) return true;
        return PURE_VOCABULARY.matcher(used.getName()).matches()
                && !IMPURE_LANGUAGE.matcher(used.getName()).matches();
    }

    private static boolean isFloating(JavaCodeUnit unit) {
        return isFloating(unit.getRawReturnType())
                || unit.getRawParameterTypes().stream().anyMatch(HouseRules::isFloating);
    }

    private static boolean isFloating(JavaClass type) {
        return Set.of("float", "double").contains(type.getBaseComponentType().getName());
    }

    private static boolean isInherited(JavaMethod method) {
        return method.getOwner().getAllRawSuperclasses().stream().anyMatch(type -> declares(type, method))
                || method.getOwner().getAllRawInterfaces().stream().anyMatch(type -> declares(type, method));
    }

    private static boolean declares(JavaClass type, JavaMethod method) {
        return type.getMethods().stream()
                .filter(other -> other.getName().equals(method.getName()))
                .map(JavaMember::getOwner)
                .anyMatch(owner -> !owner.getPackageName().startsWith("io.florin"));
    }

    private static DescribedPredicate<JavaClass> stages() {
        return DescribedPredicate.describe("stages", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getSimpleName().endsWith("Stage");
        });
    }

    private static ArchCondition<JavaClass> satisfy(String text, BiConsumer<JavaClass, Consumer<String>> check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, message -> events.add(SimpleConditionEvent.violated(type, message)));
            }
        };
    }
}
