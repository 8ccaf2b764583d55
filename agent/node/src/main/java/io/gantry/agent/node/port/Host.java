package io.gantry.agent.node.port;

import java.util.Optional;

/** What the engine needs of the host beside containers. */
public interface Host {
    /**
     * Whether nothing listens on a port of this host, as a test bind shows.
     *
     * @param protocol {@code tcp} or {@code udp}
     */
    boolean bindable(int port, String protocol);

    /**
     * Makes a control group for a task (agent-protocol.md 11.5); nothing when it is there.
     *
     * @param cpu vCPU, 0 for no limit
     * @param memoryMiB 0 for no limit
     * @return what its containers name as their {@code CgroupParent}; empty where the host cannot limit tasks
     * @throws ContainerRuntime.RuntimeFailure when it limits tasks, but cannot limit this one
     */
    Optional<String> createTaskGroup(String taskId, double cpu, int memoryMiB);

    /** Whether every task needs a group, also one whose definition sets no limits, because the host sets one of its own. */
    default boolean limitsEveryTask() {
        return false;
    }

    /** Removes it; nothing when it is gone. */
    void removeTaskGroup(String taskId);
}
