package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The sizes of tasks that Fargate offers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">ECS: task
 *     definition parameters, task size</a>
 */
final class FargateSizes {
    /** CPU units to MiB. */
    private static final Map<Integer, List<Integer>> MEMORY = Map.of(
            256, List.of(512, 1_024, 2_048),
            512, steps(1_024, 4_096, 1_024),
            1_024, steps(2_048, 8_192, 1_024),
            2_048, steps(4_096, 16_384, 1_024),
            4_096, steps(8_192, 30_720, 1_024),
            8_192, steps(16_384, 61_440, 4_096),
            16_384, steps(32_768, 122_880, 8_192),
            32_768, List.of(61_440, 122_880, 249_856));

    private FargateSizes() {}

    /** Whether there is a size of these CPU units and MiB. */
    static boolean has(int cpu, int memory) {
        return MEMORY.getOrDefault(cpu, List.of()).contains(memory);
    }

    /** Windows tasks have 1, 2 or 4 vCPUs. */
    static boolean hasForWindows(int cpu) {
        return cpu == 1_024 || cpu == 2_048 || cpu == 4_096;
    }

    private static List<Integer> steps(int least, int most, int step) {
        return IntStream.iterate(least, memory -> memory <= most, memory -> memory + step)
                .boxed()
                .toList();
    }
}
