package io.gantry.placement;

/**
 * One link of a strategy chain: of the candidates that the links before it left equal, it prefers some.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html">ECS: task
 *     placement strategies</a>
 */
public sealed interface Strategy {
    /** Any. */
    record Random() implements Strategy {}

    /** The host with the least free CPU. */
    record BinpackCpu() implements Strategy {}

    /** The host with the least free memory. */
    record BinpackMemory() implements Strategy {}

    /** The host with the fewest tasks of the group. */
    record SpreadHosts() implements Strategy {}

    /**
     * The hosts that share a value of {@code attribute} and together have the fewest tasks of the group. Hosts without the
     * attribute count as sharing one.
     */
    record SpreadAttribute(String attribute) implements Strategy {}
}
