package io.understudy.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whose code. Maven sees to the modules; this, to the packages inside of them. */
class DependencyDirectionTest {

    static List<String> roles() {
        return Architecture.ROLES;
    }

    private static void assertDoesNotKnow(
            String who, Predicate<JavaClass> knows, String whom, Predicate<JavaClass> known) {
        noClasses()
                .that(describe("are " + who, knows))
                .should()
                .dependOnClassesThat(describe("are " + whom, known))
                .check(Architecture.CLASSES);
    }

    private static Predicate<JavaClass> in(String packageName) {
        return type -> Architecture.isIn(type, packageName);
    }

    private static boolean isOfARole(JavaClass type) {
        return Architecture.ROLES.stream().anyMatch(role -> Architecture.isIn(type, role));
    }

    /** Roles meet in messages alone, so that each can be replaced, and run on its own. */
    @ParameterizedTest
    @MethodSource("roles")
    void aRoleKnowsNoOtherRole(String role) {
        assertDoesNotKnow(
                role,
                in(role),
                "another role",
                type -> isOfARole(type) && !Architecture.isIn(type, role));
    }

    /** Or it could not run in the simulation. */
    @ParameterizedTest
    @MethodSource("roles")
    void aCoreKnowsNoShell(String role) {
        assertDoesNotKnow(
                "the core of " + role,
                type -> Architecture.isIn(type, role) && Architecture.isCore(type),
                "a shell or the runtime",
                type ->
                        Architecture.isIn(type, "runtime")
                                || Architecture.isIn(type, role + ".node"));
    }

    @Test
    void theRuntimeKnowsNoRole() {
        assertDoesNotKnow("the runtime", in("runtime"), "a role", type -> isOfARole(type));
    }

    @Test
    void theProtocolKnowsNothingButTheClusterFile() {
        assertDoesNotKnow(
                "the protocol",
                in("protocol"),
                "more than that",
                type ->
                        type.getPackageName().startsWith("io.understudy")
                                && !Architecture.isIn(type, "protocol")
                                && !type.getPackageName().equals("io.understudy.config"));
    }

    @Test
    void theClusterFileKnowsNothing() {
        assertDoesNotKnow(
                "the cluster file",
                in("config"),
                "anything else of ours",
                type ->
                        type.getPackageName().startsWith("io.understudy")
                                && !Architecture.isIn(type, "config"));
    }

    @Test
    void nothingInProductionKnowsTheSimulation() {
        assertDoesNotKnow(
                "production", in("simulation").negate(), "the simulation", in("simulation"));
    }

    /** By its source, since this module does not see that one either. */
    @Test
    void nothingKnowsTheSuite() {
        Pattern named = Pattern.compile("\\bio\\.understudy\\.suite\\b");
        Architecture.sources().stream()
                .filter(source -> !source.toString().contains("suite"))
                .forEach(
                        source ->
                                assertFalse(
                                        named.matcher(Architecture.read(source)).find(),
                                        source + " names the suite"));
    }
}
