package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import io.gantry.agent.protocol.HostAttributes;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AttachmentStateChange;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Interfaces of awsvpc tasks, and FARGATE. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class TaskNetworkTest {
    private static final String INVALID = "InvalidParameterException";

    private final TaskRoom room = new TaskRoom();
    private final List<String> frames = new ArrayList<>();

    @AfterEach
    void close() {
        room.close();
    }

    private ContainerInstance host(String cluster, String zone) {
        ContainerInstance instance = room.register(
                in -> {
                    List<software.amazon.awssdk.services.ecs.model.Attribute> all =
                            new ArrayList<>(in.build().attributes());
                    all.add(TaskRoom.attribute("ecs.availability-zone", zone));
                    in.attributes(all).cluster(cluster);
                },
                2048,
                4096);
        room.sessions()
                .open(
                        ChannelKind.ACS,
                        EcsRoom.scope(),
                        "containerInstanceArn=" + instance.containerInstanceArn(),
                        new AgentChannel() {
                            @Override
                            public void send(String frame) {
                                frames.add(frame);
                            }

                            @Override
                            public void close(int code, String reason) {}
                        });
        room.settle();
        return instance;
    }

    private List<TaskPayload> told() {
        return frames.stream()
                .flatMap(frame -> AgentMessages.decode(frame).stream())
                .filter(AcsMessage.PayloadMessage.class::isInstance)
                .flatMap(message -> ((AcsMessage.PayloadMessage) message).tasks().stream())
                .toList();
    }

    private static NetworkConfiguration network(String... subnets) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(a -> a.subnets(subnets).securityGroups("sg-1"))
                .build();
    }

    private Task start() {
        room.define("shop", in -> in.networkMode("awsvpc"));
        return room.run(in -> in.taskDefinition("shop").networkConfiguration(network("subnet-a", "subnet-b")))
                .tasks()
                .getFirst();
    }

    private void refused(String words, Consumer<RunTaskRequest.Builder> asked) {
        assertThatThrownBy(() -> room.run(asked)).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.message()).contains(words);
            assertThat(error.code()).isEqualTo(INVALID);
        });
    }

    private static List<String> details(Task task) {
        return task.attachments().getFirst().details().stream()
                .map(KeyValuePair::name)
                .toList();
    }

    @Test
    void aTaskWaitsForItsInterfaceAndItsAgentIsToldOfBoth() {
        host("default", "eu-central-1b");
        Task task = start();
        assertThat(task.lastStatus()).isEqualTo("PROVISIONING");
        assertThat(task.attachments())
                .extracting(a -> a.type(), a -> a.status())
                .containsExactly(tuple("ElasticNetworkInterface", "PRECREATED"));

        room.settle();

        Task made = room.describe(task.taskArn());
        assertThat(made.lastStatus()).isEqualTo("PENDING");
        assertThat(made.attachments().getFirst().status()).isEqualTo("ATTACHING");
        assertThat(details(made))
                .containsExactly(
                        "subnetId", "networkInterfaceId", "macAddress", "privateDnsName", "privateIPv4Address");
        assertThat(made.containers().getFirst().networkInterfaces())
                .extracting(one -> one.privateIpv4Address())
                .containsExactly("10.0.2.4");
        assertThat(told()).singleElement().satisfies(payload -> {
            ElasticNetworkInterface eni = payload.elasticNetworkInterfaces().getFirst();
            assertThat(payload.networkMode()).isEqualTo("awsvpc");
            assertThat(eni.subnetGatewayIpv4Address()).isEqualTo("10.0.2.1/24");
            assertThat(eni.ipv4Addresses().getFirst().privateAddress()).isEqualTo("10.0.2.4");
            assertThat(eni.vpc().orElseThrow())
                    .isEqualTo(new ElasticNetworkInterface.Vpc(
                            "vpc-1", List.of("10.0.0.0/16"), "subnet-b", List.of("sg-1"), false));
        });
    }

    @Test
    void agentsAreToldWhenAHostIsReachedElsewhere() {
        ContainerInstance known = host("default", "eu-central-1a");
        for (String address : List.of("10.7.0.1:4789", "10.7.0.1:4789", "10.7.0.2:4789")) {
            room.register(
                    in -> in.containerInstanceArn(known.containerInstanceArn())
                            .attributes(TaskRoom.attribute(HostAttributes.NETWORK_ADDRESS, address)),
                    2048,
                    4096);
            room.settle();
        }

        assertThat(frames.stream().flatMap(frame -> AgentMessages.decode(frame).stream()))
                .filteredOn(AcsMessage.GantryNetworkMessage.class::isInstance)
                .hasSize(2);
    }

    @Test
    void itsAddressIsGivenBackBeforeItHasStopped() {
        ContainerInstance instance = host("default", "eu-central-1a");
        Task task = start();
        room.settle();
        assertThat(room.room().ec2().interfaces())
                .singleElement()
                .extracting(eni -> eni.attachment().instanceId())
                .isEqualTo(instance.containerInstanceArn());
        String attachment =
                told().getFirst().elasticNetworkInterfaces().getFirst().attachmentArn();
        room.report(
                task.taskArn(),
                "RUNNING",
                in -> in.containers(TaskRoom.container("RUNNING", c -> {}))
                        .attachments(AttachmentStateChange.builder()
                                .attachmentArn(attachment)
                                .status("ATTACHED")
                                .build()));
        assertThat(room.describe(task.taskArn()).attachments().getFirst().status())
                .isEqualTo("ATTACHED");
        assertThat(room.describe(task.taskArn()).lastStatus()).isEqualTo("RUNNING");

        Task _ = room.stop(task.taskArn(), "");
        room.report(task.taskArn(), "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", c -> c.exitCode(0))));
        room.settle();

        Task stopped = room.describe(task.taskArn());
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.attachments().getFirst().status()).isEqualTo("DELETED");
        assertThat(details(stopped)).contains("privateIPv4Address");
        assertThat(room.room().ec2().interfaces()).isEmpty();
        assertThat(room.ledgers().getFirst().claims()).isEmpty();
    }

    @Test
    void whatEc2RefusesEndsTheTaskWithItsWords() {
        host("default", "eu-central-1a");
        room.room()
                .ec2()
                .refuse(Optional.of(AwsError.client("InsufficientFreeAddressesInSubnet", "There is none left.")));
        Task task = start();
        room.settle();

        Task stopped = room.describe(task.taskArn());
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(stopped.stoppedReason())
                .isEqualTo("Unexpected EC2 error while attempting to Create Network Interface: There is none left."
                        + " (ErrorCode: InsufficientFreeAddressesInSubnet)");
        assertThat(told()).isEmpty();
    }

    @Test
    void aTaskThatIsStoppedBeforeItHasAnInterfaceLeavesNone() {
        host("default", "eu-central-1a");
        Task task = start();
        Task _ = room.stop(task.taskArn(), "");
        room.settle();

        Task stopped = room.describe(task.taskArn());
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.containers())
                .allMatch(container -> container.lastStatus().equals("STOPPED"));
        assertThat(room.room().ec2().interfaces()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatANetworkMayBeIsAwss() {
        host("default", "eu-central-1a");
        room.define("shop", in -> in.networkMode("awsvpc"));
        room.define("plain", in -> {});
        refused(
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
                in -> in.taskDefinition("shop"));
        refused(
                "Network Configuration is not valid for the given networkMode of this task definition.",
                in -> in.taskDefinition("plain").networkConfiguration(network("subnet-a")));
        refused("subnets can not be empty.", in -> in.taskDefinition("shop").networkConfiguration(network()));
        refused(
                "subnets can have at most 16 items.",
                in -> in.taskDefinition("shop")
                        .networkConfiguration(
                                network(new java.util.ArrayList<>(java.util.Collections.nCopies(17, "subnet-a"))
                                        .toArray(String[]::new))));
        refused(
                "securityGroups can have at most 5 items.",
                in -> in.taskDefinition("shop")
                        .networkConfiguration(n -> n.awsvpcConfiguration(
                                a -> a.subnets("subnet-a").securityGroups(java.util.Collections.nCopies(6, "sg-1")))));
        refused(
                "Assign public IP is not supported for this launch type.",
                in -> in.taskDefinition("shop")
                        .networkConfiguration(n ->
                                n.awsvpcConfiguration(a -> a.subnets("subnet-a").assignPublicIp("ENABLED"))));
        refused(
                "Error retrieving subnet information for [subnet-none]: The subnet ID 'subnet-none' does not exist"
                        + " (ErrorCode: InvalidSubnetID.NotFound)",
                in -> in.taskDefinition("shop").networkConfiguration(network("subnet-none")));
        refused(
                "All subnets must belong to the same VPC.",
                in -> in.taskDefinition("shop").networkConfiguration(network("subnet-a", "subnet-z")));
        refused(
                "All security groups must belong to the VPC",
                in -> in.taskDefinition("shop").networkConfiguration(network("subnet-z")));
        assertThat(room.room().ec2().made()).isZero();
    }

    private RunTaskResponse fargate(int count) {
        return room.run(in ->
                in.taskDefinition("shop").launchType("FARGATE").count(count).networkConfiguration(network("subnet-a")));
    }

    @Test
    void fargateRunsOnAnyHostAndTellsNobodyOnWhich() {
        room.room()
                .call(
                        io.gantry.models.ecs.EcsApi.CREATE_CLUSTER,
                        software.amazon.awssdk.services.ecs.model.CreateClusterRequest.builder()
                                .clusterName("hosts")
                                .build());
        host("hosts", "eu-central-1a");
        room.define(
                "shop",
                in -> in.networkMode("awsvpc")
                        .cpu("1024")
                        .memory("2048")
                        .requiresCompatibilitiesWithStrings("FARGATE"));

        RunTaskResponse run = fargate(3);
        room.settle();

        assertThat(run.tasks()).hasSize(2);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).startsWith("Capacity is unavailable at this time.");
            assertThat(failure.detail()).isNotEmpty();
        });
        Task task = room.describe(run.tasks().getFirst().taskArn());
        assertThat(task.lastStatus()).isEqualTo("PENDING");
        assertThat(task.containerInstanceArn()).isNull();
        assertThat(task.platformVersion()).isEqualTo("1.4.0");
        assertThat(task.platformFamily()).isEqualTo("Linux");
        assertThat(task.ephemeralStorage().sizeInGiB()).isEqualTo(20);
        assertThat(told()).hasSize(2).allSatisfy(payload -> {
            assertThat(payload.launchType()).isEqualTo("FARGATE");
            assertThat(payload.taskClusterArn()).endsWith("cluster/default");
        });
        assertThat(fargate(1).tasks()).isEmpty();
    }

    @Test
    void fargateIsRefusedWhatItHasNot() {
        host("default", "eu-central-1a");
        room.define("plain", in -> {});
        room.define("shop", in -> in.networkMode("awsvpc").cpu("256").memory("512"));
        refused(
                "Task definition does not support launch_type FARGATE.",
                in -> in.taskDefinition("plain").launchType("FARGATE"));
        refused(
                "Placement constraints are not supported with FARGATE launch type.",
                in -> in.taskDefinition("shop")
                        .launchType("FARGATE")
                        .networkConfiguration(network("subnet-a"))
                        .placementConstraints(c -> c.type("distinctInstance")));
        assertThatThrownBy(() -> room.run(in -> in.taskDefinition("shop")
                        .launchType("FARGATE")
                        .networkConfiguration(network("subnet-a"))
                        .platformVersion("0.9")))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("PlatformUnknownException"));
    }
}
