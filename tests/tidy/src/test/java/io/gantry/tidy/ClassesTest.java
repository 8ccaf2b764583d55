package io.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Looks at the compiled main classes of every module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassesTest {
    /** Fewer classes than this mean that a module was not found, not that it is in order. */
    private static final Map<String, Integer> AT_LEAST = Map.of(
            "kernel/base", 8,
            "kernel/state", 9,
            "kernel/control", 3,
            "kernel/records", 2,
            "kernel/policy", 15,
            "kernel/wire", 3,
            "agent/node", 10,
            "services/ecs", 6);

    private final Map<String, JavaClasses> classes = new LinkedHashMap<>();
    private final Map<String, String> moduleOf = new HashMap<>();

    @BeforeAll
    void readClasses() {
        Repository repository = Repository.around(Path.of(""));
        for (String module : repository.modules()) {
            Path folder = repository.classes(module);
            if (Files.isDirectory(folder)) {
                JavaClasses found = new ClassFileImporter().importPath(folder);
                classes.put(module, found);
                found.forEach(one -> moduleOf.put(one.getFullName(), module));
            }
        }
    }

    @Test
    void thereIsSomethingToLookAt() {
        AT_LEAST.forEach((module, count) ->
                assertThat(classes.get(module)).as(module).isNotNull().hasSizeGreaterThanOrEqualTo(count));
    }

    @Test
    void modulesUseOnlyWhatTheTableAllows() {
        Set<String> refused = new TreeSet<>();
        classes.forEach((module, found) -> found.stream()
                .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                .forEach(dependency -> refuse(
                                module,
                                dependency
                                        .getTargetClass()
                                        .getBaseComponentType()
                                        .getFullName())
                        .ifPresent(why -> refused.add(
                                why + " (" + dependency.getOriginClass().getName() + ")"))));
        assertThat(String.join("\n", refused)).isEmpty();
    }

    private Optional<String> refuse(String from, String target) {
        String to = moduleOf.get(target);
        if (to == null) {
            boolean primitive = target.indexOf('.') < 0;
            return primitive
                    ? Optional.empty()
                    : Architecture.refuseLibrary(from, target).or(() -> Architecture.refuseWorld(from, target));
        }
        if (to.startsWith("services/") && !to.equals(from)) {
            return Architecture.refuseModule(from, to).or(() -> Architecture.refuseInside(from, target));
        }
        return Architecture.refuseModule(from, to);
    }

    @Test
    void packagesOfAModuleAreFreeOfCycles() {
        classes.forEach((module, found) -> {
            EvaluationResult result = SlicesRuleDefinition.slices()
                    .matching("io.gantry.(**)")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .evaluate(found);
            assertThat(result.getFailureReport().toString()).as(module).doesNotContain("Cycle detected");
            assertThat(result.hasViolation()).as(module).isFalse();
        });
    }

    @Test
    void everyClassLivesInAPackageOfItsModule() {
        Map<String, String> owner = new HashMap<>();
        Set<String> shared = new TreeSet<>();
        classes.forEach((module, found) -> found.forEach(one -> {
            String other = owner.putIfAbsent(one.getPackageName(), module);
            if (other != null && !other.equals(module)) {
                shared.add(one.getPackageName() + " is in " + other + " and in " + module);
            }
        }));
        assertThat(shared).isEmpty();
    }

    @Test
    void operationsAreFinal() {
        Set<String> open = new TreeSet<>();
        classes.forEach((module, found) -> {
            if (module.startsWith("services/")) {
                found.stream()
                        .filter(one -> one.isAssignableTo("io.gantry.wire.Operation") && !one.isInterface())
                        .filter(one -> !one.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaClass::getName)
                        .forEach(open::add);
            }
        });
        assertThat(open).isEmpty();
    }
}
