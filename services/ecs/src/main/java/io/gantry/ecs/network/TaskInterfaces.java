package io.gantry.ecs.network;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.codec.AwsJson;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

/**
 * Makes and deletes tasks' network interfaces by EC2's operations, as the service that ECS is to EC2. Every call may be repeated:
 * an interface is found again by its client token, or by its description, the ARN of its attachment. To look for a description
 * EC2 reads every interface there is, so that is left to what was interrupted.
 */
public final class TaskInterfaces {
    /** How services name themselves to each other. */
    private static final Principal ECS = new Principal("ecs.amazonaws.com", "", true);

    private static final URI HERE = URI.create("http://ecs.amazonaws.com");

    private static final int FIRST_AFTER_THE_HOSTS_OWN = 1;

    private final AwsCaller ec2;

    public TaskInterfaces(AwsCaller ec2) {
        this.ec2 = ec2;
    }

    /**
     * Whose interface, and where it may be.
     *
     * @param attachment the ARN of the attachment
     * @param network AWS's AwsVpcConfiguration as JSON
     * @param host the ARN of the container instance, which EC2 shows as what the interface is attached to; empty when there is none
     * @param zone of the host; empty when it has none
     */
    public record Wish(Scope scope, String attachment, String network, Optional<String> host, Optional<String> zone) {}

    /**
     * Refuses a network that EC2 does not know.
     *
     * @param network AWS's AwsVpcConfiguration as JSON; nothing is asked of EC2 for an empty one
     * @throws AwsError InvalidParameterException with EC2's words
     */
    public void verify(Scope scope, String network) {
        if (network.isEmpty()) {
            return;
        }
        AwsVpcConfiguration asked = read(network);
        Set<String> vpcs = new HashSet<>();
        subnets(scope, asked).forEach(subnet -> vpcs.add(subnet.vpcId()));
        if (vpcs.size() > 1) {
            throw EcsErrors.invalidParameter("All subnets must belong to the same VPC.");
        }
        groups(scope, asked).forEach(group -> vpcs.add(group.vpcId()));
        if (vpcs.size() > 1) {
            throw EcsErrors.invalidParameter("All security groups must belong to the VPC of the subnets.");
        }
    }

    /** The same for a configuration as it is given; null and one without a VPC ask nothing. */
    public void verify(Scope scope, @Nullable NetworkConfiguration given) {
        if (given != null
                && given.awsvpcConfiguration() != null
                && !given.awsvpcConfiguration().subnets().isEmpty()) {
            verify(scope, AwsJson.write(given.awsvpcConfiguration()));
        }
    }

    /**
     * The interface of an attachment, made if there is none yet: in a subnet of the host's zone where the caller named one, and
     * where most addresses are free. It is attached to the host: so EC2 shows it as in use, and other hosts learn where it is.
     *
     * @throws AwsError what EC2 refuses
     */
    public NetworkAttachment make(Wish wish) {
        AwsVpcConfiguration asked = read(wish.network());
        List<Subnet> subnets = subnets(wish.scope(), asked);
        NetworkInterface made = create(wish, asked, subnets);
        Subnet subnet = subnets.stream()
                .filter(one -> one.subnetId().equals(made.subnetId()))
                .findFirst()
                .orElseThrow(() -> EcsErrors.invalidParameter(
                        "The subnet ID '" + made.subnetId() + "' is not one of the task's."));
        wish.host().ifPresent(host -> attach(wish.scope(), made, host));
        return new NetworkAttachment(
                NetworkAttachment.Status.ATTACHING,
                made.networkInterfaceId(),
                made.subnetId(),
                made.macAddress(),
                Optional.ofNullable(made.privateDnsName()).orElse(""),
                made.privateIpAddress(),
                subnet.cidrBlock(),
                subnet.vpcId(),
                ranges(wish.scope(), subnet.vpcId()),
                made.groups().stream().map(GroupIdentifier::groupId).toList(),
                asked.assignPublicIp() == AssignPublicIp.ENABLED);
    }

    private NetworkInterface create(Wish wish, AwsVpcConfiguration asked, List<Subnet> subnets) {
        Subnet best = subnets.stream()
                .min(Comparator.comparing((Subnet one) -> !wish.zone().equals(Optional.of(one.availabilityZone())))
                        .thenComparing(Subnet::availableIpAddressCount, Comparator.reverseOrder()))
                .orElseThrow();
        CreateNetworkInterfaceRequest.Builder request = CreateNetworkInterfaceRequest.builder()
                .subnetId(best.subnetId())
                .description(wish.attachment())
                .clientToken(wish.attachment().substring(wish.attachment().lastIndexOf('/') + 1));
        if (!asked.securityGroups().isEmpty()) {
            request.groups(asked.securityGroups());
        }
        try {
            return ec2.call(Ec2Api.CREATE_NETWORK_INTERFACE, request.build(), as(wish.scope()))
                    .networkInterface();
        } catch (AwsError refused) {
            // Made before, in the subnet that had most free addresses then.
            return Optional.of(wish.attachment())
                    .filter(_ -> refused.code().equals("IdempotentParameterMismatch"))
                    .flatMap(attachment -> described(wish.scope(), attachment))
                    .orElseThrow(() -> refused);
        }
    }

    private void attach(Scope scope, NetworkInterface eni, String host) {
        AttachNetworkInterfaceResponse _ = ec2.call(
                Ec2Api.ATTACH_NETWORK_INTERFACE,
                AttachNetworkInterfaceRequest.builder()
                        .networkInterfaceId(eni.networkInterfaceId())
                        .instanceId(host)
                        .deviceIndex(FIRST_AFTER_THE_HOSTS_OWN)
                        .build(),
                as(scope));
    }

    /**
     * Detaches and deletes the interface of an attachment; nothing when there is none.
     *
     * @param attachment its ARN
     * @param networkInterfaceId empty when it was not noted, which does not say that there is none
     */
    public void delete(Scope scope, String attachment, String networkInterfaceId) {
        Optional<NetworkInterface> left =
                networkInterfaceId.isEmpty() ? described(scope, attachment) : called(scope, networkInterfaceId);
        left.ifPresent(there -> {
            Optional.ofNullable(there.attachment()).ifPresent(attached -> {
                DetachNetworkInterfaceResponse _ = ec2.call(
                        Ec2Api.DETACH_NETWORK_INTERFACE,
                        DetachNetworkInterfaceRequest.builder()
                                .attachmentId(attached.attachmentId())
                                .build(),
                        as(scope));
            });
            DeleteNetworkInterfaceResponse _ = ec2.call(
                    Ec2Api.DELETE_NETWORK_INTERFACE,
                    DeleteNetworkInterfaceRequest.builder()
                            .networkInterfaceId(there.networkInterfaceId())
                            .build(),
                    as(scope));
        });
    }

    private Optional<NetworkInterface> called(Scope scope, String networkInterfaceId) {
        DescribeNetworkInterfacesRequest request = DescribeNetworkInterfacesRequest.builder()
                .networkInterfaceIds(networkInterfaceId)
                .build();
        try {
            return Optional.of(ec2.call(Ec2Api.DESCRIBE_NETWORK_INTERFACES, request, as(scope))
                    .networkInterfaces()
                    .getFirst());
        } catch (AwsError refused) {
            if (refused.code().equals("InvalidNetworkInterfaceID.NotFound")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Optional<NetworkInterface> described(Scope scope, String attachment) {
        DescribeNetworkInterfacesRequest request = DescribeNetworkInterfacesRequest.builder()
                .filters(Filter.builder().name("description").values(attachment).build())
                .build();
        return ec2.call(Ec2Api.DESCRIBE_NETWORK_INTERFACES, request, as(scope)).networkInterfaces().stream()
                .findFirst();
    }

    private List<Subnet> subnets(Scope scope, AwsVpcConfiguration asked) {
        try {
            DescribeSubnetsRequest request =
                    DescribeSubnetsRequest.builder().subnetIds(asked.subnets()).build();
            return ec2.call(Ec2Api.DESCRIBE_SUBNETS, request, as(scope)).subnets();
        } catch (AwsError refused) {
            throw EcsErrors.invalidParameter("Error retrieving subnet information for " + asked.subnets() + ": "
                    + refused.message() + " (ErrorCode: " + refused.code() + ")");
        }
    }

    private List<SecurityGroup> groups(Scope scope, AwsVpcConfiguration asked) {
        if (asked.securityGroups().isEmpty()) {
            return List.of();
        }
        try {
            DescribeSecurityGroupsRequest request = DescribeSecurityGroupsRequest.builder()
                    .groupIds(asked.securityGroups())
                    .build();
            return ec2.call(Ec2Api.DESCRIBE_SECURITY_GROUPS, request, as(scope)).securityGroups();
        } catch (AwsError refused) {
            throw EcsErrors.invalidParameter("Error retrieving security group information for " + asked.securityGroups()
                    + ": " + refused.message() + " (ErrorCode: " + refused.code() + ")");
        }
    }

    private List<String> ranges(Scope scope, String vpcId) {
        DescribeVpcsRequest request =
                DescribeVpcsRequest.builder().vpcIds(vpcId).build();
        Vpc vpc = ec2.call(Ec2Api.DESCRIBE_VPCS, request, as(scope)).vpcs().getFirst();
        List<String> associated = vpc.cidrBlockAssociationSet().stream()
                .map(VpcCidrBlockAssociation::cidrBlock)
                .toList();
        return associated.isEmpty() ? List.of(vpc.cidrBlock()) : associated;
    }

    private static AwsVpcConfiguration read(String network) {
        return AwsJson.read(network, AwsVpcConfiguration.builder());
    }

    private static CallContext as(Scope scope) {
        return new CallContext(scope.accountId(), scope.region(), ECS, "ecs", HERE);
    }
}
