package io.gantry.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Tag;

final class InstanceTest {
    private static final String ONE = "i-0123456789abcdef0";
    private static final String OTHER = "i-0123456789abcdef1";

    private final Ec2Room room = new Ec2Room();

    private static Attribute attribute(String name, String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    private static ContainerInstance host(String id, boolean connected, Attribute... attributes) {
        return ContainerInstance.builder()
                .containerInstanceArn("container-instance/" + id)
                .ec2InstanceId(id)
                .agentConnected(connected)
                .registeredAt(Instant.EPOCH)
                .attributes(attributes)
                .registeredResources(
                        Resource.builder().name("CPU").integerValue(2048).build(),
                        Resource.builder().name("MEMORY").integerValue(7900).build())
                .tags(Tag.builder().key("rack").value("7").build())
                .build();
    }

    @BeforeEach
    void join() {
        room.ecs()
                .join(host(
                        ONE,
                        true,
                        attribute("ecs.network-address", "10.0.0.5:4789"),
                        attribute("ecs.availability-zone", "eu-central-1b"),
                        attribute("ecs.cpu-architecture", "arm64")));
        room.ecs().join(host(OTHER, false, attribute("ecs.instance-type", "x9.huge")));
    }

    private List<Instance> described(DescribeInstancesRequest.Builder request) {
        return room.call(Ec2Api.DESCRIBE_INSTANCES, request.build()).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    private static DescribeInstancesRequest.Builder filtered(String name, String value) {
        return DescribeInstancesRequest.builder()
                .filters(Filter.builder().name(name).values(value).build());
    }

    @Test
    void a_host_that_has_joined_is_an_instance() {
        Instance one =
                described(DescribeInstancesRequest.builder().instanceIds(ONE)).getFirst();

        assertThat(one.state().nameAsString()).isEqualTo("running");
        assertThat(one.privateIpAddress()).isEqualTo("10.0.0.5");
        assertThat(one.privateDnsName()).isEqualTo("ip-10-0-0-5.eu-central-1.compute.internal");
        assertThat(one.placement().availabilityZone()).isEqualTo("eu-central-1b");
        assertThat(one.architectureAsString()).isEqualTo("arm64");
        assertThat(one.instanceTypeAsString()).isEqualTo("m6g.large");
        assertThat(one.tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key()).isEqualTo("rack"));
    }

    @Test
    void filters_and_pages_find_them() {
        assertThat(described(DescribeInstancesRequest.builder())).hasSize(2);
        assertThat(described(filtered("private-ip-address", "10.0.*"))).hasSize(1);
        assertThat(described(filtered("tag:rack", "7"))).hasSize(2);
        assertThat(described(filtered("instance-state-name", "stopped"))).isEmpty();
        assertThat(described(filtered("instance-type", "x9.huge")).getFirst().instanceId())
                .isEqualTo(OTHER);
        assertThat(described(DescribeInstancesRequest.builder().maxResults(1))).hasSize(1);
        Ec2Room.refused(
                "InvalidInstanceID.NotFound",
                "does not exist",
                () -> described(DescribeInstancesRequest.builder().instanceIds("i-0123456789abcdef9")));
        Ec2Room.refused(
                "InvalidInstanceID.Malformed",
                "x",
                () -> described(DescribeInstancesRequest.builder().instanceIds("x")));
    }

    @Test
    void a_host_whose_agent_is_away_is_impaired() {
        List<InstanceStatus> all = room.call(
                        Ec2Api.DESCRIBE_INSTANCE_STATUS,
                        DescribeInstanceStatusRequest.builder().build())
                .instanceStatuses();

        assertThat(all)
                .extracting(each -> each.instanceStatus().statusAsString())
                .containsExactly("ok", "impaired");
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64,2,7900,m5.large",
        "x86_64,2,16000,r5.large",
        "arm64,1,900,t4g.micro",
        "x86_64,64,900000,r7i.4xlarge"
    })
    void the_type_is_the_smallest_that_is_as_large(String architecture, int cpus, long memory, String type) {
        assertThat(Machine.typeOf(architecture, cpus, memory)).isEqualTo(type);
    }
}
