package io.gantry.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source tree that is looked at.
 *
 * @param root the directory of the parent pom
 * @param modules the leaves of the tree, for example {@code kernel/base}, in the order of the parent pom
 */
public record Repository(Path root, List<String> modules) {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** The tree that holds {@code inside}: the nearest directory upwards that has Maven's configuration folder. */
    public static Repository around(Path inside) {
        Path root = inside.toAbsolutePath().normalize();
        while (!Files.isDirectory(root.resolve(".mvn"))) {
            Path parent = root.getParent();
            if (parent == null) {
                throw new IllegalStateException("no source tree around " + inside);
            }
            root = parent;
        }
        List<String> modules = new ArrayList<>();
        Matcher matcher = MODULE.matcher(read(root.resolve("pom.xml")));
        while (matcher.find()) {
            modules.add(matcher.group(1));
        }
        return new Repository(root, List.copyOf(modules));
    }

    /** Every Java file under a module's {@code src}, as a path relative to the root with forward slashes, sorted. */
    public List<String> javaFiles() {
        List<String> files = new ArrayList<>();
        for (String module : modules) {
            Path sources = root.resolve(module).resolve("src");
            if (!Files.isDirectory(sources)) {
                continue;
            }
            try (Stream<Path> walk = Files.walk(sources)) {
                walk.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return files;
    }

    /** The compiled main classes of a module. */
    public Path classes(String module) {
        return root.resolve(module).resolve("target/classes");
    }

    /** The text of a file below the root. */
    public String text(String relative) {
        return read(root.resolve(relative));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
