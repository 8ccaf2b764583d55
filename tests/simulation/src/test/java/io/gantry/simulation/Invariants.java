package io.gantry.simulation;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.Claim;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.TaskTransitions;
import io.gantry.ecs.task.Tasks;
import io.gantry.simulation.Programs.Program;
import io.gantry.state.View;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must hold after every step, whatever went wrong. */
final class Invariants {
    private final World world;
    private final Map<String, Task> known = new TreeMap<>();
    private final Map<String, Long> happenings = new TreeMap<>();
    private long revision = -1;

    Invariants(World world) {
        this.world = world;
    }

    /** A step that broke an invariant. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    /** Looks at what has changed since the last look. */
    void check() {
        View view = world.server.view();
        if (view.revision() != revision) {
            require(view.revision() > revision, "the store went back from " + revision + " to " + view.revision());
            revision = view.revision();
            checkTasks(view);
            checkLedgers(view);
        }
        for (SimulatedNode node : world.nodes) {
            long now = node.docker().happenings();
            if (!Objects.equals(happenings.put(node.name(), now), now)) {
                checkContainers(node);
            }
        }
    }

    private void checkTasks(View view) {
        List<Task> tasks = view.list(Tasks.TABLE, "");
        for (Task task : tasks) {
            Task before = known.get(task.id());
            if (before == null || !before.equals(task)) {
                known.put(task.id(), task);
                world.trace.say(
                        "task",
                        task.taskId() + " " + task.family() + " " + task.desiredStatus() + " " + task.lastStatus());
                if (before == null) {
                    checkNew(view, task);
                } else {
                    checkChange(before, task);
                }
            }
        }
        require(tasks.size() == known.size(), "a task has vanished within its retention");
        for (String arn : world.workload.clients().promised()) {
            require(known.containsKey(recordId(arn)), "an acknowledged task is lost: " + arn);
        }
    }

    private static String recordId(String arn) {
        String resource = arn.substring(arn.indexOf(":task/") + ":task/".length());
        return SimulatedServer.ACCOUNT + "/" + SimulatedServer.REGION + "/" + resource;
    }

    /** One client token makes its tasks once. */
    private void checkNew(View view, Task task) {
        String mark = task.launch().startedBy();
        Optional.ofNullable(world.workload.clients().asked().get(mark)).ifPresent(request -> {
            long made = known.values().stream()
                    .filter(other -> other.launch().startedBy().equals(mark))
                    .count();
            require(made <= request.count(), made + " tasks of " + mark + ", asked for " + request.count());
            world.workload
                    .clients()
                    .answered(mark)
                    .ifPresent(arns -> require(
                            arns.contains(task.arn().toString()),
                            "a task of " + mark + " that its answer did not name"));
        });
        require(task.lastStatus() == TaskStatus.PENDING, "a new task is " + task.lastStatus());
        require(
                view.get(ContainerInstances.TABLE, task.instanceRecordId())
                        .filter(instance -> instance.status() == ContainerInstance.Status.ACTIVE)
                        .isPresent(),
                "a task was placed on an instance that is not ACTIVE");
    }

    private static void checkChange(Task before, Task after) {
        String name = after.id() + " " + before.lastStatus() + " to " + after.lastStatus();
        require(before.lastStatus() != TaskStatus.STOPPED || sameEnd(before, after), "a task left STOPPED: " + name);
        require(isPath(before.lastStatus(), after.lastStatus()), "nobody may move a task so: " + name);
        require(after.desiredStopped() || !before.desiredStopped(), "desiredStatus went back: " + name);
        require(
                before.observed().isEmpty()
                        || after.observed()
                                .filter(now -> now.compareTo(before.observed().get()) >= 0)
                                .isPresent(),
                "the observed state went back: " + name);
        require(after.version() > before.version(), "a task changed and kept its version: " + name);
        require(before.stop().isEmpty() || before.stop().equals(after.stop()), "the cause of a stop changed: " + name);
        if (after.lastStatus() == TaskStatus.STOPPED) {
            require(after.stop().isPresent(), "STOPPED without a reason: " + name);
        }
    }

    private static boolean sameEnd(Task before, Task after) {
        return after.lastStatus() == TaskStatus.STOPPED
                && before.containers().equals(after.containers())
                && before.times().equals(after.times());
    }

    /** Whether the table of transitions leads from one state to the other. */
    private static boolean isPath(TaskStatus from, TaskStatus to) {
        return from == to || TaskTransitions.TABLE.stream().anyMatch(row -> row.from() == from && isPath(row.to(), to));
    }

    /** No host holds more than it has, by its ledger and by its tasks. */
    private void checkLedgers(View view) {
        for (Allocation host : view.list(Allocations.TABLE, "")) {
            require(host.freeCpu() >= 0, "host " + host.hostId() + " has too little CPU for its claims");
            require(host.freeMemory() >= 0, "host " + host.hostId() + " has too little memory for its claims");
            Set<Integer> ports = new HashSet<>(host.capacity().reservedTcpPorts());
            for (Claim claim : host.claims()) {
                for (int port : claim.tcpPorts()) {
                    require(ports.add(port), "port " + port + " of host " + host.hostId() + " has two owners");
                }
            }
        }
        for (ContainerInstance instance : view.list(ContainerInstances.TABLE, "")) {
            Optional<Allocation> host = view.get(Allocations.TABLE, instance.allocationId());
            int cpu = 0;
            int memory = 0;
            Set<Integer> ports = new HashSet<>();
            for (Task task : Tasks.on(view, instance)) {
                if (task.lastStatus() != TaskStatus.STOPPED) {
                    Program program = program(task.family());
                    cpu += program.cpu();
                    memory += program.memory();
                    require(
                            program.ports().stream().allMatch(ports::add),
                            "tasks of " + instance.instanceId() + " share a port");
                }
            }
            int capacityCpu = host.map(ledger -> ledger.capacity().cpu()).orElse(0);
            int capacityMemory = host.map(ledger -> ledger.capacity().memory()).orElse(0);
            require(cpu <= capacityCpu, instance.instanceId() + " is over-committed: CPU " + cpu);
            require(memory <= capacityMemory, instance.instanceId() + " is over-committed: memory " + memory);
        }
    }

    private static Program program(String family) {
        return Objects.requireNonNull(Programs.byFamily().get(family));
    }

    /** On a machine: one container for each name of a task, and one owner for each port. */
    private void checkContainers(SimulatedNode node) {
        Set<String> names = new HashSet<>();
        Set<String> ports = new HashSet<>();
        for (Container container : node.docker().everything()) {
            if (container.state() == State.RUNNING) {
                String name = container.labels().get(Labels.TASK) + " "
                        + container.labels().get(Labels.CONTAINER_NAME);
                require(names.add(name), "two containers run as " + name);
                container
                        .ports()
                        .forEach(port -> require(
                                ports.add(port.hostPort() + port.protocol()),
                                "port " + port.hostPort() + " of " + node.name() + " has two owners"));
            }
        }
    }

    /** We are about to end a running container: only of a task that is to stop, or has an essential container that ended. */
    void ending(SimulatedNode node, Container container) {
        String arn = container.labels().getOrDefault(Labels.TASK, "");
        world.trace.say(node.name(), "ends container " + container.name());
        boolean wanted = world.server
                .view()
                .get(Tasks.TABLE, recordId(arn))
                .filter(task -> !task.desiredStopped() && task.lastStatus() != TaskStatus.STOPPED)
                .isPresent();
        Optional<NodeTask> task =
                node.tasks().stream().filter(known -> known.arn().equals(arn)).findFirst();
        boolean endedByItself = task.filter(Invariants::mayEnd).isPresent();
        require(
                !wanted || endedByItself,
                "a running container of a task that is to run was stopped: " + container.name() + " of " + arn);
    }

    private static boolean mayEnd(NodeTask task) {
        return task.containers().stream()
                .anyMatch(container -> container.known() == ContainerStatus.STOPPED
                        && task.wanted(container.name()).essential());
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Broken(otherwise);
        }
    }
}
