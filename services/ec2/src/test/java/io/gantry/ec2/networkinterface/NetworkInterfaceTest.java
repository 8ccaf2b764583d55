package io.gantry.ec2.networkinterface;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.kit.Seeds;
import io.gantry.models.ec2.Ec2Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Subnet;

class NetworkInterfaceTest {
    private final Ec2Room room = new Ec2Room();
    private final String vpcId = room.vpc("10.0.0.0/16").vpcId();
    private final Subnet subnet = room.subnet(vpcId, "10.0.0.0/28");

    private NetworkInterface create(Consumer<CreateNetworkInterfaceRequest.Builder> with) {
        CreateNetworkInterfaceRequest.Builder in =
                CreateNetworkInterfaceRequest.builder().subnetId(subnet.subnetId());
        with.accept(in);
        return room.call(Ec2Api.CREATE_NETWORK_INTERFACE, in.build()).networkInterface();
    }

    private void delete(String id) {
        room.call(
                Ec2Api.DELETE_NETWORK_INTERFACE,
                DeleteNetworkInterfaceRequest.builder().networkInterfaceId(id).build());
    }

    private List<NetworkInterface> described(Filter... filters) {
        return room.call(
                        Ec2Api.DESCRIBE_NETWORK_INTERFACES,
                        DescribeNetworkInterfacesRequest.builder()
                                .filters(filters)
                                .build())
                .networkInterfaces();
    }

    @Test
    void addressesAreGivenOnceAndAgainOnlyAfterAllOthers() {
        List<String> given = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            NetworkInterface eni = room.eni(subnet.subnetId());
            given.add(eni.privateIpAddress());
            ids.add(eni.networkInterfaceId());
        }
        assertThat(given).doesNotHaveDuplicates().contains("10.0.0.4", "10.0.0.14");
        assertThat(room.describe(subnet).availableIpAddressCount()).isZero();
        Ec2Room.refused("InsufficientFreeAddressesInSubnet", "enough", () -> room.eni(subnet.subnetId()));
        delete(ids.get(3));
        delete(ids.get(0));
        assertThat(room.eni(subnet.subnetId()).privateIpAddress()).isEqualTo(given.get(0));
        delete(ids.get(5));
        assertThat(room.eni(subnet.subnetId()).privateIpAddress()).isEqualTo(given.get(3));
    }

    @Test
    void countsAndAddressesStayRightWhateverComes() {
        Seeds.check(20, gen -> {
            Ec2Room fresh = new Ec2Room();
            Subnet net = fresh.subnet(fresh.vpc("10.0.0.0/16").vpcId(), "10.0.0.0/27");
            List<NetworkInterface> alive = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                if (gen.chance(0.6)) {
                    try {
                        alive.add(fresh.call(
                                        Ec2Api.CREATE_NETWORK_INTERFACE,
                                        CreateNetworkInterfaceRequest.builder()
                                                .subnetId(net.subnetId())
                                                .privateIpAddress(gen.chance(0.3) ? "10.0.0." + gen.below(34) : null)
                                                .secondaryPrivateIpAddressCount(gen.below(3))
                                                .build())
                                .networkInterface());
                    } catch (io.gantry.base.AwsError refused) {
                        assertThat(refused.code())
                                .isIn(
                                        "InvalidIPAddress.InUse",
                                        "InsufficientFreeAddressesInSubnet",
                                        "InvalidParameterValue");
                    }
                } else if (!alive.isEmpty()) {
                    NetworkInterface gone = alive.remove(gen.below(alive.size()));
                    fresh.call(
                            Ec2Api.DELETE_NETWORK_INTERFACE,
                            DeleteNetworkInterfaceRequest.builder()
                                    .networkInterfaceId(gone.networkInterfaceId())
                                    .build());
                }
                List<String> held = alive.stream()
                        .flatMap(eni -> eni.privateIpAddresses().stream())
                        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
                        .toList();
                Set<String> distinct = new HashSet<>(held);
                assertThat(distinct).hasSameSizeAs(held);
                assertThat(distinct).doesNotContain("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.31");
                assertThat(fresh.describe(net).availableIpAddressCount()).isEqualTo(27 - held.size());
            }
        });
    }

    @Test
    void theSameTokenMakesTheSameInterface() {
        NetworkInterface first = create(in -> in.clientToken("task-1").description("one"));
        assertThat(create(in -> in.clientToken("task-1").description("one"))).isEqualTo(first);
        assertThat(room.describe(subnet).availableIpAddressCount()).isEqualTo(10);
        Ec2Room.refused(
                "IdempotentParameterMismatch",
                "task-1",
                () -> create(in -> in.clientToken("task-1").description("two")));
        assertThat(create(in -> in.clientToken("task-2")).networkInterfaceId())
                .isNotEqualTo(first.networkInterfaceId());
    }

    @Test
    void anInterfaceIsShownAsAwsShowsIt() {
        NetworkInterface eni = create(in -> in.privateIpAddress("10.0.0.9").description("mine"));
        assertThat(eni.networkInterfaceId()).matches("eni-[0-9a-f]{17}");
        assertThat(eni.macAddress()).matches("02:[0-9a-f]{2}:0a:00:00:09");
        assertThat(eni.privateDnsName()).isEqualTo("ip-10-0-0-9.eu-central-1.compute.internal");
        assertThat(eni.statusAsString()).isEqualTo("available");
        assertThat(eni.vpcId()).isEqualTo(vpcId);
        assertThat(eni.groups()).extracting(group -> group.groupName()).containsExactly("default");
        assertThat(eni.requesterManaged()).isFalse();
        assertThat(described(Filter.builder()
                        .name("private-ip-address")
                        .values("10.0.0.9")
                        .build()))
                .containsExactly(eni);
        Ec2Room.refused("InvalidIPAddress.InUse", "10.0.0.9", () -> create(in -> in.privateIpAddress("10.0.0.9")));
        Ec2Room.refused("InvalidParameterValue", "10.0.0.3", () -> create(in -> in.privateIpAddress("10.0.0.3")));
        Ec2Room.refused("InvalidParameterValue", "10.0.1.9", () -> create(in -> in.privateIpAddress("10.0.1.9")));
    }

    @Test
    void aServiceOwnsWhatItMakes() {
        CreateNetworkInterfaceRequest in = CreateNetworkInterfaceRequest.builder()
                .subnetId(subnet.subnetId())
                .clientToken("attachment-1")
                .build();
        NetworkInterface eni =
                room.call(Ec2Api.CREATE_NETWORK_INTERFACE, in, Ec2Room.ECS).networkInterface();
        assertThat(eni.requesterManaged()).isTrue();
        assertThat(eni.requesterId()).isEqualTo("ecs.amazonaws.com");
        AttachNetworkInterfaceRequest attach = AttachNetworkInterfaceRequest.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .instanceId("i-host")
                .deviceIndex(1)
                .build();
        String attachment =
                room.call(Ec2Api.ATTACH_NETWORK_INTERFACE, attach, Ec2Room.ECS).attachmentId();
        assertThat(room.call(Ec2Api.ATTACH_NETWORK_INTERFACE, attach, Ec2Room.ECS)
                        .attachmentId())
                .isEqualTo(attachment);
        assertThat(described().getFirst().statusAsString()).isEqualTo("in-use");
        assertThat(described().getFirst().attachment().instanceId()).isEqualTo("i-host");
        DeleteNetworkInterfaceRequest gone = DeleteNetworkInterfaceRequest.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .build();
        Ec2Room.refused("OperationNotPermitted", "ecs.amazonaws.com", () -> delete(eni.networkInterfaceId()));
        Ec2Room.refused(
                "InvalidParameterValue", "in use", () -> room.call(Ec2Api.DELETE_NETWORK_INTERFACE, gone, Ec2Room.ECS));
        room.call(
                Ec2Api.DETACH_NETWORK_INTERFACE,
                DetachNetworkInterfaceRequest.builder().attachmentId(attachment).build(),
                Ec2Room.ECS);
        room.call(Ec2Api.DELETE_NETWORK_INTERFACE, gone, Ec2Room.ECS);
        Ec2Room.refused(
                "InvalidNetworkInterfaceID.NotFound",
                eni.networkInterfaceId(),
                () -> room.call(Ec2Api.DELETE_NETWORK_INTERFACE, gone, Ec2Room.ECS));
        assertThat(room.describe(subnet).availableIpAddressCount()).isEqualTo(11);
    }

    @Test
    void nobodyElseHasInstances() {
        NetworkInterface eni = room.eni(subnet.subnetId());
        Ec2Room.refused(
                "InvalidInstanceID.NotFound",
                "i-1",
                () -> room.call(
                        Ec2Api.ATTACH_NETWORK_INTERFACE,
                        AttachNetworkInterfaceRequest.builder()
                                .networkInterfaceId(eni.networkInterfaceId())
                                .instanceId("i-1")
                                .deviceIndex(1)
                                .build()));
    }

    @Test
    void groupsChange() {
        String web = room.group(vpcId, "web");
        NetworkInterface eni = create(in -> in.groups(web));
        Ec2Room.refused(
                "DependencyViolation",
                web,
                () -> room.call(
                        Ec2Api.DELETE_SECURITY_GROUP,
                        software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest.builder()
                                .groupId(web)
                                .build()));
        String other = room.group(room.vpc("10.1.0.0/16").vpcId(), "elsewhere");
        Ec2Room.refused("InvalidParameterValue", "different networks", () -> modify(eni, other));
        String api = room.group(vpcId, "api");
        modify(eni, api);
        assertThat(described().getFirst().groups())
                .extracting(group -> group.groupId())
                .containsExactly(api);
    }

    private void modify(NetworkInterface eni, String group) {
        room.call(
                Ec2Api.MODIFY_NETWORK_INTERFACE_ATTRIBUTE,
                ModifyNetworkInterfaceAttributeRequest.builder()
                        .networkInterfaceId(eni.networkInterfaceId())
                        .groups(group)
                        .build());
    }
}
