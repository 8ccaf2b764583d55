package io.gantry.ecs.task;

import static io.gantry.ecs.TaskRoom.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class RunTaskTest {
    private final TaskRoom room = new TaskRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private ContainerInstance host(int cpu, int memory) {
        ContainerInstance instance = room.register(cpu, memory);
        connect(instance);
        return instance;
    }

    private void connect(ContainerInstance instance) {
        room.sessions()
                .open(
                        ChannelKind.ACS,
                        EcsRoom.scope(),
                        "containerInstanceArn=" + instance.containerInstanceArn(),
                        new AgentChannel() {
                            @Override
                            public void send(String frame) {}

                            @Override
                            public void close(int code, String reason) {}
                        });
    }

    private void refused(String code, String words, Consumer<RunTaskRequest.Builder> asked) {
        assertThatThrownBy(() -> room.run(asked)).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.message()).contains(words);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @Test
    void parametersAreChecked() {
        host(1000, 1000);
        room.define("shop", in -> {});
        String invalid = "InvalidParameterException";
        refused("ClientException", "TaskDefinition not found.", in -> in.taskDefinition("none"));
        refused(
                "ClusterNotFoundException",
                "Cluster not found.",
                in -> in.taskDefinition("shop").cluster("none"));
        refused(invalid, "count", in -> in.taskDefinition("shop").count(11));
        refused(invalid, "count", in -> in.taskDefinition("shop").count(0));
        refused(
                invalid,
                "Override for container named db is not a container in the TaskDefinition.",
                in -> in.taskDefinition("shop").overrides(o -> o.containerOverrides(c -> c.name("db"))));
        refused(
                invalid,
                "Invalid expression 'attribute:a = b' at column 13: '=' stands where",
                in -> in.taskDefinition("shop")
                        .placementConstraints(c -> c.type("memberOf").expression("attribute:a = b")));
        refused(
                invalid,
                "binpack",
                in -> in.taskDefinition("shop")
                        .placementStrategy(s -> s.type("binpack").field("disk")));
        refused(invalid, "platform version", in -> in.taskDefinition("shop").platformVersion("LATEST"));
        refused(
                invalid,
                "Network Configuration",
                in -> in.taskDefinition("shop")
                        .networkConfiguration(n -> n.awsvpcConfiguration(a -> a.subnets("subnet-1"))));
        refused(invalid, "propagateTags", in -> in.taskDefinition("shop").propagateTags("SERVICE"));
        room.room()
                .call(
                        EcsApi.DEREGISTER_TASK_DEFINITION,
                        DeregisterTaskDefinitionRequest.builder()
                                .taskDefinition("shop:1")
                                .build());
        refused(invalid, "TaskDefinition is inactive", in -> in.taskDefinition("shop:1"));
        assertThat(room.ledgers().getFirst().claims()).isEmpty();
    }

    @Test
    void anEmptyClusterIsRefused() {
        room.define("shop", in -> {});
        refused(
                "InvalidParameterException",
                "No Container Instances were found in your cluster.",
                in -> in.taskDefinition("shop"));
    }

    @Test
    void membersThatCannotBeHonouredAreRefusedByName() {
        host(1000, 1000);
        unsupported("pidMode task", in -> in.pidMode("task"));
        unsupported(
                "efsVolumeConfiguration",
                in -> in.volumes(v -> v.name("share").efsVolumeConfiguration(e -> e.fileSystemId("fs-0a1b2c3d"))));
        unsupported(
                "secrets",
                in -> in.executionRoleArn("arn:aws:iam::123456789012:role/run")
                        .containerDefinitions(c -> c.name("web")
                                .image("i")
                                .memory(8)
                                .secrets(s -> s.name("A").valueFrom("parameter"))));
        unsupported(
                "repositoryCredentials",
                in -> in.executionRoleArn("arn:aws:iam::123456789012:role/run")
                        .containerDefinitions(c -> c.name("web")
                                .image("i")
                                .memory(8)
                                .repositoryCredentials(r -> r.credentialsParameter(
                                        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x-abcdef"))));
    }

    private void unsupported(String member, Consumer<RegisterTaskDefinitionRequest.Builder> with) {
        String definition = room.define("odd", with);
        refused("UnsupportedFeatureException", member, in -> in.taskDefinition(definition));
    }

    @Test
    void eachHostSaysWhatItLacks() {
        ContainerInstance small = host(50, 1000);
        ContainerInstance tight = host(1000, 100);
        ContainerInstance silent = room.register(1000, 1000);
        ContainerInstance busy = host(1000, 1000);
        room.define(
                "shop",
                in -> in.containerDefinitions(web -> web.name("web")
                        .image("i")
                        .cpu(100)
                        .memory(128)
                        .portMappings(p -> p.containerPort(80).hostPort(8080))));
        RunTaskResponse placed = room.run(in -> in.taskDefinition("shop").count(2));
        assertThat(placed.tasks()).hasSize(1);
        assertThat(placed.tasks().getFirst().containerInstanceArn()).isEqualTo(busy.containerInstanceArn());
        assertThat(placed.failures())
                .extracting(Failure::arn, Failure::reason)
                .containsExactlyInAnyOrder(
                        tuple(small.containerInstanceArn(), "RESOURCE:CPU"),
                        tuple(tight.containerInstanceArn(), "RESOURCE:MEMORY"),
                        tuple(silent.containerInstanceArn(), "AGENT"),
                        tuple(busy.containerInstanceArn(), "RESOURCE:PORTS"));
    }

    @Test
    void aHostWithoutWhatTheDefinitionRequiresIsRefused() {
        host(1000, 1000);
        room.define(
                "shop",
                in -> in.containerDefinitions(
                        web -> web.name("web").image("i").memory(128).logConfiguration(l -> l.logDriver("syslog"))));
        assertThat(room.run(in -> in.taskDefinition("shop")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo("ATTRIBUTE");
                    assertThat(failure.detail()).contains("logging-driver.syslog");
                });
    }

    @Test
    void theLedgerHoldsTheTasksSizeElseTheSumOfItsContainers() {
        host(2000, 2000);
        room.define("sized", in -> in.cpu("256").memory("512"));
        room.define(
                "summed",
                in -> in.containerDefinitions(
                        a -> a.name("a").image("i").cpu(10).memory(100).memoryReservation(40),
                        b -> b.name("b").image("i").cpu(5).memory(60)));
        room.run(in -> in.taskDefinition("sized"));
        room.run(in -> in.taskDefinition("summed"));
        var ledger = room.ledgers().getFirst();
        assertThat(ledger.freeCpu()).isEqualTo(2000 - 256 - 15);
        assertThat(ledger.freeMemory()).isEqualTo(2000 - 512 - 100);
    }

    @Test
    void overridesReachTheTask() {
        host(1000, 1000);
        room.define("shop", in -> {});
        Task task = room.run(in -> in.taskDefinition("shop")
                        .startedBy("me")
                        .overrides(o -> o.containerOverrides(c -> c.name("web")
                                .command("serve", "-v")
                                .memory(200)
                                .environment(e -> e.name("A").value("b")))))
                .tasks()
                .getFirst();
        assertThat(task.containers().getFirst().memory()).isEqualTo("200");
        assertThat(task.overrides().containerOverrides().getFirst().command()).containsExactly("serve", "-v");
        assertThat(task.startedBy()).isEqualTo("me");
        assertThat(task.group()).isEqualTo("family:shop");
        assertThat(room.ledgers().getFirst().freeMemory()).isEqualTo(800);
    }

    @Test
    void aClientTokenMakesTwoCallsOneForADay() {
        host(1000, 1000);
        room.define("shop", in -> {});
        Consumer<RunTaskRequest.Builder> call = in -> in.taskDefinition("shop").clientToken("abc");
        Task first = room.run(call).tasks().getFirst();
        assertThat(room.run(call).tasks()).extracting(Task::taskArn).containsExactly(first.taskArn());
        refused(
                "ConflictException",
                first.taskArn(),
                in -> in.taskDefinition("shop").clientToken("abc").count(2));
        room.room().env().clock().advance(Duration.ofHours(24));
        assertThat(room.run(call).tasks()).extracting(Task::taskArn).doesNotContain(first.taskArn());
    }

    @Test
    void tagsComeFromTheCallerTheDefinitionAndUs() {
        host(1000, 1000);
        room.define(
                "shop",
                in -> in.tags(t -> t.key("team").value("a"), t -> t.key("stage").value("dev")));
        Task task = room.run(in -> in.taskDefinition("shop")
                        .propagateTags("TASK_DEFINITION")
                        .enableECSManagedTags(true)
                        .tags(t -> t.key("stage").value("prod")))
                .tasks()
                .getFirst();
        List<Tag> tags = room.room()
                .call(
                        EcsApi.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .tasks(task.taskArn())
                                .include(TaskField.TAGS)
                                .build())
                .tasks()
                .getFirst()
                .tags();
        assertThat(tags)
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("aws:ecs:clusterName=default", "stage=prod", "team=a");
    }

    @Test
    void spreadAndDistinctInstanceUseTheHostsThatHoldTheGroup() {
        room.register(in -> {}, 1000, 1000);
        ContainerInstance one = host(1000, 1000);
        ContainerInstance two = host(1000, 1000);
        room.define("shop", in -> {});
        List<String> used = room
                .run(in -> in.taskDefinition("shop")
                        .count(2)
                        .placementStrategy(s -> s.type("spread").field("instanceId")))
                .tasks()
                .stream()
                .map(Task::containerInstanceArn)
                .toList();
        assertThat(used).containsExactlyInAnyOrder(one.containerInstanceArn(), two.containerInstanceArn());
        RunTaskResponse distinct =
                room.run(in -> in.taskDefinition("shop").placementConstraints(c -> c.type("distinctInstance")));
        assertThat(distinct.tasks()).isEmpty();
        assertThat(distinct.failures())
                .extracting(Failure::reason)
                .contains("AGENT", "distinctInstance placement constraint unsatisfied.");
    }

    @Test
    void startTaskUsesTheHostsThatAreNamed() {
        ContainerInstance host = host(100, 1000);
        room.define("shop", in -> {});
        String missing = EcsRoom.ARN + "container-instance/default/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        var request = StartTaskRequest.builder()
                .taskDefinition("shop")
                .containerInstances(host.containerInstanceArn(), missing)
                .build();
        var started = room.room().call(EcsApi.START_TASK, request);
        assertThat(started.tasks()).hasSize(1);
        assertThat(started.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.arn()).isEqualTo(missing);
            assertThat(failure.reason()).isEqualTo("MISSING");
        });
        assertThat(room.room().call(EcsApi.START_TASK, request).failures())
                .extracting(Failure::reason)
                .containsExactly("RESOURCE:CPU", "MISSING");
    }

    @Test
    void anExternalTaskNeedsAnExternalHost() {
        host(1000, 1000);
        room.define("shop", in -> in.requiresCompatibilities(List.of()));
        assertThat(room.run(in -> in.taskDefinition("shop").launchType("EXTERNAL"))
                        .failures())
                .extracting(Failure::reason)
                .containsExactly("ATTRIBUTE");
        connect(room.register(
                in -> in.attributes(
                        attribute("ecs.capability.external", null),
                        attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18", null)),
                500,
                500));
        assertThat(room.run(in -> in.taskDefinition("shop").launchType("EXTERNAL"))
                        .tasks())
                .extracting(Task::launchTypeAsString)
                .containsExactly("EXTERNAL");
    }
}
