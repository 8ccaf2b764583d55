package io.gantry.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Small files, methods and parameter lists: over a limit, a noun is missing. */
final class SizeRule implements Rule {
    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 60;
    static final int PARAMETERS = 7;

    @Override
    public List<Violation> check(Source source) {
        List<Violation> found = new ArrayList<>();
        int lines = (int) source.text().lines().count();
        if (lines > FILE_LINES) {
            found.add(new Violation("file-lines", source.path(), lines, lines + " lines, at most " + FILE_LINES));
        }
        new Scan(source, found).scan(source.unit(), found);
        return found;
    }

    private static final class Scan extends TreeScanner<Void, List<Violation>> {
        private final Source source;
        private final List<Violation> found;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        Scan(Source source, List<Violation> found) {
            this.source = source;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, List<Violation> unused) {
            enclosing.push(type);
            super.visitClass(type, unused);
            enclosing.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, List<Violation> unused) {
            ClassTree type = enclosing.getFirst();
            String place = source.path() + "#" + type.getSimpleName() + "." + method.getName();
            int lines = source.lines(method);
            if (lines > METHOD_LINES) {
                found.add(new Violation("method-lines", place, lines, lines + " lines, at most " + METHOD_LINES));
            }
            int parameters = method.getParameters().size();
            // A record's canonical constructor has a parameter for each component, however many there are.
            boolean recordsOwn = type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
            if (parameters > PARAMETERS && !recordsOwn) {
                found.add(new Violation(
                        "parameters", place, parameters, parameters + " parameters, at most " + PARAMETERS));
            }
            return super.visitMethod(method, unused);
        }
    }
}
