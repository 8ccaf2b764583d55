package io.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule meets a snippet that breaches it, and one that does not. */
class RulesTest {
    private static final String MAIN = "services/ecs/src/main/java/io/gantry/ecs/Snippet.java";

    private static List<String> rules(String path, String code) {
        return rules(Map.of(path, code));
    }

    private static List<String> rules(Map<String, String> files) {
        return Rules.check(Source.parse(files)).stream()
                .map(Violation::rule)
                .filter(rule -> !rule.equals("package-info"))
                .toList();
    }

    private static String method(String body) {
        return "package io.gantry.ecs; class Snippet { void m() { " + body + " } }";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wall-clock | var t = Instant.now();",
                "wall-clock | var t = java.time.Instant.now();",
                "wall-clock | long t = System.nanoTime();",
                "wall-clock | var t = java.time.Clock.systemUTC();",
                "wall-clock | java.util.function.Supplier<Instant> t = Instant::now;",
                "randomness | var id = UUID.randomUUID();",
                "randomness | var r = new Random();",
                "randomness | var r = new java.util.Random();",
                "randomness | double r = Math.random();",
                "sleep | Thread.sleep(1);",
                "threads | synchronized (this) {}",
                "threads | var m = new ConcurrentHashMap<String, String>();",
                "threads | var e = Executors.newCachedThreadPool();",
                "threads | new Thread(() -> {}).start();",
                "threads | Thread.startVirtualThread(() -> {});",
                "program-only | System.out.println(1);",
                "program-only | System.exit(1);",
                "broad-catch | try { m(); } catch (Exception all) { throw all; }",
                "broad-catch | try { m(); } catch (Error or Throwable all) { throw all; }",
                "case-without-locale | var s = name.toLowerCase();",
                "built-text | var s = \"{\\\"a\\\":\" + name + '}';",
                "built-text | var s = \"<a>%s</a>\".formatted(name);"
            })
    void theBanListIsMet(String rule, String body) {
        assertThat(rules(MAIN, method(body.replace(" or ", " | ")))).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var t = tx.now();",
                "var r = new Random(seed);",
                "var r = new Strategy.Random();",
                "var s = name.toLowerCase(Locale.ROOT);",
                "var s = \"name: \" + name;",
                "var s = \"{\\\"a\\\":\" + \"1}\";",
                "try { m(); } catch (IllegalStateException expected) { throw expected; }"
            })
    void whatIsAllowedIsNotMet(String body) {
        assertThat(rules(MAIN, method(body))).isEmpty();
    }

    @Test
    void bansHavePlacesWhereTheyDoNotHold() {
        String waits = "class Snippet { void m() { Thread.sleep(1); try { m(); } catch (Exception all) { m(); } } }";
        assertThat(rules("adapters/runtime-docker/src/main/java/Snippet.java", waits))
                .isEmpty();
        assertThat(rules(
                        "services/ecs/src/test/java/SnippetIT.java", "class SnippetIT { long t = System.nanoTime(); }"))
                .isEmpty();
        assertThat(rules(
                        "services/ecs/src/test/java/SnippetTest.java",
                        "class SnippetTest { long t = System.nanoTime(); }"))
                .containsExactly("wall-clock");
        assertThat(rules("apps/cli/src/main/java/Snippet.java", "class Snippet { void m() { System.exit(1); } }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static int count;",
                "static final Map<String, String> SEEN = new HashMap<>();",
                "private static final AtomicInteger COUNT = new AtomicInteger();"
            })
    void staticStateIsMet(String field) {
        assertThat(rules(MAIN, "class Snippet { " + field + " }")).contains("mutable-static");
    }

    @Test
    void constantsAreNoState() {
        assertThat(rules(MAIN, "class Snippet { static final Set<String> NAMES = Set.of(); int count; }"))
                .isEmpty();
    }

    @Test
    void mocksAndLocksAreMetAtTheImport() {
        assertThat(rules(MAIN, "import org.mockito.Mockito; class Snippet {}")).containsExactly("mocks");
        assertThat(rules(MAIN, "import java.util.concurrent.locks.ReentrantLock; class Snippet {}"))
                .containsExactly("threads");
    }

    @Test
    void sizesAreMeasured() {
        String lines = "\n".repeat(SizeRule.METHOD_LINES);
        assertThat(rules(MAIN, "class Snippet { void m() {" + lines + "} }")).containsExactly("method-lines");
        assertThat(rules(MAIN, "class Snippet { void m() {" + lines.substring(1) + "} }"))
                .isEmpty();
        assertThat(rules(MAIN, "class Snippet {" + "\n".repeat(SizeRule.FILE_LINES) + "}"))
                .containsExactly("file-lines");
        String eight = "int a, int b, int c, int d, int e, int f, int g, int h";
        assertThat(rules(MAIN, "class Snippet { void m(" + eight + ") {} }")).containsExactly("parameters");
        assertThat(rules(MAIN, "record Snippet(" + eight + ") { Snippet { } }")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TaskManager", "TaskUtils", "StoreImpl", "RunTaskHandler", "TaskInfo", "TaskService"})
    void emptySuffixesAreMet(String name) {
        assertThat(rules(MAIN, "class " + name + " {}")).containsExactly("class-suffix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Service", "CreateService", "GetAccessKeyInfo", "Information", "Placer"})
    void goodNamesPass(String name) {
        assertThat(rules(MAIN, "class " + name + " {}")).isEmpty();
    }

    @Test
    void openSwitchesOverOurOwnTypesAreMet() {
        String types = "enum Status { RUNNING, STOPPED } sealed interface Step { record Wait() implements Step {} }";
        String byEnum = "class A { int m(Status s) { return switch (s) { case RUNNING -> 1; default -> 2; }; } }";
        String byType = "class B { int m(Step s) { return switch (s) { case Step.Wait w -> 1; default -> 2; }; } }";
        String full = "class C { int m(Status s) { return switch (s) { case RUNNING -> 1; case STOPPED -> 2; }; } }";
        String foreign = "class D { int m(int i) { return switch (i) { case 1 -> 1; default -> 2; }; } }";
        assertThat(rules(MAIN, types + byEnum)).containsExactly("open-switch");
        assertThat(rules(MAIN, types + byType)).containsExactly("open-switch");
        assertThat(rules(MAIN, types + full + foreign)).isEmpty();
    }

    @Test
    void enumsOfOtherFilesAreKnown() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("kernel/base/src/main/java/Status.java", "enum Status { RUNNING, STOPPED }");
        files.put(MAIN, "class A { int m(Status s) { return switch (s) { case RUNNING -> 1; default -> 2; }; } }");
        assertThat(rules(files)).containsExactly("open-switch");
    }

    @Test
    void publicTypesAndPackagesAreDescribed() {
        assertThat(rules(MAIN, "public class Snippet {}")).containsExactly("javadoc");
        assertThat(rules(MAIN, "/** A. */ public interface Snippet { record Inner() {} }"))
                .containsExactly("javadoc");
        assertThat(rules(MAIN, "/** A. */ public class Snippet { record Hidden() {} }"))
                .isEmpty();
        String info = "services/ecs/src/main/java/io/gantry/ecs/package-info.java";
        assertThat(rules(info, "package io.gantry.ecs;")).containsExactly("package-doc", "null-marked");
        assertThat(rules(info, "/** A. */ @NullMarked package io.gantry.ecs;")).isEmpty();
    }

    @Test
    void aPackageWithoutDescriptionIsMet() {
        List<Violation> found = Rules.check(Source.parse(Map.of(MAIN, "package io.gantry.ecs; class Snippet {}")));
        assertThat(found).extracting(Violation::key).containsExactly("package-info services/ecs#io.gantry.ecs");
    }

    @Test
    void nothingIsLeftToDo() {
        assertThat(rules(MAIN, "class Snippet {} // %s later".formatted("FIX" + "ME")))
                .containsExactly("left-to-do");
    }
}
