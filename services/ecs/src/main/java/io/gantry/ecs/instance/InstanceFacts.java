package io.gantry.ecs.instance;

import io.gantry.placement.query.Facts;
import java.util.Set;

/** What the cluster query language can ask about a container instance. */
public final class InstanceFacts {
    private InstanceFacts() {}

    /**
     * The facts.
     *
     * @param running how many of its tasks are RUNNING; 0 when nobody asks about tasks
     * @param groups the groups of its tasks that are not STOPPED; none when nobody asks about tasks
     */
    public static Facts of(ContainerInstance instance, int running, Set<String> groups) {
        return new Facts(
                instance.agentConnected(),
                instance.agent().agentVersion(),
                instance.attributes(),
                instance.machineId(),
                instance.registeredAt(),
                running,
                groups);
    }
}
