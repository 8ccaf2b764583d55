package io.gantry.ecs.instance;

import static io.gantry.ecs.TaskRoom.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAttributesRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListAttributesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;

class InstanceOperationsTest {
    private final TaskRoom room = new TaskRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private static Map<String, String> attributes(ContainerInstance instance) {
        return instance.attributes().stream()
                .collect(Collectors.toMap(Attribute::name, each -> each.value() == null ? "" : each.value()));
    }

    private static Resource resource(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aNewInstanceEchoesItsAttributesAndHasAZone() {
        ContainerInstance instance = room.register(1000, 2000);
        assertThat(instance.status()).isEqualTo("ACTIVE");
        assertThat(instance.agentConnected()).isFalse();
        assertThat(attributes(instance))
                .containsEntry("ecs.os-type", "linux")
                .containsEntry("com.amazonaws.ecs.capability.docker-remote-api.1.18", "")
                .containsEntry("ecs.availability-zone", EcsRoom.REGION + "a");
        assertThat(resource(instance.registeredResources(), "MEMORY").integerValue())
                .isEqualTo(2000);
        assertThat(resource(instance.registeredResources(), "PORTS").stringSetValue())
                .containsExactly("22", "2375", "51678");
        assertThat(resource(instance.remainingResources(), "CPU").integerValue())
                .isEqualTo(1000);
    }

    @Test
    void theIdentityDocumentOfAnEc2HostIsRead() {
        ContainerInstance instance = room.register(
                in -> in.instanceIdentityDocument(
                        "{\"instanceId\":\"i-0abc\",\"availabilityZone\":\"eu-central-1c\",\"imageId\":\"ami-1\","
                                + "\"instanceType\":\"m5.large\"}"),
                1000,
                1000);
        assertThat(instance.ec2InstanceId()).isEqualTo("i-0abc");
        assertThat(attributes(instance))
                .containsEntry("ecs.availability-zone", "eu-central-1c")
                .containsEntry("ecs.instance-type", "m5.large")
                .containsEntry("ecs.ami-id", "ami-1");
    }

    @Test
    void registeringAgainKeepsTheIdentityAndCustomAttributesAndTakesTheNewResources() {
        ContainerInstance first = room.register(1000, 1000);
        String arn = first.containerInstanceArn();
        put(arn, attribute("stack", "prod"));
        ContainerInstance again = room.register(
                in -> in.containerInstanceArn(arn).attributes(attribute("ecs.os-type", "linux")), 500, 1000);
        assertThat(again.containerInstanceArn()).isEqualTo(arn);
        assertThat(attributes(again))
                .containsEntry("stack", "prod")
                .containsKey("ecs.availability-zone")
                .doesNotContainKey("ecs.cpu-architecture");
        assertThat(resource(again.registeredResources(), "CPU").integerValue()).isEqualTo(500);
        assertThat(list(in -> {})).containsExactly(arn);
    }

    private String registered(String token, String cluster) {
        RegisterContainerInstanceRequest in =
                RegisterContainerInstanceRequest.builder().cluster(cluster).build();
        return room.room()
                .call(EcsApi.REGISTER_CONTAINER_INSTANCE, in, Map.of("clientToken", token))
                .containerInstance()
                .containerInstanceArn();
    }

    @Test
    void aRegistrationRepeatedWithItsTokenIsTheSameInstance() {
        room.room()
                .call(
                        EcsApi.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName("other").build());
        String first = registered("6b0d4a55", "default");
        assertThat(registered("6b0d4a55", "default")).isEqualTo(first);
        assertThat(registered("6b0d4a55", "other")).contains("/other/");
        assertThat(registered("7c1e5b66", "default")).isNotEqualTo(first);
        assertThat(list(in -> {})).hasSize(2);
        refused("InvalidParameterException", () -> registered("x".repeat(65), "default"));
    }

    @Test
    void anUnknownOrDeregisteredInstanceCannotRegisterAgain() {
        String unknown = EcsRoom.ARN + "container-instance/default/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        refused("ClientException", () -> room.register(in -> in.containerInstanceArn(unknown), 1, 1));
        String arn = room.register(1, 1).containerInstanceArn();
        room.room()
                .call(
                        EcsApi.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .containerInstance(arn)
                                .build());
        refused("ClientException", () -> room.register(in -> in.containerInstanceArn(arn), 1, 1));
        assertThat(list(in -> {})).isEmpty();
        assertThat(room.instance(arn).status()).isEqualTo("INACTIVE");
    }

    @Test
    void drainingHasItsOwnList() {
        String one = room.register(1, 1).containerInstanceArn();
        String two = room.register(1, 1).containerInstanceArn();
        var drained = room.room()
                .call(
                        EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                        UpdateContainerInstancesStateRequest.builder()
                                .containerInstances(one, "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01")
                                .status("DRAINING")
                                .build());
        assertThat(drained.containerInstances()).hasSize(1);
        assertThat(drained.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
        assertThat(list(in -> in.status("DRAINING"))).containsExactly(one);
        assertThat(list(in -> in.status("ACTIVE"))).containsExactly(two);
        assertThat(list(in -> {})).containsExactlyInAnyOrder(one, two);
        assertThat(list(in -> in.filter("agentConnected==false and attribute:ecs.os-type == linux")))
                .containsExactlyInAnyOrder(one, two);
        assertThat(list(in -> in.filter("runningTasksCount > 0 or task:group exists")))
                .isEmpty();
        refused("InvalidParameterException", () -> list(in -> in.filter("agentConnected")));
        refused(
                "InvalidParameterException",
                () -> room.room()
                        .call(
                                EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                                UpdateContainerInstancesStateRequest.builder()
                                        .containerInstances(one)
                                        .status("REGISTERING")
                                        .build()));
    }

    @Test
    void describingNamesWhatIsMissing() {
        var request = DescribeContainerInstancesRequest.builder();
        refused(
                "InvalidParameterException",
                () -> room.room().call(EcsApi.DESCRIBE_CONTAINER_INSTANCES, request.build()));
        String unknown = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        var described = room.room()
                .call(
                        EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                        request.containerInstances(unknown).build());
        assertThat(described.failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.arn()).isEqualTo(EcsRoom.ARN + "container-instance/default/" + unknown));
    }

    @Test
    void thereIsNoAgentToUpdateTo() {
        String arn = room.register(1, 1).containerInstanceArn();
        refused(
                "MissingVersionException",
                () -> room.room()
                        .call(
                                EcsApi.UPDATE_CONTAINER_AGENT,
                                UpdateContainerAgentRequest.builder()
                                        .containerInstance(arn)
                                        .build()));
    }

    @Test
    void attributesAreSetListedAndRemoved() {
        String arn = room.register(1, 1).containerInstanceArn();
        put(arn, attribute("stack", "prod"), attribute("gpu", null));
        put(arn, attribute("stack", "dev"));
        var found = room.room()
                .call(
                        EcsApi.LIST_ATTRIBUTES,
                        ListAttributesRequest.builder()
                                .targetType("container-instance")
                                .attributeName("stack")
                                .attributeValue("dev")
                                .build())
                .attributes();
        assertThat(found)
                .singleElement()
                .satisfies(each -> assertThat(each.targetId()).isEqualTo(arn));
        room.room()
                .call(
                        EcsApi.DELETE_ATTRIBUTES,
                        DeleteAttributesRequest.builder()
                                .attributes(at(arn, attribute("stack", null)))
                                .build());
        assertThat(attributes(room.instance(arn))).doesNotContainKey("stack").containsKey("gpu");
    }

    @Test
    void attributesHaveLimits() {
        String arn = room.register(1, 1).containerInstanceArn();
        refused("InvalidParameterException", () -> put(arn));
        refused("InvalidParameterException", () -> put(arn, attribute("a b", "x")));
        refused("InvalidParameterException", () -> put(arn, attribute("a", " x")));
        refused("InvalidParameterException", () -> put(arn, attribute("ecs.os-type", "windows")));
        refused("TargetNotFoundException", () -> put("0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01", attribute("a", "b")));
        Attribute untyped = attribute("a", "b").toBuilder()
                .targetId(arn.substring(arn.lastIndexOf('/') + 1))
                .build();
        refused(
                "InvalidParameterException",
                () -> room.room()
                        .call(
                                EcsApi.PUT_ATTRIBUTES,
                                PutAttributesRequest.builder()
                                        .attributes(untyped)
                                        .build()));
        put(arn, numbered(0, 10));
        refused("InvalidParameterException", () -> put(arn, numbered(0, 11)));
        refused("AttributeLimitExceededException", () -> put(arn, attribute("one-more", "x")));
        assertThat(attributes(room.instance(arn))).doesNotContainKey("one-more");
    }

    private static Attribute[] numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> attribute("name-" + i, "x"))
                .toArray(Attribute[]::new);
    }

    private static Attribute at(String target, Attribute attribute) {
        return attribute.toBuilder()
                .targetType("container-instance")
                .targetId(target)
                .build();
    }

    private void put(String target, Attribute... given) {
        List<Attribute> attributes =
                Arrays.stream(given).map(each -> at(target, each)).toList();
        room.room()
                .call(
                        EcsApi.PUT_ATTRIBUTES,
                        PutAttributesRequest.builder().attributes(attributes).build());
    }

    private List<String> list(Consumer<ListContainerInstancesRequest.Builder> more) {
        ListContainerInstancesRequest.Builder in = ListContainerInstancesRequest.builder();
        more.accept(in);
        return room.room().call(EcsApi.LIST_CONTAINER_INSTANCES, in.build()).containerInstanceArns();
    }
}
