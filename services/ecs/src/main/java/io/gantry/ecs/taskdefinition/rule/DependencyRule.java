package io.gantry.ecs.taskdefinition.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;

/** What containers wait for: {@code dependsOn}, and the order that links and {@code volumesFrom} imply. */
final class DependencyRule implements Rule {
    @Override
    public void check(Draft draft) {
        Map<String, List<String>> waitsFor = new LinkedHashMap<>();
        for (ContainerDefinition container : draft.containers()) {
            List<String> names = new ArrayList<>();
            for (ContainerDependency dependency : container.dependsOn()) {
                checkDependency(draft, container, dependency);
                names.add(dependency.containerName());
            }
            container.links().forEach(link -> names.add(link.split(":", 2)[0]));
            container.volumesFrom().forEach(from -> names.add(from.sourceContainer()));
            waitsFor.put(container.name(), names);
        }
        refuseCycle(waitsFor);
    }

    private static void checkDependency(Draft draft, ContainerDefinition container, ContainerDependency dependency) {
        String name = dependency.containerName();
        String condition = dependency.conditionAsString();
        if (container.name().equals(name)) {
            throw Refusal.setting("dependsOn", container, "A container can't depend on itself.");
        }
        ContainerDefinition target = draft.container(name)
                .orElseThrow(() -> Refusal.because("Invalid 'dependsOn' setting. Unknown container: '" + name + "'."));
        if ((condition.equals("SUCCESS") || condition.equals("COMPLETE")) && Draft.essential(target)) {
            throw Refusal.because(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
        }
        if (condition.equals("HEALTHY") && target.healthCheck() == null) {
            throw Refusal.because("A dependency container with HEALTHY condition must have a health check. Container '"
                    + name + "' has none.");
        }
        long same = container.dependsOn().stream()
                .filter(other -> name.equals(other.containerName()))
                .count();
        if (same > 1) {
            throw Refusal.setting("dependsOn", container, "Container '" + name + "' is named more than once.");
        }
    }

    /** Takes away what waits for nothing that is left; what cannot be taken away waits in a circle. */
    private static void refuseCycle(Map<String, List<String>> waitsFor) {
        Set<String> started = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(waitsFor.keySet());
        int passed = 0;
        while (!left.isEmpty() && passed < left.size()) {
            String name = left.removeFirst();
            if (started.containsAll(waitsFor.getOrDefault(name, List.of()))) {
                started.add(name);
                passed = 0;
            } else {
                left.addLast(name);
                passed++;
            }
        }
        if (!left.isEmpty()) {
            List<String> names =
                    waitsFor.keySet().stream().filter(left::contains).toList();
            throw Refusal.because(
                    "The containers " + String.join(", ", names) + " depend on one another in a circular way.");
        }
    }
}
