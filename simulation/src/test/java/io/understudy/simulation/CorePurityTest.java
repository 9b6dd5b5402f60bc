package io.understudy.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A core is a function of what it is told. What would make it differ between two runs, or between a
 * run and its simulation, it cannot even name: clocks, chance, collections whose order depends on
 * the virtual machine, threads, logs, files and sockets.
 *
 * <p>The simulation is held to the same, since a world is a function of its seed.
 */
class CorePurityTest {

    /** Exactly these. What is not listed is not allowed, so what is new has to be thought about. */
    private static final List<String> QUIET_PACKAGES =
            List.of(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke", // what the compiler makes of lambdas
                    "java.lang.runtime", // and of records
                    "java.util",
                    "java.util.function",
                    "java.util.random",
                    "java.util.regex",
                    "java.util.stream",
                    "io.understudy.config");

    private static final List<String> QUIET_CLASSES =
            List.of(
                    "java.io.ByteArrayOutputStream",
                    "java.nio.ByteBuffer",
                    "java.nio.ByteOrder",
                    "java.nio.charset.Charset",
                    "java.nio.charset.StandardCharsets",
                    "java.time.Duration");

    /** In those packages, what is not quiet. */
    private static final Pattern LOUD_CLASSES =
            Pattern.compile(
                    "java\\.lang\\.(Thread.*|InheritableThreadLocal|Runtime|Process.*|ClassLoader)"
                            + "|java\\.util\\.(Random|SplittableRandom|UUID)"
                            + "|java\\.util\\.(Timer|Date|Calendar|Scanner|ServiceLoader).*"
                            + "|java\\.util\\.(HashMap|HashSet|Hashtable|IdentityHashMap|WeakHashMap)");

    private static final DescribedPredicate<JavaClass> CORES =
            describe("are cores", type -> Architecture.isCore(type) && !isJson(type));

    private static final DescribedPredicate<JavaClass> JSON =
            describe("make JSON of records", CorePurityTest::isJson);

    private static final DescribedPredicate<JavaClass> SIMULATION =
            describe("are the simulation", CorePurityTest::isSimulation);

    private static final DescribedPredicate<JavaClass> REPEATABLE =
            describe("are repeatable", type -> Architecture.isCore(type) || isSimulation(type));

    private static boolean isJson(JavaClass type) {
        return Architecture.isIn(type, "protocol.json");
    }

    private static boolean isSimulation(JavaClass type) {
        return Architecture.isIn(type, "simulation");
    }

    private static boolean isQuiet(JavaClass some) {
        JavaClass type = some.getBaseComponentType();
        return type.isPrimitive()
                || Architecture.isCore(type)
                || QUIET_CLASSES.contains(type.getName())
                || QUIET_PACKAGES.contains(type.getPackageName())
                        && !LOUD_CLASSES.matcher(type.getName()).matches();
    }

    private static void assertKnows(
            DescribedPredicate<JavaClass> who, String what, Predicate<JavaClass> allowed) {
        classes()
                .that(who)
                .should()
                .onlyDependOnClassesThat(describe(what, allowed))
                .check(Architecture.CLASSES);
    }

    private static void assertNeverCalled(String what, Predicate<CodeUnitAccessTarget> target) {
        noClasses()
                .that(REPEATABLE)
                .should()
                .accessTargetWhere(describe(what, access -> calls(access, target)))
                .check(Architecture.CLASSES);
    }

    private static boolean calls(JavaAccess<?> access, Predicate<CodeUnitAccessTarget> target) {
        return access.getTarget() instanceof CodeUnitAccessTarget called && target.test(called);
    }

    private static Predicate<CodeUnitAccessTarget> methods(Class<?> owner, String... names) {
        List<String> all = List.of(names);
        return called -> called.getOwner().isAssignableTo(owner) && all.contains(called.getName());
    }

    private static boolean takesNumbersAtMost(CodeUnitAccessTarget called) {
        return called.getRawParameterTypes().stream().allMatch(JavaClass::isPrimitive);
    }

    private static int parameters(CodeUnitAccessTarget called) {
        return called.getRawParameterTypes().size();
    }

    /** Else the rules below would hold of nothing. */
    @Test
    void everyRoleHasACore() {
        List<String> found =
                Architecture.ROLES.stream()
                        .filter(
                                role ->
                                        Architecture.CLASSES.stream()
                                                .filter(type -> Architecture.isIn(type, role))
                                                .anyMatch(Architecture::isCore))
                        .toList();
        assertEquals(Architecture.ROLES, found);
    }

    @Test
    void aCoreKnowsCoresTheClusterFileAndTheQuietPartOfTheJdk() {
        assertKnows(CORES, "are quiet", CorePurityTest::isQuiet);
    }

    @Test
    void whatMakesJsonOfRecordsKnowsAParserAndReflectionBesides() {
        assertKnows(
                JSON,
                "are quiet, or tokens of JSON, or parts of a class",
                type ->
                        isQuiet(type)
                                || type.getPackageName().startsWith("tools.jackson.core")
                                || type.getPackageName().equals("java.lang.reflect"));
    }

    @Test
    void theSimulationKnowsSeedsBesides() {
        assertKnows(
                SIMULATION,
                "are quiet, or draw from a seed",
                type ->
                        isQuiet(type)
                                || isSimulation(type)
                                || type.getName().equals("java.util.SplittableRandom"));
    }

    @Test
    void nothingAsksTheSystem() {
        assertNeverCalled(
                "the system's clock, settings or streams",
                methods(Charset.class, "defaultCharset")
                        .or(
                                called ->
                                        called.getOwner().isEquivalentTo(System.class)
                                                && !called.getName().equals("arraycopy")));
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .that(REPEATABLE)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(Architecture.CLASSES);
    }

    @Test
    void chanceHasASeed() {
        assertNeverCalled(
                "chance without a seed",
                methods(RandomGenerator.class, "getDefault", "of")
                        .or(methods(Math.class, "random"))
                        .or(methods(StrictMath.class, "random"))
                        .or(
                                methods(Collections.class, "shuffle")
                                        .and(called -> parameters(called) == 1))
                        .or(
                                methods(RandomGenerator.class, "<init>")
                                        .and(called -> parameters(called) == 0)));
    }

    @Test
    void everyCollectionHasAnOrder() {
        assertNeverCalled(
                "an order that depends on the virtual machine",
                methods(Set.class, "of", "copyOf")
                        .or(methods(Map.class, "of", "ofEntries", "copyOf"))
                        .or(methods(Collectors.class, "toSet", "toUnmodifiableSet"))
                        .or(methods(Collectors.class, "toUnmodifiableMap"))
                        // With a fourth or third argument the order is chosen.
                        .or(
                                methods(Collectors.class, "toMap")
                                        .and(called -> parameters(called) < 4))
                        .or(
                                methods(Collectors.class, "groupingBy")
                                        .and(called -> parameters(called) < 3))
                        .or(methods(BaseStream.class, "unordered", "findAny"))
                        .or(methods(Object.class, "identityHashCode")));
    }

    @Test
    void nothingHappensBesides() {
        assertNeverCalled(
                "what concerns other threads",
                methods(BaseStream.class, "parallel")
                        .or(methods(Collection.class, "parallelStream"))
                        .or(methods(Collectors.class, "groupingByConcurrent", "toConcurrentMap"))
                        // A core may have a method of that name for something else.
                        .or(
                                methods(Object.class, "wait", "notify", "notifyAll")
                                        .and(CorePurityTest::takesNumbersAtMost)));
    }

    /** Not in the class files, or not where a rule above would see it. */
    @Test
    void nothingIsSharedWithOtherThreads() {
        Pattern shared = Pattern.compile("\\b(synchronized\\s*\\(|synchronized \\w|volatile \\w)");
        Architecture.sources().stream()
                .filter(Architecture::isRepeatable)
                .forEach(
                        source ->
                                assertFalse(
                                        shared.matcher(Architecture.read(source)).find(),
                                        source + " shares something with another thread"));
    }
}
