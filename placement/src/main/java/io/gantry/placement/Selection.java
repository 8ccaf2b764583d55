package io.gantry.placement;

import io.gantry.placement.query.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request may use of a fleet, as far as the hosts' kinds tell: it stays true while hosts of the same kinds come, go
 * and take tasks.
 *
 * <p>Pools that no link at the beginning of the chain can tell apart make a cell: a chain that spreads over zones and then
 * over racks has a cell for each rack of each zone.
 */
final class Selection {
    private final Question question;
    private final int[][] cells;
    private final int[][] values;

    /**
     * What decides a selection.
     *
     * @param attributes that hosts must have
     * @param constraints that look at nothing but a host's kind
     * @param spreads the attributes that the chain spreads over
     * @param leading how many of them come before every other link
     */
    record Question(
            List<Map.Entry<String, String>> attributes, List<Query> constraints, List<String> spreads, int leading) {
        static Question of(Request request) {
            List<String> spreads = request.strategies().stream()
                    .filter(Strategy.SpreadAttribute.class::isInstance)
                    .map(link -> ((Strategy.SpreadAttribute) link).attribute())
                    .toList();
            List<Query> constraints = request.constraints().stream()
                    .filter(query -> !query.asksAboutHosts())
                    .toList();
            return new Question(request.demand().attributes(), constraints, spreads, leading(request.strategies()));
        }

        /** How many links there are before the first that compares hosts and not what they have in common. */
        private static int leading(List<Strategy> strategies) {
            int leading = 0;
            while (leading < strategies.size() && strategies.get(leading) instanceof Strategy.SpreadAttribute) {
                leading++;
            }
            return leading;
        }

        /** Whether a kind of hosts is eligible. */
        boolean admits(HostKind kind) {
            return lacking(kind, attributes).isEmpty()
                    && constraints.stream().allMatch(query -> query.holds(kind.facts()));
        }
    }

    private Selection(Question question, int[][] cells, int[][] values) {
        this.question = question;
        this.cells = cells;
        this.values = values;
    }

    static Selection of(Question question, Pool[] pools) {
        int[][] values = new int[question.spreads().size()][pools.length];
        for (int spread = 0; spread < values.length; spread++) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (int pool = 0; pool < pools.length; pool++) {
                String value = pools[pool].kind().value(question.spreads().get(spread));
                values[spread][pool] = numbers.computeIfAbsent(value, same -> numbers.size());
            }
        }
        Map<List<Integer>, List<Integer>> cells = new LinkedHashMap<>();
        for (int pool = 0; pool < pools.length; pool++) {
            if (pools[pool].size() > 0 && question.admits(pools[pool].kind())) {
                List<Integer> cell = new ArrayList<>();
                for (int spread = 0; spread < question.leading(); spread++) {
                    cell.add(values[spread][pool]);
                }
                cells.computeIfAbsent(cell, same -> new ArrayList<>()).add(pool);
            }
        }
        int[][] numbered = cells.values().stream()
                .map(cell -> cell.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new Selection(question, numbered, values);
    }

    /** How many cells there are. */
    int cells() {
        return cells.length;
    }

    /** The pools of a cell. */
    int[] cell(int number) {
        return cells[number];
    }

    /** How many links of the chain have made the cells. */
    int leading() {
        return question.leading();
    }

    /** The number of an attribute that the chain spreads over. */
    int spread(String attribute) {
        return question.spreads().indexOf(attribute);
    }

    /** How many tasks of {@code group} there are at each value of an attribute that the chain spreads over, by its number. */
    int[] totals(int spread, Group group) {
        int[] totals = new int[values[spread].length];
        for (int at = 0; at < group.pools(); at++) {
            totals[values[spread][group.pool(at)]] += group.tasks(at);
        }
        return totals;
    }

    /** The number of a pool's value of an attribute that the chain spreads over. */
    int value(int spread, int pool) {
        return values[spread][pool];
    }

    /** The first attribute that {@code kind} lacks. */
    static Optional<String> lacking(HostKind kind, List<Map.Entry<String, String>> attributes) {
        for (Map.Entry<String, String> needed : attributes) {
            String has = kind.attributes().get(needed.getKey());
            boolean any = needed.getValue().isEmpty();
            if (has == null || (!any && !has.equals(needed.getValue()))) {
                return Optional.of(needed.getKey());
            }
        }
        return Optional.empty();
    }
}
