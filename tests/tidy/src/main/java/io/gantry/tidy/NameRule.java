package io.gantry.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Class suffixes that name nothing. */
final class NameRule implements Rule {
    /** {@code GetAccessKeyInfo} is named by AWS. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?!GetAccessKeyInfo$).*(Manager|Helper|Utils?|Impl|Handler|Processor|Data|Info)");

    /** {@code Service} is the ECS record, and the operations on it are named by AWS. */
    private static final Pattern SERVICE = Pattern.compile(".+(?<!Create|Update|Delete|Execute)Service");

    @Override
    public List<Violation> check(Source source) {
        List<Violation> found = new ArrayList<>();
        new TreeScanner<Void, List<Violation>>() {
            @Override
            public Void visitClass(ClassTree type, List<Violation> out) {
                String name = type.getSimpleName().toString();
                if (FORBIDDEN.matcher(name).matches() || SERVICE.matcher(name).matches()) {
                    out.add(new Violation(
                            "class-suffix", source.path() + "#" + name, 1, name + ": the suffix names nothing"));
                }
                return super.visitClass(type, out);
            }
        }.scan(source.unit(), found);
        return found;
    }
}
