package io.gantry.tidy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The house's table "Who may depend on whom", for shipped classes. Modules are named by their folder. */
public final class Architecture {
    /** Third-party packages that any module may use: annotations. */
    private static final String ANNOTATIONS = "java\\.|javax\\.crypto|javax\\.net|javax\\.xml|org\\.jspecify\\."
            + "|com\\.google\\.errorprone\\.annotations\\.";

    private static final String JACKSON = "tools\\.jackson\\.|com\\.fasterxml\\.jackson\\.annotation\\.";
    private static final String SDK = "software\\.amazon\\.awssdk\\.";
    private static final String ANYTHING = ".*";

    private static final List<Row> TABLE = List.of(
            row("kernel/base", "", ""),
            row("kernel/state", "kernel/base", ""),
            row("kernel/control", "kernel/(base|state)", ""),
            row("kernel/records", "kernel/(base|state)", JACKSON),
            row("kernel/policy", "kernel/base", JACKSON),
            row("kernel/wire", "kernel/base", JACKSON + "|software\\.amazon\\.awssdk\\.(core|awscore|utils)\\."),
            row("kernel/access", "kernel/(base|state|policy|wire)", ""),
            row("models/generator", "kernel/(base|wire)", ANYTHING),
            row("models/api", "kernel/(base|wire)", SDK),
            row("placement", "kernel/base", "org\\.antlr\\.v4\\.runtime\\."),
            row("agent/protocol", "kernel/(base|records)", JACKSON),
            row("agent/node", "kernel/(base|state|control|records)|agent/protocol", JACKSON),
            row("services/ecs", "kernel/\\w+|models/api|placement|agent/protocol", JACKSON + "|" + SDK),
            row("services/[a-z0-9-]+", "kernel/\\w+|models/api", JACKSON + "|" + SDK),
            row("adapters/logs-[a-z]+", "kernel/(base|state)|services/logs", ANYTHING),
            row("adapters/store-[a-z]+", "kernel/(base|state)", ANYTHING),
            row("adapters/(runtime|network|dns)-[a-z]+", "kernel/(base|records)|agent/node", ANYTHING),
            row("adapters/seal-[a-z]+", "kernel/base", ANYTHING),
            row("apps/[a-z]+", "(kernel|models|placement|services|agent|adapters|apps)(/.*)?", ANYTHING),
            row("tests/[a-z-]+", ANYTHING, ANYTHING));

    private Architecture() {}

    /**
     * Why {@code from} may not use {@code to}; empty when it may.
     *
     * @param from a module of ours
     * @param to another module of ours, or itself
     */
    public static Optional<String> refuseModule(String from, String to) {
        if (from.equals(to) || row(from).modules().matcher(to).matches()) {
            return Optional.empty();
        }
        return Optional.of(from + " may not use " + to);
    }

    /** Why a class of {@code module} may not use {@code className}, which is none of ours; empty when it may. */
    public static Optional<String> refuseLibrary(String module, String className) {
        Row row = row(module);
        if (row.libraries().matcher(className).lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(module + " may not use the library class " + className);
    }

    /**
     * What the JDK offers and pure modules leave alone: sockets, files, processes. Why {@code module} may not use
     * {@code className}; empty when it may.
     */
    public static Optional<String> refuseWorld(String module, String className) {
        boolean pure =
                Set.of("placement", "kernel/base", "kernel/state", "kernel/records", "kernel/policy", "agent/protocol")
                                .contains(module)
                        || module.startsWith("services/");
        Pattern world = Pattern.compile("java\\.nio\\.(file|channels)\\..*|java\\.net\\.(?!URI|URL(En|De)coder).*"
                + "|java\\.io\\.File.*|java\\.lang\\.Process.*|java\\.lang\\.Thread");
        return pure && world.matcher(className).matches()
                ? Optional.of(module + " does not meet the world, but uses " + className)
                : Optional.empty();
    }

    /**
     * Why a class of another module may not name {@code className}, a class of a service room: the door and the room's
     * ports are all that is seen of it. Empty when it may.
     */
    public static Optional<String> refuseInside(String module, String className) {
        boolean seen = className.matches("io\\.gantry\\.[a-z0-9]+\\.(port\\.)?[A-Z][^.]*");
        return seen || module.startsWith("tests/")
                ? Optional.empty()
                : Optional.of(module + " goes past a room's door to " + className);
    }

    private static Row row(String module) {
        return TABLE.stream()
                .filter(row -> row.name().matcher(module).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(module + " has no row in the table of dependencies"));
    }

    private static Row row(String name, String modules, String libraries) {
        String all = libraries.isEmpty() ? ANNOTATIONS : ANNOTATIONS + "|" + libraries;
        return new Row(Pattern.compile(name), Pattern.compile(modules), Pattern.compile(all));
    }

    /** One row: a module, what it may use of ours, and which libraries. */
    private record Row(Pattern name, Pattern modules, Pattern libraries) {}
}
