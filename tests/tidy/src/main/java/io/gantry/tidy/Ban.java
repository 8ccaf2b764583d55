package io.gantry.tidy;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A thing that is forbidden, where it may be used nevertheless, and what to use instead.
 *
 * @param name the rule's name in the ratchet file
 * @param what matches the whole of an expression as {@link BanRule} writes it
 * @param allowed the files in which it is no breach
 * @param instead for people
 */
record Ban(String name, Pattern what, Predicate<Source> allowed, String instead) {
    Ban(String name, String what, Predicate<Source> allowed, String instead) {
        this(name, Pattern.compile(what, Pattern.DOTALL), allowed, instead);
    }

    /** Whether {@code source} is a place where threads, clocks and the world are met: drivers, adapters, apps, real tests. */
    static boolean atTheEdge(Source source) {
        String module = source.module();
        return module.equals("kernel/control")
                || module.startsWith("adapters/")
                || module.startsWith("apps/")
                || usesTheWorld(source);
    }

    /** Whether {@code source} is a program of ours that people or a script start, or a test that prints figures. */
    static boolean isProgram(Source source) {
        String module = source.module();
        return module.startsWith("apps/")
                || module.equals("models/generator")
                || module.equals("tests/benchmarks")
                || module.equals("tests/survival");
    }

    static boolean nowhere(Source source) {
        return false;
    }

    static boolean inTests(Source source) {
        return !source.isProduction();
    }

    /** Tests against real processes, engines and disks have real time and threads; so have the contracts of ports. */
    private static boolean usesTheWorld(Source source) {
        String module = source.module();
        return module.equals("tests/conformance")
                || module.equals("tests/survival")
                || module.equals("tests/benchmarks")
                || (module.startsWith("tests/kit") && source.simpleName().matches("Nested.*|.*Contract"))
                || (source.path().contains("/src/test/") && source.simpleName().endsWith("IT"));
    }
}
