package io.gantry.placement.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random expressions, written in random spellings, against an evaluation of the tree that they were written from. */
class QueryProperties {
    private static final List<String> VALUES = List.of("a", "b", "1", "02", "10");

    /** What an expression was written from. */
    private sealed interface Tree {
        record Leaf(String subject, String operator, List<String> arguments) implements Tree {}

        record Node(boolean and, List<Tree> parts) implements Tree {}

        record No(Tree part) implements Tree {}
    }

    static IntStream seeds() {
        return IntStream.range(0, 3_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void meansWhatItWasWrittenFrom(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Tree tree = tree(random, 0);
        String text = text(random, tree, true);
        assertThat(Query.parse(text)).as(text).isInstanceOfSatisfying(Parsed.Valid.class, valid -> {
            for (int i = 0; i < 10; i++) {
                Facts host = host(random);
                assertThat(valid.query().holds(host)).as(text + " of " + host).isEqualTo(holds(tree, host));
            }
        });
    }

    private static Facts host(RandomGenerator random) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : List.of("x", "y")) {
            if (random.nextInt(3) > 0) {
                attributes.put(name, VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        Set<String> groups = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            groups.add(VALUES.get(random.nextInt(VALUES.size())));
        }
        return new Facts(random.nextBoolean(), "", attributes, "", Instant.EPOCH, random.nextInt(12), groups);
    }

    private static Tree tree(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 3 ? 1 : 4)) {
            case 1 -> new Tree.No(tree(random, depth + 1));
            case 2, 3 -> {
                List<Tree> parts = new ArrayList<>();
                for (int i = 2 + random.nextInt(2); i > 0; i--) {
                    parts.add(tree(random, depth + 1));
                }
                yield new Tree.Node(random.nextBoolean(), parts);
            }
            default -> leaf(random);
        };
    }

    private static Tree leaf(RandomGenerator random) {
        String subject = List.of("attribute:x", "attribute:y", "task:group", "runningTasksCount")
                .get(random.nextInt(4));
        boolean count = subject.equals("runningTasksCount");
        String operator = List.of("==", "!=", "<", "<=", ">", ">=", "in", "!in", "=~", "!~", "exists", "!exists")
                .get(random.nextInt(12));
        List<String> arguments = new ArrayList<>();
        int wanted = operator.endsWith("exists") ? 0 : operator.endsWith("in") ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < wanted; i++) {
            arguments.add(count ? Integer.toString(random.nextInt(12)) : VALUES.get(random.nextInt(VALUES.size())));
        }
        return new Tree.Leaf(subject, operator, arguments);
    }

    private static String text(RandomGenerator random, Tree tree, boolean bare) {
        return switch (tree) {
            case Tree.Leaf leaf -> leaf(random, leaf);
            case Tree.No no -> (random.nextBoolean() ? "!" : "not ") + "(" + text(random, no.part(), true) + ")";
            case Tree.Node node -> {
                String word = node.and() ? one(random, " and ", " && ", "&&") : one(random, " or ", " || ", "||");
                List<String> parts = new ArrayList<>();
                for (Tree part : node.parts()) {
                    // And binds closer than or, so an and inside an or needs no parentheses.
                    boolean closer =
                            !node.and() && part instanceof Tree.Node inner && inner.and() && random.nextBoolean();
                    parts.add(text(random, part, closer));
                }
                String joined = String.join(word, parts);
                yield bare ? joined : "(" + joined + ")";
            }
        };
    }

    private static String leaf(RandomGenerator random, Tree.Leaf leaf) {
        String operator = switch (leaf.operator()) {
            case "==" -> one(random, " == ", "==", " equals ");
            case "!=" -> one(random, " != ", "!=", " not_equals ");
            case "<" -> one(random, " < ", "<", " less_than ");
            case "<=" -> one(random, " <= ", "<=", " less_than_equal ");
            case ">" -> one(random, " > ", ">", " greater_than ");
            case ">=" -> one(random, " >= ", ">=", " greater_than_equal ");
            case "in" -> one(random, " in ", " in", " IN ");
            case "!in" -> one(random, " !in ", "!in", " not_in ");
            case "=~" -> one(random, " =~ ", "=~", " matches ");
            case "!~" -> one(random, " !~ ", "!~", " not_matches ");
            case "exists" -> one(random, " exists", " exists ", " EXISTS");
            default -> one(random, " !exists", "!exists", " not_exists ");
        };
        List<String> arguments = leaf.arguments().stream()
                .map(value -> one(random, value, "'" + value + "'", "\"" + value + "\""))
                .toList();
        boolean list = leaf.operator().endsWith("in");
        return leaf.subject()
                + operator
                + (list ? "[" : "")
                + String.join(one(random, ",", ", ", " , "), arguments)
                + (list ? "]" : "");
    }

    private static String one(RandomGenerator random, String... spellings) {
        return spellings[random.nextInt(spellings.length)];
    }

    private static boolean holds(Tree tree, Facts host) {
        return switch (tree) {
            case Tree.Leaf leaf -> holds(leaf, host);
            case Tree.No no -> !holds(no.part(), host);
            case Tree.Node node ->
                node.and()
                        ? node.parts().stream().allMatch(part -> holds(part, host))
                        : node.parts().stream().anyMatch(part -> holds(part, host));
        };
    }

    private static boolean holds(Tree.Leaf leaf, Facts host) {
        List<String> values = new ArrayList<>();
        switch (leaf.subject()) {
            case "task:group" -> values.addAll(host.taskGroups());
            case "runningTasksCount" -> values.add(Integer.toString(host.runningTasks()));
            default -> {
                String value = host.attributes().get(leaf.subject().substring("attribute:".length()));
                if (value != null) {
                    values.add(value);
                }
            }
        }
        boolean numbers = !leaf.subject().equals("task:group");
        boolean negated = leaf.operator().startsWith("!");
        boolean any = false;
        for (String value : values) {
            any |= passes(leaf, value, numbers);
        }
        return negated != any;
    }

    private static boolean passes(Tree.Leaf leaf, String value, boolean numbers) {
        String first = leaf.arguments().isEmpty() ? "" : leaf.arguments().getFirst();
        int order = numbers && number(value) && number(first)
                ? Integer.compare(Integer.parseInt(value), Integer.parseInt(first))
                : value.compareTo(first);
        return switch (leaf.operator()) {
            case "==", "!=", "in", "!in" -> leaf.arguments().contains(value);
            case "=~", "!~" -> value.equals(first);
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> true;
        };
    }

    private static boolean number(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
