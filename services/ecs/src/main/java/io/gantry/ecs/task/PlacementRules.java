package io.gantry.ecs.task;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.placement.Strategy;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;

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

    /** Whether a link of the chain compares how many tasks of the group hosts hold. */
    static boolean countTasks(List<Strategy> chain) {
        return chain.stream()
                .anyMatch(link -> link instanceof Strategy.SpreadHosts || link instanceof Strategy.SpreadAttribute);
    }

    private static Strategy strategy(PlacementStrategy given) {
        String type = LaunchParameters.text(given.typeAsString());
        String field = LaunchParameters.text(given.field());
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

    /** Whether no host may hold two tasks of the group. */
    static boolean distinctHosts(List<PlacementConstraint> given) {
        if (given.size() > MOST_CONSTRAINTS) {
            throw EcsErrors.invalidParameter("Placement constraints can have at most " + MOST_CONSTRAINTS + " items.");
        }
        boolean distinct = false;
        for (PlacementConstraint constraint : given) {
            String type = LaunchParameters.text(constraint.typeAsString());
            switch (type) {
                case "distinctInstance" -> {
                    if (constraint.expression() != null) {
                        throw EcsErrors.invalidParameter("The distinctInstance constraint takes no expression.");
                    }
                    distinct = true;
                }
                case "memberOf" ->
                    throw EcsErrors.invalidParameter("The placement constraint memberOf is not supported yet.");
                default -> throw EcsErrors.invalidParameter("Invalid placement constraint type: '" + type + "'.");
            }
        }
        return distinct;
    }
}
