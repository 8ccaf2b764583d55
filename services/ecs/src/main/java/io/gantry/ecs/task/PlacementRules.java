package io.gantry.ecs.task;

import static io.gantry.ecs.task.LaunchParameters.text;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Queries;
import io.gantry.placement.Strategy;
import io.gantry.placement.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;

/**
 * AWS's placement strategies and constraints, as placement knows them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html">ECS:
 *     PlacementStrategy</a>
 */
final class PlacementRules {
    private static final int MOST_STRATEGIES = 5;
    private static final int MOST_CONSTRAINTS = 10;

    private PlacementRules() {}

    /** The chain, in the caller's order. */
    static List<Strategy> strategies(List<PlacementStrategy> given) {
        if (given.size() > MOST_STRATEGIES) {
            throw EcsErrors.invalidParameter("Placement strategies can have at most " + MOST_STRATEGIES + " items.");
        }
        return given.stream().map(PlacementRules::strategy).toList();
    }

    private static Strategy strategy(PlacementStrategy given) {
        String type = text(given.typeAsString());
        String field = text(given.field());
        return switch (type) {
            case "random" -> {
                if (!field.isEmpty()) {
                    throw EcsErrors.invalidParameter("The random placement strategy takes no field.");
                }
                yield new Strategy.Random();
            }
            case "binpack" ->
                switch (field.toLowerCase(Locale.ROOT)) {
                    case "cpu" -> new Strategy.BinpackCpu();
                    case "memory" -> new Strategy.BinpackMemory();
                    default ->
                        throw EcsErrors.invalidParameter(
                                "The field of a binpack placement strategy is cpu or memory, not '" + field + "'.");
                };
            case "spread" -> spread(field);
            default -> throw EcsErrors.invalidParameter("Invalid placement strategy type: '" + type + "'.");
        };
    }

    private static Strategy spread(String field) {
        if (field.equalsIgnoreCase("instanceId") || field.equalsIgnoreCase("host")) {
            return new Strategy.SpreadHosts();
        }
        if (field.startsWith("attribute:") && field.length() > "attribute:".length()) {
            return new Strategy.SpreadAttribute(field.substring("attribute:".length()));
        }
        throw EcsErrors.invalidParameter(
                "The field of a spread placement strategy is instanceId, host or attribute:<name>, not '" + field
                        + "'.");
    }

    /**
     * What each host must be.
     *
     * @param distinct whether no host may hold two tasks of the group
     * @param queries of the memberOf constraints
     */
    record Constraints(boolean distinct, List<Query> queries) {
        Constraints {
            queries = List.copyOf(queries);
        }

        /** With those of the task definition, which were checked when it was registered. */
        Constraints and(List<TaskDefinitionPlacementConstraint> ofDefinition) {
            List<Query> all = new ArrayList<>(queries);
            ofDefinition.forEach(
                    constraint -> all.add(Queries.of(text(constraint.expression()), EcsErrors::invalidParameter)));
            checkCount(all.size() + (distinct ? 1 : 0));
            return new Constraints(distinct, all);
        }
    }

    /** Those that the caller gives. */
    static Constraints constraints(List<PlacementConstraint> given) {
        checkCount(given.size());
        boolean distinct = false;
        List<Query> queries = new ArrayList<>();
        for (PlacementConstraint constraint : given) {
            String type = text(constraint.typeAsString());
            switch (type) {
                case "distinctInstance" -> {
                    if (constraint.expression() != null) {
                        throw EcsErrors.invalidParameter("The distinctInstance constraint takes no expression.");
                    }
                    distinct = true;
                }
                case "memberOf" -> queries.add(Queries.of(text(constraint.expression()), EcsErrors::invalidParameter));
                default -> throw EcsErrors.invalidParameter("Invalid placement constraint type: '" + type + "'.");
            }
        }
        return new Constraints(distinct, queries);
    }

    private static void checkCount(int constraints) {
        if (constraints > MOST_CONSTRAINTS) {
            throw EcsErrors.invalidParameter("Placement constraints can have at most " + MOST_CONSTRAINTS + " items.");
        }
    }
}
