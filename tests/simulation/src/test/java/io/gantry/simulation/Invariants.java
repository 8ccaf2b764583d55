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
import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.TaskTransitions;
import io.gantry.ecs.task.Tasks;
import io.gantry.simulation.Programs.Program;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What must hold after every step, whatever went wrong. */
final class Invariants {
    private final World world;
    private final ServiceInvariants services;
    private final Map<String, Task> known = new TreeMap<>();
    private final Map<String, Long> happenings = new TreeMap<>();
    private long revision = -1;
    private Optional<Feed> feed = Optional.empty();

    Invariants(World world) {
        this.world = world;
        this.services = new ServiceInvariants(world);
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
            boolean alive = world.server.isAlive();
            if (!alive || feed.isEmpty() || feed.get().life() != world.server.life()) {
                feed = alive ? Optional.of(new Feed(world.server.life(), revision)) : Optional.empty();
                checkAll(view);
            } else {
                checkChanges(view, feed.get());
            }
        }
        for (SimulatedNode node : world.nodes) {
            long now = node.docker().happenings();
            if (!Objects.equals(happenings.put(node.name(), now), now)) {
                checkContainers(node);
            }
        }
    }

    /** The changes of one life of the server. */
    private final class Feed {
        private final long life;
        private final List<Watch> watches;

        Feed(long life, long from) {
            this.life = life;
            this.watches = Stream.<Table<?>>of(Tasks.TABLE, Allocations.TABLE, ContainerInstances.TABLE, Services.TABLE)
                    .map(table -> world.server.store().watch(table, from))
                    .toList();
        }

        long life() {
            return life;
        }

        List<Change<?>> poll() {
            List<Change<?>> found = new ArrayList<>();
            for (Watch watch : watches) {
                switch (watch.poll()) {
                    case Watch.Batch.Changes batch -> found.addAll(batch.changes());
                    case Watch.Batch.ListAgain _ -> throw new Broken("the feed lost changes within a step");
                }
            }
            return found;
        }
    }

    private void checkAll(View view) {
        List<Task> tasks = view.list(Tasks.TABLE, "");
        tasks.forEach(task -> checkTask(view, task));
        require(tasks.size() == known.size(), "a task has vanished within its retention");
        view.list(Allocations.TABLE, "").forEach(Invariants::checkLedger);
        view.list(ContainerInstances.TABLE, "").forEach(instance -> checkInstance(view, instance));
    }

    private void checkChanges(View view, Feed changes) {
        Set<String> instances = new TreeSet<>();
        for (Change<?> change : changes.poll()) {
            require(change.after().isPresent(), change.id() + " has vanished within its retention");
            if (change.latest() instanceof Task task) {
                checkTask(view, task);
                instances.add(task.instanceRecordId());
            } else if (change.latest() instanceof Allocation host) {
                checkLedger(host);
            } else if (change.latest() instanceof Service service) {
                world.trace.say("service", ServiceInvariants.line(service));
            } else {
                instances.add(change.id());
            }
        }
        for (String id : instances) {
            view.get(ContainerInstances.TABLE, id).ifPresent(instance -> checkInstance(view, instance));
        }
    }

    private void checkTask(View view, Task task) {
        Task before = known.put(task.id(), task);
        if (before == null) {
            tell(task);
            checkNew(view, task);
            services.started(view, task);
            services.alone(view, task);
        } else if (!before.equals(task)) {
            tell(task);
            checkChange(before, task);
            services.changed(view, before, task);
        }
    }

    private void tell(Task task) {
        world.trace.say(
                "task", task.taskId() + " " + task.family() + " " + task.desiredStatus() + " " + task.lastStatus());
    }

    /** Somebody has been told of a task. */
    void promised(String arn) {
        require(known.containsKey(recordId(arn)), "an acknowledged task is not there: " + arn);
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
        require(
                after.version() > before.version() || after.equals(before.withAccounted()),
                "a task changed and kept its version: " + name);
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

    /** No host has given away more than it has. */
    private static void checkLedger(Allocation host) {
        require(host.freeCpu() >= 0, "host " + host.hostId() + " has too little CPU for its claims");
        require(host.freeMemory() >= 0, "host " + host.hostId() + " has too little memory for its claims");
        Set<Integer> ports = new HashSet<>(host.capacity().reservedTcpPorts());
        for (Claim claim : host.claims()) {
            for (int port : claim.tcpPorts()) {
                require(ports.add(port), "port " + port + " of host " + host.hostId() + " has two owners");
            }
        }
    }

    /** The same by its tasks, whatever its ledger says. */
    private static void checkInstance(View view, ContainerInstance instance) {
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

    private static Program program(String family) {
        return Objects.requireNonNull(Programs.byFamily().get(family));
    }

    /** On a machine: one container for each name of a task, one owner for each port, and no more than it has. */
    private void checkContainers(SimulatedNode node) {
        Set<String> names = new HashSet<>();
        Set<String> ports = new HashSet<>();
        Map<String, Program> running = new TreeMap<>();
        for (Container container : node.docker().everything()) {
            if (container.state() == State.RUNNING) {
                String name = container.labels().get(Labels.TASK) + " "
                        + container.labels().get(Labels.CONTAINER_NAME);
                require(names.add(name), "two containers run as " + name);
                Optional.ofNullable(Programs.byFamily().get(container.labels().getOrDefault(Labels.FAMILY, "")))
                        .ifPresent(program -> running.put(container.labels().getOrDefault(Labels.TASK, ""), program));
                container
                        .ports()
                        .forEach(port -> require(
                                ports.add(port.hostPort() + port.protocol()),
                                "port " + port.hostPort() + " of " + node.name() + " has two owners"));
            }
        }
        checkRoom(node, running.values());
    }

    private static void checkRoom(SimulatedNode node, Collection<Program> running) {
        int cpu = running.stream().mapToInt(Program::cpu).sum();
        int memory = running.stream().mapToInt(Program::memory).sum();
        require(
                cpu <= node.machine().cpu() && memory <= node.machine().memory(),
                node.name() + " really runs more than it has: CPU " + cpu + ", memory " + memory + " of "
                        + node.machine());
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
