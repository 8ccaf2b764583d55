package io.gantry.ecs.capacity;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;

/**
 * How tasks are spread over capacity providers: first the base of the one that has it, then by weight. Empty where tasks have
 * a launch type instead.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html">ECS:
 *     CapacityProviderStrategyItem</a>
 */
public record CapacityStrategy(List<Item> items) {
    /** No strategy: a launch type says where tasks go. */
    public static final CapacityStrategy NONE = new CapacityStrategy(List.of());

    private static final int MOST = 20;
    private static final String LAUNCH_TYPE = "FARGATE";

    public CapacityStrategy {
        items = List.copyOf(items);
    }

    /**
     * A provider's part.
     *
     * @param provider its name
     * @param base tasks that it has before weights count
     * @param weight its share of the others, in proportion to the weights of the other items; with 0 it gets none of them
     */
    public record Item(String provider, int base, int weight) {
        private static Item of(CapacityProviderStrategyItem given) {
            return new Item(
                    given.capacityProvider(),
                    given.base() == null ? 0 : given.base(),
                    given.weight() == null ? 0 : given.weight());
        }
    }

    /**
     * What a caller gives, in AWS's shape.
     *
     * @throws AwsError InvalidParameterException
     */
    public static CapacityStrategy of(List<CapacityProviderStrategyItem> given) {
        CapacityStrategy strategy =
                new CapacityStrategy(given.stream().map(Item::of).toList());
        strategy.check();
        return strategy;
    }

    /**
     * What tasks are started with: what the caller gives, or the cluster's default when the caller says nothing.
     *
     * @param launchType the caller's, null for none
     * @param associated the cluster's providers
     * @throws AwsError InvalidParameterException, for both a launch type and a strategy too
     */
    public static CapacityStrategy chosen(
            @Nullable Object launchType,
            List<CapacityProviderStrategyItem> given,
            CapacityStrategy byDefault,
            Collection<String> associated) {
        if (launchType != null) {
            if (!given.isEmpty()) {
                throw EcsErrors.invalidParameter("Specifying both a launch type and capacity provider strategy is not"
                        + " supported. Remove one and try again.");
            }
            return NONE;
        }
        if (given.isEmpty()) {
            byDefault.checkWeights(
                    "There are no capacity providers with a weight value greater than zero defined in the"
                            + " default capacity provider strategy. At least one capacity provider must have a weight value"
                            + " greater than zero specified. Update the cluster's default capacity provider strategy or specify"
                            + " a valid capacity provider strategy and try again.");
            return byDefault;
        }
        CapacityStrategy strategy = of(given);
        strategy.checkAssociated(associated);
        strategy.checkWeights("There are no capacity providers with a weight value greater than zero defined in the"
                + " capacity provider strategy. At least one capacity provider must have a weight value greater than"
                + " zero specified. Specify a valid capacity provider strategy and try again.");
        return strategy;
    }

    private void check() {
        if (items.size() > MOST) {
            throw EcsErrors.invalidParameter(
                    "A capacity provider strategy can contain a maximum of " + MOST + " capacity providers.");
        }
        long ofFargate = items.stream()
                .filter(item -> CapacityProviders.PREDEFINED.contains(item.provider()))
                .count();
        if (ofFargate > 0 && ofFargate < items.size()) {
            throw EcsErrors.invalidParameter("A capacity provider strategy cannot contain a mix of capacity providers"
                    + " using Auto Scaling groups and Fargate providers. Specify one or the other and try again.");
        }
        Set<String> named = new HashSet<>();
        for (Item item : items) {
            if (!named.add(item.provider())) {
                throw EcsErrors.invalidParameter(
                        "A capacity provider strategy can name '" + item.provider() + "' only once.");
            }
        }
        if (items.stream().filter(item -> item.base() > 0).count() > 1) {
            throw EcsErrors.invalidParameter("Only one capacity provider in a strategy can have a base defined.");
        }
    }

    /**
     * Checks it against a cluster.
     *
     * @param providers that the cluster has
     * @throws AwsError InvalidParameterException when it names another one
     */
    public void checkAssociated(Collection<String> providers) {
        if (!items.stream().allMatch(item -> providers.contains(item.provider()))) {
            throw EcsErrors.invalidParameter(
                    "The specified capacity provider strategy cannot contain a capacity provider that is not"
                            + " associated with the cluster. Associate the capacity provider with the cluster and"
                            + " try again.");
        }
    }

    /** A default may consist of zeros, as on AWS; what is run by it may not. */
    private void checkWeights(String refusal) {
        if (!items.isEmpty() && items.stream().allMatch(item -> item.weight() == 0)) {
            throw EcsErrors.invalidParameter(refusal);
        }
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether it names this provider. */
    public boolean names(String provider) {
        return items.stream().anyMatch(item -> item.provider().equals(provider));
    }

    /** What launches its tasks: that of its providers, or {@code given} when it is empty. */
    public String launchTypeOr(String given) {
        return isEmpty() ? given : LAUNCH_TYPE;
    }

    /** In AWS's shape, with the zeros that AWS shows. */
    public List<CapacityProviderStrategyItem> shape() {
        return items.stream()
                .map(item -> CapacityProviderStrategyItem.builder()
                        .capacityProvider(item.provider())
                        .base(item.base())
                        .weight(item.weight())
                        .build())
                .toList();
    }

    /**
     * The providers of the next tasks, one for each. A provider below its base comes first; then the one that would have the
     * fewest tasks beyond its base for its weight, and among equals the one that the strategy names first.
     *
     * @param count of tasks
     * @param running how many tasks each provider has already
     * @return the names, empty ones when this strategy is
     */
    public List<String> distribute(int count, Map<String, Integer> running) {
        Map<String, Integer> tasks = new HashMap<>(running);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String next = isEmpty() ? "" : next(tasks);
            chosen.add(next);
            tasks.merge(next, 1, Integer::sum);
        }
        return chosen;
    }

    private String next(Map<String, Integer> tasks) {
        return items.stream()
                .filter(item -> tasks.getOrDefault(item.provider(), 0) < item.base())
                .findFirst()
                .or(() -> items.stream()
                        .filter(item -> item.weight() > 0)
                        .min(Comparator.comparingDouble(
                                item -> (tasks.getOrDefault(item.provider(), 0) - item.base() + 1.0) / item.weight())))
                .orElseThrow()
                .provider();
    }
}
