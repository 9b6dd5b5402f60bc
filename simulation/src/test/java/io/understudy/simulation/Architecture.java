package io.understudy.simulation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The suite's own classes, without tests, and what their packages stand for. */
final class Architecture {

    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.understudy");

    /** Packages below io.understudy, each with a core and, in {@code node}, its shell. */
    static final List<String> ROLES =
            List.of("manager", "globaldetector", "localdetector", "replica", "client");

    private static final Path ROOT = Path.of("..");

    private Architecture() {}

    /** What must behave alike wherever it runs: what the roles say, and how they decide. */
    static boolean isCore(JavaClass type) {
        return isIn(type, "protocol")
                || ROLES.stream().anyMatch(role -> isIn(type, role) && !isIn(type, role + ".node"));
    }

    static boolean isIn(JavaClass type, String packageName) {
        String whole = "io.understudy." + packageName;
        String actual = type.getPackageName();
        return actual.equals(whole) || actual.startsWith(whole + ".");
    }

    /** Every source of every module, also of those that this one does not see. */
    static List<Path> sources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Architecture::below)
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As {@link #isCore}, by the folder that a source lies in; also the simulation. */
    static boolean isRepeatable(Path source) {
        String path = source.toString().replace('\\', '/');
        boolean ours =
                ROLES.stream().anyMatch(role -> path.contains("/io/understudy/" + role + "/"))
                        || path.contains("/io/understudy/protocol/")
                        || path.contains("/io/understudy/simulation/");
        return ours && !path.contains("/node/");
    }

    static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
