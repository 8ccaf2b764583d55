package io.gantry.tidy;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * No {@code default} over a sealed type or an enum of ours: a new member must be met by the compiler in every switch.
 *
 * <p>Types are known by name only. A switch counts as one over an enum when each label is a bare name that some enum of
 * ours declares, and as one over a sealed type when some label is a pattern of a type inside one.
 */
final class SwitchRule implements Rule {
    private final Set<String> constants = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    SwitchRule(Collection<Source> known) {
        for (Source source : known) {
            new Declarations().scan(source.unit(), null);
        }
    }

    @Override
    public List<Violation> check(Source source) {
        List<Violation> found = new ArrayList<>();
        new TreeScanner<Void, List<Violation>>() {
            @Override
            public Void visitSwitch(SwitchTree tree, List<Violation> out) {
                judge(source, tree.getCases(), out);
                return super.visitSwitch(tree, out);
            }

            @Override
            public Void visitSwitchExpression(SwitchExpressionTree tree, List<Violation> out) {
                judge(source, tree.getCases(), out);
                return super.visitSwitchExpression(tree, out);
            }
        }.scan(source.unit(), found);
        return found;
    }

    private void judge(Source source, List<? extends CaseTree> cases, List<Violation> out) {
        boolean open = false;
        boolean sealed = false;
        boolean allConstants = true;
        String first = "";
        for (CaseTree one : cases) {
            for (CaseLabelTree label : one.getLabels()) {
                String name = "";
                boolean constant = false;
                switch (label) {
                    case DefaultCaseLabelTree _ -> {
                        open = true;
                        continue;
                    }
                    case ConstantCaseLabelTree named
                    when named.getConstantExpression() instanceof IdentifierTree id -> {
                        name = id.getName().toString();
                        constant = constants.contains(name);
                    }
                    case PatternCaseLabelTree pattern -> {
                        name = patternType(pattern.getPattern());
                        sealed |= members.contains(name);
                    }
                    default -> {}
                }
                allConstants &= constant;
                first = first.isEmpty() ? name : first;
            }
        }
        if (open && !first.isEmpty() && (sealed || allConstants)) {
            out.add(new Violation(
                    "open-switch",
                    source.path() + "#" + first,
                    1,
                    "a default in the switch over " + first + " ...: name every case"));
        }
    }

    private static String patternType(PatternTree pattern) {
        Tree type = null;
        if (pattern instanceof BindingPatternTree binding) {
            VariableTree variable = binding.getVariable();
            type = variable.getType();
        } else if (pattern instanceof DeconstructionPatternTree deconstruction) {
            type = deconstruction.getDeconstructor();
        }
        return type == null ? "" : simple(type);
    }

    private static String simple(Tree type) {
        return type instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : type.toString().replaceFirst("<.*", "");
    }

    private final class Declarations extends TreeScanner<Void, Void> {
        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getKind() == Tree.Kind.ENUM) {
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree constant
                            && constant.getModifiers().getFlags().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
                            && constant.getModifiers().getFlags().contains(Modifier.PUBLIC)
                            && simple(constant.getType()).contentEquals(type.getSimpleName())) {
                        constants.add(constant.getName().toString());
                    }
                }
            }
            if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
                type.getPermitsClause().forEach(permitted -> members.add(simple(permitted)));
                for (Tree member : type.getMembers()) {
                    if (member instanceof ClassTree inner
                            && !inner.getSimpleName().isEmpty()) {
                        members.add(inner.getSimpleName().toString());
                    }
                }
            }
            return super.visitClass(type, unused);
        }
    }
}
