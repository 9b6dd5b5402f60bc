package io.understudy.replica.application;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.application.kv.KvApplication;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Whatever two machines could do differently has no place where replicas have to agree: in the
 * applications, and in the bytes that these exchange with clients.
 */
class PurityTest {

    private static final DescribedPredicate<JavaClass> ARE_THE_MACHINES =
            resideInAnyPackage(
                            "java.io..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.time..",
                            "java.util.concurrent..",
                            "io.netty..",
                            "org.apache..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(Runtime.class))
                    .or(assignableTo(Random.class))
                    .or(assignableTo(UUID.class))
                    .or(assignableTo(Locale.class))
                    .as("are the machine's");

    /** Their order is that of identity hashes, or drawn anew at each start of a JVM. */
    private static final DescribedPredicate<JavaClass> ARE_WITHOUT_ORDER =
            assignableTo(HashMap.class)
                    .or(assignableTo(HashSet.class))
                    .or(assignableTo(IdentityHashMap.class))
                    .or(assignableTo(WeakHashMap.class))
                    .as("are without order");

    /** The clock, chance, salted sets and maps, and what asks for the machine's language. */
    private static final Pattern IMPURE_METHODS =
            Pattern.compile(
                    "System\\.(nanoTime|currentTimeMillis|getenv|getProperty|identityHashCode)"
                            + "|Math\\.random"
                            + "|(Set|Map)\\.(of|copyOf|ofEntries)"
                            + "|Collectors\\.(to(Unmodifiable)?(Set|Map)|groupingBy)"
                            + "|Object\\.(hashCode|wait|notify|notifyAll)"
                            + "|String\\.(format|formatted|toLowerCase|toUpperCase)");

    private static final DescribedPredicate<JavaMethodCall> DEPENDS_ON_THE_MACHINE =
            DescribedPredicate.describe(
                    "the answer depends on the machine", PurityTest::dependsOnTheMachine);

    static final List<ArchRule> RULES =
            List.of(
                    noClasses().should().dependOnClassesThat(ARE_THE_MACHINES),
                    noClasses().should().dependOnClassesThat(ARE_WITHOUT_ORDER),
                    noClasses().should().callMethodWhere(DEPENDS_ON_THE_MACHINE),
                    noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED));

    private static final JavaClasses PURE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages(
                            Application.class.getPackageName(), KvOperation.class.getPackageName());

    private static boolean dependsOnTheMachine(JavaMethodCall call) {
        String method = call.getTargetOwner().getSimpleName() + "." + call.getName();
        // Without an argument, the bytes of a text are those of the machine's own character set.
        return IMPURE_METHODS.matcher(method).matches()
                || (method.equals("String.getBytes")
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }

    @Test
    void bothSidesAreLookedAt() {
        assertTrue(PURE.contain(KvOperation.class));
        assertTrue(PURE.contain(KvApplication.class));
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void applicationsTakeNothingFromTheirMachine(ArchRule rule) {
        rule.check(PURE);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void everyRuleIsBrokenByWhoBreaksIt(ArchRule rule) {
        assertTrue(
                rule.evaluate(new ClassFileImporter().importClasses(Impure.class)).hasViolation());
    }

    /** Breaks every rule. */
    @SuppressWarnings("unused")
    private static final class Impure {

        private final Map<String, Integer> unordered = new HashMap<>();
        private final Random random = new Random(1);

        private synchronized Set<Integer> salted() {
            return Set.of(1, 2);
        }
    }
}
