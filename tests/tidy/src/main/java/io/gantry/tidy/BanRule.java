package io.gantry.tidy;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** The ban list of the house, each entry with its allowed places. */
final class BanRule implements Rule {
    private static final List<Ban> USES = List.of(
            new Ban(
                    "wall-clock",
                    "Instant\\.now|(Local|Zoned|Offset)(Date|Time|DateTime)\\.now|Clock\\.system\\w*"
                            + "|System\\.(currentTimeMillis|nanoTime)",
                    Ban::atTheEdge,
                    "take the time from Env or Tx"),
            new Ban(
                    "randomness",
                    "UUID\\.randomUUID|Math\\.random|new Random\\(\\)|ThreadLocalRandom\\.current|new SecureRandom\\(.*",
                    Ban::atTheEdge,
                    "take ids and randomness from Env or Tx"),
            new Ban(
                    "sleep",
                    "Thread\\.sleep|LockSupport\\.park\\w*|TimeUnit\\.\\w+\\.sleep",
                    Ban::atTheEdge,
                    "use the timers of Env"),
            new Ban(
                    "threads",
                    "synchronized|import java\\.util\\.concurrent\\.locks\\..*|Concurrent\\w*(Map|Set)|Executors\\.\\w+"
                            + "|new Thread\\(.*|Thread\\.(ofVirtual|ofPlatform|startVirtualThread)",
                    Ban::atTheEdge,
                    "the store is the only shared memory; drivers have the threads"),
            new Ban("program-only", "System\\.(exit|out|err)", Ban::isProgram, "only programs print and exit"),
            new Ban(
                    "broad-catch",
                    "catch (Exception|Throwable)",
                    source -> Ban.atTheEdge(source) && source.isProduction(),
                    "catch what you expect; one place classifies the rest"),
            new Ban("case-without-locale", "to(Lower|Upper)Case\\(\\)", Ban::nowhere, "name Locale.ROOT"),
            new Ban(
                    "built-text",
                    "\"(?s:.*)(\\{\\s*\\\\\"|\\\\\"\\s*:|</\\w+>)(?s:.*)\"",
                    Ban::inTests,
                    "JSON and XML come from a codec, not from pasted strings"),
            new Ban(
                    "mocks",
                    "import (org\\.mockito|org\\.easymock|mockit|org\\.powermock|org\\.jmock)\\..*",
                    Ban::nowhere,
                    "write a fake and let it pass the port's contract"),
            new Ban("mutable-static", "static state", Ban::nowhere, "pass it as an object"));

    @Override
    public List<Violation> check(Source source) {
        List<Violation> found = new ArrayList<>();
        new Scan(source, found).scan(source.unit(), null);
        return found;
    }

    private static final class Scan extends TreeScanner<Void, Void> {
        private static final Pattern MUTABLE = Pattern.compile(
                "new (java\\.util\\.)?(\\w*HashMap|TreeMap|ArrayList|LinkedList|\\w*HashSet|TreeSet|ArrayDeque"
                        + "|Atomic\\w+|LongAdder|Concurrent\\w+|StringBuilder)\\b.*");

        private final Source source;
        private final List<Violation> found;

        Scan(Source source, List<Violation> found) {
            this.source = source;
            this.found = found;
        }

        private void meet(String text) {
            for (Ban ban : USES) {
                if (ban.what().matcher(text).matches() && !ban.allowed().test(source)) {
                    String shown = text.length() > 60 ? text.substring(0, 60) : text;
                    found.add(new Violation(
                            ban.name(), source.path(), 1, shown.replace('\n', ' ') + " is banned: " + ban.instead()));
                }
            }
        }

        @Override
        public Void visitImport(ImportTree tree, Void unused) {
            meet("import " + tree.getQualifiedIdentifier());
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
            String left = tree.getExpression().toString();
            String type = left.substring(left.lastIndexOf('.') + 1);
            meet((left.startsWith("TimeUnit.") ? left : type) + "." + tree.getIdentifier());
            meet(tree.getIdentifier().toString());
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
            String left = tree.getQualifierExpression().toString();
            meet(left.substring(left.lastIndexOf('.') + 1) + "." + tree.getName());
            return super.visitMemberReference(tree, unused);
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
            meet(tree.getName().toString());
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            if (tree.getMethodSelect() instanceof MemberSelectTree select) {
                if (tree.getArguments().isEmpty()) {
                    meet(select.getIdentifier() + "()");
                }
                if (select.getIdentifier().contentEquals("formatted") || isStringFormat(select)) {
                    meetLiterals(select.getExpression());
                    tree.getArguments().forEach(this::meetLiterals);
                }
            }
            return super.visitMethodInvocation(tree, unused);
        }

        private static boolean isStringFormat(MemberSelectTree select) {
            return select.toString().equals("String.format");
        }

        @Override
        public Void visitBinary(BinaryTree tree, Void unused) {
            // Two literals side by side are one long text, not built text.
            boolean joins = tree.getKind() == Tree.Kind.PLUS && !isConstant(tree);
            if (joins) {
                meetLiterals(tree.getLeftOperand());
                meetLiterals(tree.getRightOperand());
            }
            return super.visitBinary(tree, unused);
        }

        private void meetLiterals(ExpressionTree tree) {
            if (tree instanceof LiteralTree && tree.getKind() == Tree.Kind.STRING_LITERAL) {
                meet(tree.toString());
            }
        }

        private static boolean isConstant(ExpressionTree tree) {
            return tree instanceof LiteralTree
                    || (tree instanceof BinaryTree both
                            && isConstant(both.getLeftOperand())
                            && isConstant(both.getRightOperand()));
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void unused) {
            String type = tree.getIdentifier().toString();
            // A package in front is left out; an enclosing class is not: Strategy.Random is not java.util.Random.
            meet("new " + type.replaceFirst("^([a-z]\\w*\\.)+", "") + "(" + tree.getArguments() + ")");
            return super.visitNewClass(tree, unused);
        }

        @Override
        public Void visitCatch(CatchTree tree, Void unused) {
            Tree type = tree.getParameter().getType();
            List<? extends Tree> types =
                    type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
            types.forEach(one -> meet("catch " + one));
            return super.visitCatch(tree, unused);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree tree, Void unused) {
            meet("synchronized");
            return super.visitSynchronized(tree, unused);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            if (tree.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                meet("synchronized");
            }
            return super.visitMethod(tree, unused);
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            tree.getMembers().forEach(member -> {
                if (member instanceof VariableTree field) {
                    meetField(tree, field);
                }
            });
            super.visitClass(tree, unused);
            return null;
        }

        private void meetField(ClassTree type, VariableTree field) {
            Set<Modifier> flags = field.getModifiers().getFlags();
            boolean inInterface = type.getKind() == Tree.Kind.INTERFACE;
            if (!flags.contains(Modifier.STATIC) && !inInterface) {
                return;
            }
            ExpressionTree value = field.getInitializer();
            boolean changes = !flags.contains(Modifier.FINAL) && !inInterface;
            boolean holdsChanging =
                    value != null && MUTABLE.matcher(value.toString()).matches();
            if (changes || holdsChanging) {
                meet("static state");
            }
        }
    }
}
