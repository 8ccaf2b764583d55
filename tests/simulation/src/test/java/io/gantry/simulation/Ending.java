package io.gantry.simulation;

import static io.gantry.simulation.Invariants.require;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.Port;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.Reasons;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.Claim;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.task.ContainerState;
import io.gantry.ecs.task.NetworkBinding;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.models.ecs.EcsApi;
import io.gantry.simulation.Programs.Program;
import io.gantry.state.View;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.Resource;

/** What must hold when everything has been mended and quiet for a while. */
final class Ending {
    private final World world;
    private final View view;
    private final Map<String, SimulatedNode> byArn = new HashMap<>();

    private Ending(World world) {
        this.world = world;
        this.view = world.server.view();
        world.members().forEach(node -> byArn.put(node.arn(), node));
    }

    static void check(World world) {
        long revision = world.server.view().revision();
        world.advance(Duration.ofMinutes(1));
        require(world.server.view().revision() == revision, "an idle system commits");
        Ending ending = new Ending(world);
        ending.view.list(Tasks.TABLE, "").forEach(ending::checkTask);
        world.members().forEach(ending::checkOrphans);
        ending.view.list(ContainerInstances.TABLE, "").forEach(ending::checkInstance);
        ServiceInvariants.atRest(ending.view);
    }

    private void checkTask(Task task) {
        String name = task.arn() + " (" + task.family() + ")";
        SimulatedNode node = byArn.get(task.instanceArn().toString());
        if (task.lastStatus() == TaskStatus.STOPPED) {
            require(task.stop().filter(cause -> !cause.reason().isEmpty()).isPresent(), name + " has no reason");
            require(task.times().stopped() > 0, name + " has no stoppedAt");
            if (node != null) {
                checkEnd(task, name, node);
            }
            return;
        }
        require(!task.desiredStopped(), name + " is to stop and is " + task.lastStatus());
        require(task.lastStatus() == TaskStatus.RUNNING, name + " is to run and is " + task.lastStatus());
        require(node != null, name + " is RUNNING on a machine that is not there");
        for (TaskContainer container : task.containers()) {
            Optional<Container> real = container(Objects.requireNonNull(node), task, container.name());
            boolean runs = real.filter(c -> c.state() == State.RUNNING).isPresent();
            require(
                    runs == (container.lastStatus() == ContainerState.RUNNING),
                    name + " container " + container.name() + " is " + container.lastStatus() + " but really "
                            + real.map(c -> c.state().name()).orElse("not there"));
            require(runs || !container.essential(), name + " runs without " + container.name());
            real.filter(c -> runs).ifPresent(c -> checkReport(name, container, c));
        }
    }

    /** Ports and health are told as they are. */
    private static void checkReport(String name, TaskContainer told, Container real) {
        Set<Integer> ports =
                new HashSet<>(real.ports().stream().map(Port::hostPort).toList());
        Set<Integer> bindings = new HashSet<>(
                told.networkBindings().stream().map(NetworkBinding::hostPort).toList());
        require(bindings.equals(ports), name + " tells of ports " + bindings + ", real are " + ports);
        String health = real.health().orElse("unknown");
        require(
                !told.healthChecked() || told.health().name().equalsIgnoreCase(health),
                name + " container " + told.name() + " is told " + told.health() + ", really is " + health);
    }

    /** A stopped task's containers have ended, and their exit codes are told. */
    private void checkEnd(Task task, String name, SimulatedNode node) {
        for (TaskContainer container : task.containers()) {
            Optional<Container> real = container(node, task, container.name());
            require(
                    real.filter(c -> c.state() == State.RUNNING).isEmpty(),
                    name + " is STOPPED and its container " + container.name() + " runs");
            require(
                    container.lastStatus() == ContainerState.STOPPED,
                    name + " is STOPPED and its container " + container.name() + " is " + container.lastStatus());
            real.filter(c -> !isGivenUp(container))
                    .flatMap(Container::exitCode)
                    .ifPresent(code -> require(
                            container.exitCode().equals(Optional.of(code)),
                            name + " container " + container.name() + " ended with " + code + ", told is "
                                    + container.exitCode() + " " + container.reason()));
        }
    }

    /**
     * An engine that does not answer a start for all of its three minutes is not waited for: the container has ended for the
     * control plane, without an exit code, and what becomes of it when the engine is back is told nobody. Amazon's agent does
     * the same.
     */
    private static boolean isGivenUp(TaskContainer told) {
        return told.exitCode().isEmpty() && told.reason().equals(Reasons.timeout(Operation.START));
    }

    private static Optional<Container> container(SimulatedNode node, Task task, String name) {
        return node.docker().everything().stream()
                .filter(c -> task.arn().toString().equals(c.labels().get(Labels.TASK))
                        && name.equals(c.labels().get(Labels.CONTAINER_NAME)))
                .findFirst();
    }

    private void checkOrphans(SimulatedNode node) {
        require(node.isAlive(), node.name() + " is dead");
        for (Container container : node.docker().everything()) {
            if (container.state() == State.RUNNING) {
                String arn = container.labels().getOrDefault(Labels.TASK, "");
                boolean owned = view.list(Tasks.TABLE, "").stream()
                        .anyMatch(task -> task.arn().toString().equals(arn)
                                && task.lastStatus() == TaskStatus.RUNNING
                                && task.instanceArn().toString().equals(node.arn()));
                require(owned, "an orphan runs on " + node.name() + ": " + container.name() + " of " + arn);
            }
        }
    }

    private void checkInstance(ContainerInstance instance) {
        String name = instance.arn().toString();
        boolean here = byArn.containsKey(name);
        require(instance.agentConnected() == here, name + " agentConnected is " + instance.agentConnected());
        Optional<Allocation> ledger = view.get(Allocations.TABLE, instance.allocationId());
        Set<String> live = new HashSet<>();
        int cpu = 0;
        int memory = 0;
        for (Task task : Tasks.on(view, instance)) {
            if (task.lastStatus() != TaskStatus.STOPPED) {
                Program program = Objects.requireNonNull(Programs.byFamily().get(task.family()));
                live.add(task.id());
                cpu += program.cpu();
                memory += program.memory();
            }
        }
        Set<String> claimed = new HashSet<>(ledger.map(Allocation::claims).orElse(List.of()).stream()
                .map(Claim::taskId)
                .toList());
        require(claimed.equals(live), name + " claims " + claimed + ", live are " + live);
        if (here) {
            SimulatedNode.Machine machine =
                    Objects.requireNonNull(byArn.get(name)).machine();
            Map<String, Integer> remaining = remaining(name);
            require(Objects.equals(remaining.get("CPU"), machine.cpu() - cpu), name + " remaining CPU " + remaining);
            require(
                    Objects.equals(remaining.get("MEMORY"), machine.memory() - memory),
                    name + " remaining memory " + remaining);
        }
    }

    private Map<String, Integer> remaining(String arn) {
        Map<String, Integer> remaining = new HashMap<>();
        for (Resource resource : world.server
                .call(
                        EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster("default")
                                .containerInstances(arn)
                                .build())
                .containerInstances()
                .getFirst()
                .remainingResources()) {
            if (resource.integerValue() != null) {
                remaining.put(resource.name(), resource.integerValue());
            }
        }
        return remaining;
    }
}
