package io.gantry.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Packages say what they are and are null-marked; public types of shipped code have Javadoc; nothing is left to do. */
final class DocumentationRule implements Rule {
    /** Put together so that this file does not breach its own rule. */
    private static final List<String> LEFT_TO_DO = List.of("TO" + "DO", "FIX" + "ME");

    @Override
    public List<Violation> check(Source source) {
        List<Violation> found = new ArrayList<>();
        for (String word : LEFT_TO_DO) {
            if (source.text().contains(word)) {
                found.add(new Violation("left-to-do", source.path(), 1, word + ": do it, or open an issue"));
            }
        }
        if (source.simpleName().equals("package-info")) {
            checkPackage(source, found);
        } else if (source.isProduction()) {
            new Scan(source).scan(source.unit(), found);
        }
        return found;
    }

    private static void checkPackage(Source source, List<Violation> found) {
        PackageTree declaration = source.unit().getPackage();
        if (declaration == null || !source.hasJavadoc(new TreePath(new TreePath(source.unit()), declaration))) {
            found.add(new Violation("package-doc", source.path(), 1, "say what the package is and is not"));
        }
        boolean marked = false;
        for (AnnotationTree annotation : source.unit().getPackageAnnotations()) {
            marked |= annotation.getAnnotationType().toString().endsWith("NullMarked");
        }
        if (!marked) {
            found.add(new Violation("null-marked", source.path(), 1, "annotate the package with @NullMarked"));
        }
    }

    private static final class Scan extends TreePathScanner<Void, List<Violation>> {
        private final Source source;

        Scan(Source source) {
            this.source = source;
        }

        @Override
        public Void visitClass(ClassTree type, List<Violation> out) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean member = parent instanceof ClassTree;
            boolean visible = type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || (member && parent.getKind() == Tree.Kind.INTERFACE);
            if (visible && !source.hasJavadoc(getCurrentPath())) {
                String name = type.getSimpleName().toString();
                out.add(new Violation(
                        "javadoc", source.path() + "#" + name, 1, name + " is public and has no Javadoc"));
            }
            // What is inside a hidden type is hidden as well.
            return visible ? super.visitClass(type, out) : null;
        }
    }
}
