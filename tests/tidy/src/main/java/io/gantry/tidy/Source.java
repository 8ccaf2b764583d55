package io.gantry.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One parsed Java file. Only parsed: names are not resolved, so a rule that needs to know a type decides by its name.
 *
 * @param path below the root, for example {@code kernel/base/src/main/java/io/gantry/base/Arn.java}
 * @param text the file's characters
 */
public record Source(String path, String text, CompilationUnitTree unit, DocTrees docs) {

    /** Parses files, given by path and text. */
    public static List<Source> parse(Map<String, String> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<JavaFileObject> inputs = new ArrayList<>();
        files.forEach((path, text) -> inputs.add(new TextFile(path, text)));
        JavacTask task = (JavacTask) compiler.getTask(null, null, problems, List.of("-proc:none"), null, inputs);
        DocTrees docs = DocTrees.instance(task);
        List<Source> sources = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                // The compiler wraps the files it was given; their addresses it leaves alone.
                String path = unit.getSourceFile().toUri().getPath().substring(1);
                sources.add(new Source(path, files.getOrDefault(path, ""), unit, docs));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                throw new IllegalArgumentException("not Java: " + problem);
            }
        }
        return sources;
    }

    /** The leaf of the tree that the file belongs to, for example {@code kernel/base}. */
    public String module() {
        return path.substring(0, path.indexOf("/src/"));
    }

    /** Whether the file is shipped: not a test of a module, and not in {@code tests}. */
    public boolean isProduction() {
        return path.contains("/src/main/") && !path.startsWith("tests/");
    }

    /** The name without folder and ending. */
    public String simpleName() {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    /** How many lines {@code tree} covers, its annotations included, its Javadoc not. */
    public int lines(Tree tree) {
        SourcePositions positions = docs.getSourcePositions();
        long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        return (int) (last - first + 1);
    }

    /** Whether {@code tree} has a Javadoc comment. */
    public boolean hasJavadoc(TreePath tree) {
        String comment = docs.getDocComment(tree);
        return comment != null && !comment.isBlank();
    }

    private static final class TextFile extends SimpleJavaFileObject {
        private final String text;

        TextFile(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
