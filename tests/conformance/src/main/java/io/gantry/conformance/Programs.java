package io.gantry.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the programs are started: from the launcher's build, with its ahead-of-time cache, when {@code GANTRY_TREE} says
 * where that is (a benchmark measures what users start), else from the class path of this very process.
 */
public final class Programs {
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms16m",
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:TrimNativeHeapInterval=10000",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8");

    private Programs() {}

    /** The command line, up to and with the main class, of the {@code server} or the {@code node}. */
    public static List<String> java(String name, String main) {
        String tree = System.getenv().getOrDefault("GANTRY_TREE", "");
        Path build = Path.of(tree, "dist", "current");
        Path classpath = build.resolve(name + ".classpath");
        if (tree.isEmpty() || !Files.exists(classpath)) {
            return ownJava(main);
        }
        try {
            Path real = build.toRealPath();
            Path cache = real.resolve(name + ".aot");
            List<String> options = new ArrayList<>(Files.readAllLines(real.resolve(name + ".options")));
            if (Files.exists(cache)) {
                options.add("-XX:AOTCache=" + cache);
            }
            return java(Files.readString(classpath).strip(), main, options);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The command line of a program on this process's class path with an ahead-of-time cache: the one in {@code cache}, or
     * a new one that is written there when the program ends in good order. Folders on the class path are left out, because
     * caches are made of jars; the program's own jar comes first, since each has its own logback.xml.
     *
     * @param name {@code server} or {@code node}
     */
    public static List<String> cachedJava(Path cache, String name, String main) {
        String own = "gantry-" + name + "-";
        String jars = Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .sorted(Comparator.comparing(
                        entry -> !Path.of(entry).getFileName().toString().startsWith(own)))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options = new ArrayList<>(OPTIONS);
        // Of a process that lives for seconds, the second compiler would take more time than it gives back.
        options.add("-XX:TieredStopAtLevel=1");
        options.add((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
        return java(jars, main, options);
    }

    /** The command line of another main class on this process's class path. */
    public static List<String> ownJava(String main) {
        return java(System.getProperty("java.class.path", ""), main, OPTIONS);
    }

    private static List<String> java(String classpath, String main, List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-cp", classpath, main));
        return words;
    }
}
