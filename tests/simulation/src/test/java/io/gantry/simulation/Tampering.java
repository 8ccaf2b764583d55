package io.gantry.simulation;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.StoreUnavailableException;
import io.gantry.state.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** Breaks a world on purpose, as a bug would, to see that it is noticed. */
final class Tampering {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Tampering() {}

    /** A host's ledger forgets half of its machine although the tasks hold it. */
    static void smallerLedger(World world) {
        when(world, Allocations.TABLE, host -> host.claims().size() > 1, host -> withClaims(host, host.claims(), 1));
    }

    /** A ledger loses a claim whose task lives. */
    static void lostClaim(World world) {
        atTheEnd(
                world,
                Allocations.TABLE,
                host -> !host.claims().isEmpty(),
                host -> withClaims(
                        host,
                        host.claims().subList(1, host.claims().size()),
                        host.capacity().cpu()));
    }

    private static Allocation withClaims(Allocation host, List<io.gantry.ecs.instance.Claim> claims, int cpu) {
        var capacity = new io.gantry.ecs.instance.Capacity(
                cpu,
                host.capacity().memory(),
                host.capacity().reservedTcpPorts(),
                host.capacity().reservedUdpPorts(),
                List.of(),
                Map.of());
        return new Allocation(host.scope(), host.hostId(), capacity, claims);
    }

    /** A task's record is gone. */
    static void vanishingTask(World world) {
        whenever(
                world,
                () -> first(world, Tasks.TABLE, task -> true)
                        .map(task -> world.server.store().transact(tx -> {
                            tx.delete(Tasks.TABLE, task.id());
                            return true;
                        }))
                        .orElse(false));
    }

    /** A stopped task runs again. */
    static void risenTask(World world) {
        when(
                world,
                Tasks.TABLE,
                task -> task.lastStatus() == TaskStatus.STOPPED,
                task -> withStatus(task, TaskStatus.RUNNING));
    }

    private static Task withStatus(Task task, TaskStatus status) {
        return new Task(
                task.scope(),
                task.cluster(),
                task.taskId(),
                task.family(),
                task.revision(),
                task.instanceId(),
                task.launch(),
                status,
                task.desiredStopped(),
                task.observed(),
                task.observedReason(),
                task.containers(),
                task.tags(),
                task.times(),
                task.stop(),
                task.accounted(),
                task.attachment(),
                task.version() + 1);
    }

    /** A service starts far more tasks than it may. */
    static void tooManyTasks(World world) {
        whenever(
                world,
                () -> first(world, Tasks.TABLE, ServiceInvariants::isAliveReplica)
                        .map(task -> world.server.store().transact(tx -> {
                            for (int copy = 0; copy < 20; copy++) {
                                tx.put(Tasks.TABLE, copy(task, tx.newId()));
                            }
                            return true;
                        }))
                        .orElse(false));
    }

    /** A machine gets a second daemon of a service. */
    static void secondDaemon(World world) {
        whenever(
                world,
                () -> first(world, Tasks.TABLE, ServiceInvariants::isAliveDaemon)
                        .map(task -> world.server.store().transact(tx -> {
                            tx.put(Tasks.TABLE, copy(task, tx.newId()));
                            return true;
                        }))
                        .orElse(false));
    }

    private static Task copy(Task task, String taskId) {
        return new Task(
                task.scope(),
                task.cluster(),
                taskId,
                task.family(),
                task.revision(),
                task.instanceId(),
                task.launch(),
                TaskStatus.PENDING,
                false,
                Optional.empty(),
                "",
                task.containers(),
                task.tags(),
                task.times(),
                Optional.empty(),
                false,
                task.attachment(),
                1);
    }

    /** A service that is steady stops all its tasks, although some must stay healthy. */
    static void tooFewTasks(World world) {
        whenever(
                world,
                () -> first(world, Services.TABLE, ServiceInvariants::mustKeepSome)
                        .map(service -> world.server.store().transact(tx -> {
                            tx.list(Tasks.TABLE, Tasks.MEMBERSHIP, service.tasksKey()).stream()
                                    .filter(ServiceInvariants::isAliveOfService)
                                    .forEach(task -> tx.put(
                                            Tasks.TABLE,
                                            task.stopRequested(StopCause.byScheduler("tampered"), tx.now())));
                            return true;
                        }))
                        .orElse(false));
    }

    /** A container is made twice under two names. */
    static void secondContainer(World world) {
        whenever(world, () -> {
            Optional<SimulatedNode> node =
                    world.nodes.stream().filter(one -> running(one).isPresent()).findFirst();
            node.ifPresent(one -> copy(one, running(one).orElseThrow()));
            return node.isPresent();
        });
    }

    private static void copy(SimulatedNode node, Container original) {
        node.docker().faults().none();
        node.docker().comeBack();
        node.docker().addImage("copy:1", io.gantry.kit.agent.Behaviour.runs());
        var body = JsonMapper.shared().createObjectNode();
        body.put("Image", "copy:1");
        var labels = body.putObject("Labels");
        original.labels().forEach(labels::put);
        String id = node.docker()
                .create(new ContainerSpec("copy", JsonMapper.shared().writeValueAsString(body)));
        node.docker().start(id);
    }

    /** Somebody in our name stops a container that is wanted. */
    static void stoppedContainer(World world) {
        whenever(world, () -> {
            Optional<SimulatedNode> node = world.nodes.stream()
                    .filter(one -> running(one).filter(c -> wanted(world, c)).isPresent())
                    .findFirst();
            node.ifPresent(one -> {
                one.docker().faults().none();
                one.docker().comeBack();
                one.docker().stop(running(one).orElseThrow().id(), Duration.ZERO);
            });
            return node.isPresent();
        });
    }

    /** A container that nobody wants runs on at the end. */
    static void orphan(World world) {
        world.at(world.clock.now().plus(world.plan.length()).plusSeconds(470), () -> {
            SimulatedNode node = world.members().getFirst();
            var container = new Container(
                    "",
                    "",
                    "",
                    Map.of(Labels.TASK, "arn:aws:ecs:eu-central-1:123456789012:task/default/none"),
                    State.RUNNING,
                    Optional.empty(),
                    false,
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    List.of());
            copy(node, container);
        });
    }

    /** A reconciler that throws what it never should. */
    static void fault(World world) {
        world.at(world.clock.now().plusSeconds(30), () -> world.server.fault(new IllegalStateException("tampered")));
    }

    private static boolean wanted(World world, Container container) {
        String arn = container.labels().getOrDefault(Labels.TASK, "");
        return world.server.view().list(Tasks.TABLE, "").stream()
                .anyMatch(task -> task.arn().toString().equals(arn) && !task.desiredStopped());
    }

    private static Optional<Container> running(SimulatedNode node) {
        return node.docker().everything().stream()
                .filter(container -> container.state() == State.RUNNING
                        && container.labels().getOrDefault(Labels.FAMILY, "").equals("web"))
                .findFirst();
    }

    private static <T> void when(World world, Table<T> table, Predicate<T> ripe, UnaryOperator<T> change) {
        whenever(world, () -> tamper(world, table, ripe, change));
    }

    private static <T> void atTheEnd(World world, Table<T> table, Predicate<T> ripe, UnaryOperator<T> change) {
        world.at(world.clock.now().plus(world.plan.length()).plusSeconds(470), () -> {
            boolean _ = tamper(world, table, ripe, change);
        });
    }

    private static <T> boolean tamper(World world, Table<T> table, Predicate<T> ripe, UnaryOperator<T> change) {
        Optional<T> victim = first(world, table, ripe);
        victim.ifPresent(found -> world.server.store().transact(tx -> {
            tx.put(table, change.apply(found));
            return found;
        }));
        return victim.isPresent();
    }

    private static <T> Optional<T> first(World world, Table<T> table, Predicate<T> ripe) {
        return world.server.isAlive()
                ? world.server.view().list(table, "").stream().filter(ripe).findFirst()
                : Optional.empty();
    }

    /** Tries once a second until it has been done. */
    private static void whenever(World world, BooleanSupplier attempt) {
        Consumer<Runnable> later = task -> world.at(world.clock.now().plus(SOON), task);
        later.accept(() -> {
            if (!succeeds(attempt)) {
                whenever(world, attempt);
            }
        });
    }

    /** A disk may be full just then. */
    private static boolean succeeds(BooleanSupplier attempt) {
        try {
            return attempt.getAsBoolean();
        } catch (StoreUnavailableException full) {
            return false;
        }
    }
}
