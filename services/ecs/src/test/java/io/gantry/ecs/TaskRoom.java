package io.gantry.ecs;

import io.gantry.control.ControlLoop;
import io.gantry.control.Leadership;
import io.gantry.ecs.dispatch.AgentSessions;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerStateChange;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.SubmitTaskStateChangeRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** A room with the cluster {@code default}, its reconcilers at work and its agents' sessions open. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
public final class TaskRoom implements AutoCloseable {
    private final EcsRoom room = new EcsRoom();
    private final ControlLoop loop;
    private AgentSessions sessions;

    public TaskRoom() {
        loop = new ControlLoop(
                room.env(), room.store(), Leadership.always(), room.ecs().reconcilers());
        sessions = room.ecs().agentSessions();
        room.call(EcsApi.CREATE_CLUSTER, CreateClusterRequest.builder().build());
    }

    public EcsRoom room() {
        return room;
    }

    public AgentSessions sessions() {
        return sessions;
    }

    /** The server starts anew: all connections are gone, the store is not. */
    public void restart() {
        sessions.close();
        sessions = room.ecs().agentSessions();
    }

    /** Lets everything that is due happen. */
    public void settle() {
        do {
            sessions.poll();
        } while (loop.poll());
        sessions.poll();
    }

    /** Moves time on in small steps, letting everything happen at its moment. */
    public void advance(Duration duration) {
        Duration step = Duration.ofSeconds(1);
        for (Duration left = duration; left.isPositive(); left = left.minus(step)) {
            room.env().clock().advance(step);
            settle();
        }
    }

    /** Registers a host whose agent is not connected yet. */
    public ContainerInstance register(int cpu, int memory) {
        return register(in -> {}, cpu, memory);
    }

    /** Registers a host with more said about it. */
    public ContainerInstance register(Consumer<RegisterContainerInstanceRequest.Builder> more, int cpu, int memory) {
        RegisterContainerInstanceRequest.Builder in = RegisterContainerInstanceRequest.builder()
                .attributes(
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18", null),
                        attribute("com.amazonaws.ecs.capability.logging-driver.json-file", null),
                        attribute("ecs.capability.container-health-check", null),
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.19", null),
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.21", null),
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.24", null),
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.29", null),
                        attribute("com.amazonaws.ecs.capability.task-iam-role", null),
                        attribute("ecs.capability.task-eni", null),
                        attribute("ecs.capability.execute-command", null),
                        attribute("ecs.os-type", "linux"),
                        attribute("ecs.cpu-architecture", "x86_64"))
                .totalResources(
                        number("CPU", cpu),
                        number("MEMORY", memory),
                        texts("PORTS", "22", "2375", "51678"),
                        texts("PORTS_UDP"));
        more.accept(in);
        return room.call(EcsApi.REGISTER_CONTAINER_INSTANCE, in.build()).containerInstance();
    }

    /** An attribute without a target; null for one without a value. */
    public static Attribute attribute(String name, @Nullable String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    private static Resource texts(String name, String... values) {
        return Resource.builder()
                .name(name)
                .type("STRINGSET")
                .stringSetValue(values)
                .build();
    }

    /** Registers a definition of one container {@code web} and answers {@code family:revision}. */
    public String define(String family, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        RegisterTaskDefinitionRequest.Builder in = RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(
                        web -> web.name("web").image("shop:1").cpu(100).memory(128));
        more.accept(in);
        var definition = room.call(EcsApi.REGISTER_TASK_DEFINITION, in.build()).taskDefinition();
        return definition.family() + ":" + definition.revision();
    }

    public RunTaskResponse run(Consumer<RunTaskRequest.Builder> more) {
        RunTaskRequest.Builder in = RunTaskRequest.builder();
        more.accept(in);
        return room.call(EcsApi.RUN_TASK, in.build());
    }

    public Task stop(String arn, String reason) {
        return room.call(
                        EcsApi.STOP_TASK,
                        StopTaskRequest.builder().task(arn).reason(reason).build())
                .task();
    }

    public Task describe(String arn) {
        return room.call(
                        EcsApi.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(arn).build())
                .tasks()
                .getFirst();
    }

    public ContainerInstance instance(String arn) {
        return room.call(
                        EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .containerInstances(arn)
                                .includeWithStrings("CONTAINER_INSTANCE_HEALTH")
                                .build())
                .containerInstances()
                .getFirst();
    }

    /** Files a report of the task's agent. */
    public void report(String arn, String status, Consumer<SubmitTaskStateChangeRequest.Builder> more) {
        SubmitTaskStateChangeRequest.Builder in = SubmitTaskStateChangeRequest.builder()
                .cluster("default")
                .task(arn)
                .status(status)
                .reason("");
        more.accept(in);
        room.call(EcsApi.SUBMIT_TASK_STATE_CHANGE, in.build());
    }

    /** A container's part of a report. */
    public static ContainerStateChange container(String status, Consumer<ContainerStateChange.Builder> more) {
        ContainerStateChange.Builder change =
                ContainerStateChange.builder().containerName("web").status(status);
        more.accept(change);
        return change.build();
    }

    /** The ledgers of all hosts. */
    public List<Allocation> ledgers() {
        return room.store().view().list(Allocations.TABLE, "");
    }

    @Override
    public void close() {
        sessions.close();
        loop.close();
    }
}
