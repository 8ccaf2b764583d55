package io.gantry.ec2;

import io.gantry.ec2.absent.Absent;
import io.gantry.ec2.account.DescribeAccountAttributes;
import io.gantry.ec2.instance.DescribeImages;
import io.gantry.ec2.instance.DescribeInstanceStatus;
import io.gantry.ec2.instance.DescribeInstanceTypeOfferings;
import io.gantry.ec2.instance.DescribeInstanceTypes;
import io.gantry.ec2.instance.DescribeInstances;
import io.gantry.ec2.instance.Machines;
import io.gantry.ec2.keypair.CreateKeyPair;
import io.gantry.ec2.keypair.DeleteKeyPair;
import io.gantry.ec2.keypair.DescribeKeyPairs;
import io.gantry.ec2.keypair.ImportKeyPair;
import io.gantry.ec2.zone.DescribeAvailabilityZones;
import io.gantry.ec2.zone.DescribeRegions;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.StateStore;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;

/** What the room offers about what is the same for everybody, and about what there is none of. */
final class Surroundings {
    private Surroundings() {}

    static void places(Offers offers, StateStore store) {
        offers.with(Ec2Api.DESCRIBE_AVAILABILITY_ZONES, new DescribeAvailabilityZones())
                .with(Ec2Api.DESCRIBE_REGIONS, new DescribeRegions())
                .with(Ec2Api.DESCRIBE_ACCOUNT_ATTRIBUTES, new DescribeAccountAttributes(store));
    }

    static void machines(Offers offers, Machines machines) {
        offers.with(Ec2Api.DESCRIBE_INSTANCES, new DescribeInstances(machines))
                .with(Ec2Api.DESCRIBE_INSTANCE_STATUS, new DescribeInstanceStatus(machines));
        offers.with(Ec2Api.DESCRIBE_INSTANCE_TYPES, new DescribeInstanceTypes())
                .with(Ec2Api.DESCRIBE_INSTANCE_TYPE_OFFERINGS, new DescribeInstanceTypeOfferings())
                .with(Ec2Api.DESCRIBE_IMAGES, new DescribeImages());
    }

    static void absentMachines(Offers offers) {
        offers.with(
                        Ec2Api.DESCRIBE_VOLUMES,
                        new Absent<>(
                                DescribeVolumesRequest::volumeIds,
                                "InvalidVolume.NotFound",
                                () -> DescribeVolumesResponse.builder()
                                        .volumes(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_LAUNCH_TEMPLATES,
                        new Absent<>(
                                DescribeLaunchTemplatesRequest::launchTemplateIds,
                                "InvalidLaunchTemplateId.NotFound",
                                () -> DescribeLaunchTemplatesResponse.builder()
                                        .launchTemplates(List.of())
                                        .build()));
    }

    static void keyPairs(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_KEY_PAIR, new CreateKeyPair(store))
                .with(Ec2Api.IMPORT_KEY_PAIR, new ImportKeyPair(store))
                .with(Ec2Api.DESCRIBE_KEY_PAIRS, new DescribeKeyPairs(store))
                .with(Ec2Api.DELETE_KEY_PAIR, new DeleteKeyPair(store));
    }

    static void absentNetworks(Offers offers) {
        offers.with(
                        Ec2Api.DESCRIBE_PREFIX_LISTS,
                        new Absent<>(
                                DescribePrefixListsRequest::prefixListIds,
                                "InvalidPrefixListId.NotFound",
                                () -> DescribePrefixListsResponse.builder()
                                        .prefixLists(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_MANAGED_PREFIX_LISTS,
                        new Absent<>(
                                DescribeManagedPrefixListsRequest::prefixListIds,
                                "InvalidPrefixListID.NotFound",
                                () -> DescribeManagedPrefixListsResponse.builder()
                                        .prefixLists(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_EGRESS_ONLY_INTERNET_GATEWAYS,
                        new Absent<>(
                                DescribeEgressOnlyInternetGatewaysRequest::egressOnlyInternetGatewayIds,
                                "InvalidEgressOnlyInternetGatewayId.NotFound",
                                () -> DescribeEgressOnlyInternetGatewaysResponse.builder()
                                        .egressOnlyInternetGateways(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_FLOW_LOGS,
                        new Absent<>(
                                DescribeFlowLogsRequest::flowLogIds,
                                "InvalidFlowLogId.NotFound",
                                () -> DescribeFlowLogsResponse.builder()
                                        .flowLogs(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_VPC_ENDPOINTS,
                        new Absent<>(
                                DescribeVpcEndpointsRequest::vpcEndpointIds,
                                "InvalidVpcEndpointId.NotFound",
                                () -> DescribeVpcEndpointsResponse.builder()
                                        .vpcEndpoints(List.of())
                                        .build()))
                .with(
                        Ec2Api.DESCRIBE_VPC_PEERING_CONNECTIONS,
                        new Absent<>(
                                DescribeVpcPeeringConnectionsRequest::vpcPeeringConnectionIds,
                                "InvalidVpcPeeringConnectionID.NotFound",
                                () -> DescribeVpcPeeringConnectionsResponse.builder()
                                        .vpcPeeringConnections(List.of())
                                        .build()));
    }
}
