package io.gantry.ecs;

import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.AgentSession;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.ecs.task.HealthStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.models.ecs.EcsApi;
import io.gantry.records.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import tools.jackson.databind.JsonNode;

/** A room whose agents are obedient: what is placed runs, what is to stop stops. Tests take single tasks out of their hands. */
public final class ServiceRoom implements AutoCloseable {
    private static final int LONGEST_BACK_OFF = 600;

    private final TaskRoom tasks = new TaskRoom();
    private final Set<String> handled = new HashSet<>();
    private final Map<String, Beating> agents = new HashMap<>();
    private boolean obedient = true;

    public TaskRoom tasks() {
        return tasks;
    }

    /** From now on agents report nothing by themselves, or do again. */
    public void obedient(boolean yes) {
        obedient = yes;
    }

    /** A connected host in a zone, with more attributes that have no value. */
    public ContainerInstance host(String zone, int cpu, int memory, String... attributes) {
        ContainerInstance instance = tasks.register(
                in -> {
                    List<Attribute> all = new ArrayList<>(in.build().attributes());
                    all.add(TaskRoom.attribute("ecs.availability-zone", zone));
                    List.of(attributes).forEach(name -> all.add(TaskRoom.attribute(name, null)));
                    in.attributes(all);
                },
                cpu,
                memory);
        connect(instance.containerInstanceArn());
        return instance;
    }

    /** A host's connection breaks, and nothing of what happens there is told any more. */
    public void lose(String instanceArn) {
        Optional.ofNullable(agents.remove(instanceArn))
                .flatMap(agent -> agent.session)
                .ifPresent(AgentSession::onClose);
        tasksOn(instanceArn).forEach(handled::add);
    }

    /** A host is back, with its tasks as they were, and its agent does what it is told. */
    public void regain(String instanceArn) {
        connect(instanceArn);
        tasksOn(instanceArn).forEach(handled::remove);
    }

    /** The tasks on a host that are not STOPPED. */
    public List<String> tasksOn(String instanceArn) {
        return Stream.of("RUNNING", "STOPPED")
                .flatMap(desired -> tasks
                        .room()
                        .call(
                                EcsApi.LIST_TASKS,
                                ListTasksRequest.builder()
                                        .containerInstance(instanceArn)
                                        .desiredStatus(desired)
                                        .build())
                        .taskArns()
                        .stream())
                .filter(arn -> !"STOPPED".equals(tasks.describe(arn).lastStatus()))
                .toList();
    }

    private void connect(String instanceArn) {
        Beating agent = new Beating();
        agents.put(instanceArn, agent);
        agent.session = Optional.of(
                tasks.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + instanceArn, agent));
    }

    /** An agent that acknowledges heartbeats and does nothing else. */
    private static final class Beating implements AgentChannel {
        private Optional<AgentSession> session = Optional.empty();

        @Override
        public void send(String frame) {
            JsonNode node = Json.MAPPER.readTree(frame);
            if (node.path("type").asString().equals("HeartbeatMessage")) {
                String id = node.path("message").path("messageId").asString();
                String ack = Json.MAPPER.writeValueAsString(
                        Map.of("type", "HeartbeatAckRequest", "message", Map.of("messageId", id)));
                session.ifPresent(open -> open.onText(ack));
            }
        }

        @Override
        public void close(int code, String reason) {
            session = Optional.empty();
        }
    }

    public Service create(Consumer<CreateServiceRequest.Builder> more) {
        CreateServiceRequest.Builder in = CreateServiceRequest.builder().serviceName("web");
        more.accept(in);
        return tasks.room().call(EcsApi.CREATE_SERVICE, in.build()).service();
    }

    public Service update(Consumer<UpdateServiceRequest.Builder> more) {
        UpdateServiceRequest.Builder in = UpdateServiceRequest.builder().service("web");
        more.accept(in);
        return tasks.room().call(EcsApi.UPDATE_SERVICE, in.build()).service();
    }

    public Service delete(boolean force) {
        return tasks.room()
                .call(
                        EcsApi.DELETE_SERVICE,
                        DeleteServiceRequest.builder()
                                .service("web")
                                .force(force)
                                .build())
                .service();
    }

    public void drain(String instanceArn) {
        tasks.room()
                .call(
                        EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                        UpdateContainerInstancesStateRequest.builder()
                                .containerInstances(instanceArn)
                                .status("DRAINING")
                                .build());
    }

    public Service describe() {
        return tasks.room()
                .call(
                        EcsApi.DESCRIBE_SERVICES,
                        DescribeServicesRequest.builder().services("web").build())
                .services()
                .getFirst();
    }

    /** The service deployment that is under way or was the last. */
    public ServiceDeployment deployment() {
        return deployment(describe().currentServiceDeployment());
    }

    public ServiceDeployment deployment(String arn) {
        return tasks.room()
                .call(
                        EcsApi.DESCRIBE_SERVICE_DEPLOYMENTS,
                        DescribeServiceDeploymentsRequest.builder()
                                .serviceDeploymentArns(arn)
                                .build())
                .serviceDeployments()
                .getFirst();
    }

    /** Asks for a service deployment to be rolled back. */
    public void stopDeployment(String arn) {
        tasks.room()
                .call(
                        EcsApi.STOP_SERVICE_DEPLOYMENT,
                        StopServiceDeploymentRequest.builder()
                                .serviceDeploymentArn(arn)
                                .build());
    }

    /** Lets the service's deployment go on, or back, from the hook that it waits at. */
    public void resolve(String action) {
        ServiceDeployment waiting = deployment();
        DeploymentLifecycleHookDetail hook = waiting.lifecycleHookDetails().stream()
                .filter(one -> one.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION)
                .findFirst()
                .orElseThrow();
        tasks.room()
                .call(
                        EcsApi.CONTINUE_SERVICE_DEPLOYMENT,
                        ContinueServiceDeploymentRequest.builder()
                                .serviceDeploymentArn(waiting.serviceDeploymentArn())
                                .hookId(hook.hookId())
                                .action(action)
                                .build());
    }

    /** Lets so many tasks fail to start, one after the other, as many seconds as that takes. */
    public void failToStart(int times) {
        obedient(false);
        for (int failed = 0; failed < times; failed++) {
            for (int second = 0; second < LONGEST_BACK_OFF && fresh().isEmpty(); second++) {
                advance(Duration.ofSeconds(1));
            }
            tasks.report(fresh().getFirst().taskArn(), "STOPPED", in -> in.reason("CannotPullContainerError: none"));
            settle();
        }
        obedient(true);
    }

    /** What a task's health checks say from now on. */
    public void judge(String taskArn, HealthStatus verdict) {
        tasks.room().store().transact(tx -> {
            var known = Tasks.byArn(tx, EcsRoom.scope(), taskArn).orElseThrow();
            tx.put(Tasks.TABLE, known.withHealth(Map.of("web", verdict)));
            return known;
        });
    }

    private List<Task> fresh() {
        return wanted().stream()
                .filter(task -> task.lastStatus().equals("PENDING"))
                .toList();
    }

    /** The messages of the service's events, the oldest first. */
    public List<String> events() {
        return describe().events().reversed().stream()
                .map(ServiceEvent::message)
                .toList();
    }

    /** The service's tasks that are wanted RUNNING. */
    public List<Task> wanted() {
        return tasks
                .room()
                .call(
                        EcsApi.LIST_TASKS,
                        ListTasksRequest.builder().serviceName("web").build())
                .taskArns()
                .stream()
                .map(tasks::describe)
                .toList();
    }

    /** Lets everything that is due happen, the obedient agents' reports included. */
    public void settle() {
        boolean moved = true;
        while (moved) {
            tasks.settle();
            moved = obedient && obey();
        }
    }

    /** Moves time on, second by second. */
    public void advance(Duration duration) {
        for (Duration left = duration; left.isPositive(); left = left.minusSeconds(1)) {
            tasks.room().env().clock().advance(Duration.ofSeconds(1));
            settle();
        }
    }

    /** Takes a task out of the obedient agents' hands. */
    public void handle(String taskArn) {
        handled.add(taskArn);
    }

    private boolean obey() {
        boolean moved = false;
        for (String desired : List.of("RUNNING", "STOPPED")) {
            for (String arn : tasks.room()
                    .call(
                            EcsApi.LIST_TASKS,
                            ListTasksRequest.builder().desiredStatus(desired).build())
                    .taskArns()) {
                Task task = tasks.describe(arn);
                String last = Objects.requireNonNull(task.lastStatus());
                if (handled.contains(arn)) {
                    continue;
                }
                if (desired.equals("RUNNING") && last.equals("PENDING")) {
                    tasks.report(arn, "RUNNING", in -> in.containers(TaskRoom.container("RUNNING", one -> {})));
                    moved = true;
                } else if (desired.equals("STOPPED") && !last.equals("STOPPED")) {
                    tasks.report(
                            arn, "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(0))));
                    moved = true;
                }
            }
        }
        return moved;
    }

    @Override
    public void close() {
        tasks.close();
    }
}
