package io.gantry.ecs;

import io.gantry.base.AwsError;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The operations of EC2 that ECS calls: two VPCs, of which {@code vpc-1} has {@code subnet-a} and {@code subnet-b} in zones of these
 * letters and the groups {@code sg-1} and {@code sg-default}, and {@code vpc-2} has {@code subnet-z} and {@code sg-2}.
 */
public final class FakeEc2 implements AwsCaller {
    private static final Map<String, Subnet> SUBNETS = Map.of(
            "subnet-a", subnet("subnet-a", "vpc-1", "eu-central-1a", "10.0.1.0/24"),
            "subnet-b", subnet("subnet-b", "vpc-1", "eu-central-1b", "10.0.2.0/24"),
            "subnet-z", subnet("subnet-z", "vpc-2", "eu-central-1a", "10.9.0.0/24"));
    private static final Map<String, String> GROUPS = Map.of("sg-1", "vpc-1", "sg-default", "vpc-1", "sg-2", "vpc-2");

    private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
    private final Map<String, CreateNetworkInterfaceRequest> asked = new LinkedHashMap<>();
    private Optional<AwsError> refusal = Optional.empty();
    private int made;

    private static Subnet subnet(String id, String vpc, String zone, String range) {
        return Subnet.builder()
                .subnetId(id)
                .vpcId(vpc)
                .availabilityZone(zone)
                .cidrBlock(range)
                .availableIpAddressCount(200)
                .build();
    }

    /** From now on interfaces are refused with this error, or made again. */
    public void refuse(Optional<AwsError> error) {
        refusal = error;
    }

    /** The interfaces that there are. */
    public List<NetworkInterface> interfaces() {
        return List.copyOf(interfaces.values());
    }

    /** How many were ever made. */
    public int made() {
        return made;
    }

    @Override
    @SuppressWarnings("unchecked") // Each case answers what its type says.
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        return (O) answer(type.name(), input);
    }

    private Object answer(String operation, Object input) {
        if (operation.equals(Ec2Api.DESCRIBE_SUBNETS.name())) {
            return subnets((DescribeSubnetsRequest) input);
        }
        if (operation.equals(Ec2Api.DESCRIBE_SECURITY_GROUPS.name())) {
            return groups((DescribeSecurityGroupsRequest) input);
        }
        if (operation.equals(Ec2Api.DESCRIBE_VPCS.name())) {
            return DescribeVpcsResponse.builder()
                    .vpcs(Vpc.builder().vpcId("vpc-1").cidrBlock("10.0.0.0/16").build())
                    .build();
        }
        if (operation.equals(Ec2Api.DESCRIBE_NETWORK_INTERFACES.name())) {
            return described((DescribeNetworkInterfacesRequest) input);
        }
        if (operation.equals(Ec2Api.CREATE_NETWORK_INTERFACE.name())) {
            return create((CreateNetworkInterfaceRequest) input);
        }
        if (operation.equals(Ec2Api.ATTACH_NETWORK_INTERFACE.name())) {
            return attach((AttachNetworkInterfaceRequest) input);
        }
        if (operation.equals(Ec2Api.DETACH_NETWORK_INTERFACE.name())) {
            return detach((DetachNetworkInterfaceRequest) input);
        }
        return delete((DeleteNetworkInterfaceRequest) input);
    }

    private AttachNetworkInterfaceResponse attach(AttachNetworkInterfaceRequest in) {
        String id = "eni-attach-" + in.networkInterfaceId();
        interfaces.computeIfPresent(
                in.networkInterfaceId(),
                (eni, there) -> there.toBuilder()
                        .attachment(attached -> attached.attachmentId(id).instanceId(in.instanceId()))
                        .build());
        return AttachNetworkInterfaceResponse.builder().attachmentId(id).build();
    }

    private DetachNetworkInterfaceResponse detach(DetachNetworkInterfaceRequest in) {
        String id = in.attachmentId().replace("eni-attach-", "");
        interfaces.computeIfPresent(
                id,
                (eni, there) -> there.toBuilder()
                        .attachment((NetworkInterfaceAttachment) null)
                        .build());
        return DetachNetworkInterfaceResponse.builder().build();
    }

    private DeleteNetworkInterfaceResponse delete(DeleteNetworkInterfaceRequest in) {
        NetworkInterface gone = Optional.ofNullable(interfaces.remove(in.networkInterfaceId()))
                .orElseThrow(() -> AwsError.client("InvalidNetworkInterfaceID.NotFound", "It does not exist"));
        if (gone.attachment() != null) {
            interfaces.put(gone.networkInterfaceId(), gone);
            throw AwsError.client("InvalidParameterValue", "It is currently in use.");
        }
        asked.remove(in.networkInterfaceId());
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    private static DescribeSubnetsResponse subnets(DescribeSubnetsRequest in) {
        return DescribeSubnetsResponse.builder()
                .subnets(in.subnetIds().stream()
                        .map(id -> Optional.ofNullable(SUBNETS.get(id))
                                .orElseThrow(() -> AwsError.client(
                                        "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist")))
                        .toList())
                .build();
    }

    private static DescribeSecurityGroupsResponse groups(DescribeSecurityGroupsRequest in) {
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(in.groupIds().stream()
                        .map(id -> SecurityGroup.builder()
                                .groupId(id)
                                .vpcId(Optional.ofNullable(GROUPS.get(id))
                                        .orElseThrow(() -> AwsError.client(
                                                "InvalidGroup.NotFound",
                                                "The security group '" + id + "' does not exist")))
                                .build())
                        .toList())
                .build();
    }

    private DescribeNetworkInterfacesResponse described(DescribeNetworkInterfacesRequest in) {
        for (String id : in.networkInterfaceIds()) {
            if (!interfaces.containsKey(id)) {
                throw AwsError.client("InvalidNetworkInterfaceID.NotFound", "It does not exist");
            }
            return DescribeNetworkInterfacesResponse.builder()
                    .networkInterfaces(interfaces.get(id))
                    .build();
        }
        String description = in.filters().getFirst().values().getFirst();
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(interfaces.values().stream()
                        .filter(one -> one.description().equals(description))
                        .toList())
                .build();
    }

    private CreateNetworkInterfaceResponse create(CreateNetworkInterfaceRequest in) {
        refusal.ifPresent(error -> {
            throw error;
        });
        for (Map.Entry<String, CreateNetworkInterfaceRequest> before : asked.entrySet()) {
            if (before.getValue().clientToken().equals(in.clientToken())) {
                return again(before.getKey(), before.getValue(), in);
            }
        }
        int number = ++made;
        String prefix = in.subnetId().equals("subnet-b") ? "10.0.2." : "10.0.1.";
        NetworkInterface eni = NetworkInterface.builder()
                .networkInterfaceId("eni-" + number)
                .subnetId(in.subnetId())
                .vpcId("vpc-1")
                .description(in.description())
                .macAddress("02:00:00:00:00:0" + number)
                .privateIpAddress(prefix + (number + 3))
                .privateDnsName("ip-10-0-1-" + (number + 3) + ".ec2.internal")
                .groups((in.groups().isEmpty() ? List.of("sg-default") : in.groups())
                        .stream()
                                .map(id -> GroupIdentifier.builder().groupId(id).build())
                                .toList())
                .build();
        interfaces.put(eni.networkInterfaceId(), eni);
        asked.put(eni.networkInterfaceId(), in);
        return CreateNetworkInterfaceResponse.builder().networkInterface(eni).build();
    }

    private CreateNetworkInterfaceResponse again(
            String id, CreateNetworkInterfaceRequest before, CreateNetworkInterfaceRequest in) {
        if (!before.equals(in)) {
            throw AwsError.client("IdempotentParameterMismatch", "The client token was used with other parameters.");
        }
        return CreateNetworkInterfaceResponse.builder()
                .networkInterface(interfaces.get(id))
                .build();
    }
}
