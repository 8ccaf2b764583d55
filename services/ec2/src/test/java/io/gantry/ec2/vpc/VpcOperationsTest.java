package io.gantry.ec2.vpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Vpc;

class VpcOperationsTest {
    private final Ec2Room room = new Ec2Room();

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private List<String> vpcIds(Filter... filters) {
        return room
                .call(
                        Ec2Api.DESCRIBE_VPCS,
                        DescribeVpcsRequest.builder().filters(filters).build())
                .vpcs()
                .stream()
                .map(Vpc::vpcId)
                .toList();
    }

    @Test
    void anAccountMeetsAWholeDefaultVpc() {
        Ec2Room furnished = Ec2Room.furnished();
        Vpc vpc = furnished.defaultVpc();
        assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(vpc.vpcId()).matches("vpc-[0-9a-f]{17}");
        List<Subnet> subnets = furnished
                .call(Ec2Api.DESCRIBE_SUBNETS, DescribeSubnetsRequest.builder().build())
                .subnets();
        assertThat(subnets)
                .extracting(Subnet::cidrBlock)
                .containsExactlyInAnyOrder("172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20");
        assertThat(subnets)
                .extracting(Subnet::availabilityZone)
                .containsExactlyInAnyOrder("eu-central-1a", "eu-central-1b", "eu-central-1c");
        assertThat(subnets)
                .allMatch(Subnet::defaultForAz)
                .allMatch(Subnet::mapPublicIpOnLaunch)
                .allMatch(subnet -> subnet.availableIpAddressCount() == 4091);
        var gateway = furnished
                .call(
                        Ec2Api.DESCRIBE_INTERNET_GATEWAYS,
                        DescribeInternetGatewaysRequest.builder()
                                .filters(filter("attachment.vpc-id", vpc.vpcId()))
                                .build())
                .internetGateways()
                .getFirst();
        var routes = furnished
                .call(
                        Ec2Api.DESCRIBE_ROUTE_TABLES,
                        DescribeRouteTablesRequest.builder()
                                .filters(filter("association.main", "true"), filter("vpc-id", vpc.vpcId()))
                                .build())
                .routeTables()
                .getFirst()
                .routes();
        assertThat(routes).extracting(Route::gatewayId).containsExactly("local", gateway.internetGatewayId());
        assertThat(routes).extracting(Route::stateAsString).containsOnly("active");
        var acl = furnished
                .call(
                        Ec2Api.DESCRIBE_NETWORK_ACLS,
                        DescribeNetworkAclsRequest.builder().build())
                .networkAcls()
                .getFirst();
        assertThat(acl.associations()).hasSize(3);
        assertThat(acl.entries()).hasSize(4);
        var group = furnished
                .call(
                        Ec2Api.DESCRIBE_SECURITY_GROUPS,
                        DescribeSecurityGroupsRequest.builder().build())
                .securityGroups()
                .getFirst();
        assertThat(group.groupName()).isEqualTo("default");
        assertThat(group.ipPermissions()
                        .getFirst()
                        .userIdGroupPairs()
                        .getFirst()
                        .groupId())
                .isEqualTo(group.groupId());
    }

    @Test
    void theDefaultVpcIsMadeOnceAndStaysDeleted() {
        Ec2Room furnished = Ec2Room.furnished();
        Ec2Room.refused(
                "DefaultVpcAlreadyExists",
                "already",
                () -> furnished.call(
                        Ec2Api.CREATE_DEFAULT_VPC,
                        CreateDefaultVpcRequest.builder().build()));
        Vpc vpc = furnished.defaultVpc();
        Ec2Room.refused("DependencyViolation", vpc.vpcId(), () -> delete(furnished, vpc));
        furnished
                .call(Ec2Api.DESCRIBE_SUBNETS, DescribeSubnetsRequest.builder().build())
                .subnets()
                .forEach(subnet -> furnished.call(
                        Ec2Api.DELETE_SUBNET,
                        DeleteSubnetRequest.builder()
                                .subnetId(subnet.subnetId())
                                .build()));
        Ec2Room.refused("DependencyViolation", vpc.vpcId(), () -> delete(furnished, vpc));
    }

    private static void delete(Ec2Room room, Vpc vpc) {
        room.call(
                Ec2Api.DELETE_VPC, DeleteVpcRequest.builder().vpcId(vpc.vpcId()).build());
    }

    @Test
    void theDefaultVpcLeavesTheHostsNetworksAlone() {
        Ec2Room crowded = new Ec2Room(() -> List.of("172.31.5.0/24", "172.16.0.0/14", "172.30.0.0/16", "192.0.2.0/24"));
        crowded.ec2().makeDefaultVpc(Ec2Room.ACCOUNT, Ec2Room.REGION);
        assertThat(crowded.defaultVpc().cidrBlock()).isEqualTo("172.29.0.0/16");
        Ec2Room.refused("InvalidVpc.Range", "192.0.2.0/24, which the host reaches", () -> crowded.vpc("192.0.0.0/16"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0, InvalidParameterValue",
        "10.0.0.0/15, InvalidVpc.Range",
        "10.0.0.0/29, InvalidVpc.Range",
        "10.0.128.0/20, InvalidVpc.Range"
    })
    void badRangesAreRefused(String range, String code) {
        room.vpc("10.0.0.0/16");
        Ec2Room.refused(code, range.substring(0, 4), () -> room.vpc(range));
    }

    @Test
    void deletingTakesWhatCameWithIt() {
        Vpc vpc = room.vpc("10.0.0.0/16");
        delete(room, vpc);
        assertThat(vpcIds()).isEmpty();
        assertThat(room.call(
                                Ec2Api.DESCRIBE_SECURITY_GROUPS,
                                DescribeSecurityGroupsRequest.builder().build())
                        .securityGroups())
                .isEmpty();
        assertThat(room.call(
                                Ec2Api.DESCRIBE_ROUTE_TABLES,
                                DescribeRouteTablesRequest.builder().build())
                        .routeTables())
                .isEmpty();
        assertThat(room.call(
                                Ec2Api.DESCRIBE_NETWORK_ACLS,
                                DescribeNetworkAclsRequest.builder().build())
                        .networkAcls())
                .isEmpty();
        Ec2Room.refused("InvalidVpcID.NotFound", vpc.vpcId(), () -> delete(room, vpc));
        assertThat(room.vpc("10.0.0.0/16").vpcId()).isNotEqualTo(vpc.vpcId());
    }

    @Test
    void attributesReadBack() {
        Vpc vpc = room.vpc("10.0.0.0/16");
        assertThat(hostnames(vpc)).isFalse();
        room.call(
                Ec2Api.MODIFY_VPC_ATTRIBUTE,
                ModifyVpcAttributeRequest.builder()
                        .vpcId(vpc.vpcId())
                        .enableDnsHostnames(it -> it.value(true))
                        .build());
        assertThat(hostnames(vpc)).isTrue();
        Ec2Room.refused(
                "InvalidParameterCombination",
                "one",
                () -> room.call(
                        Ec2Api.MODIFY_VPC_ATTRIBUTE,
                        ModifyVpcAttributeRequest.builder().vpcId(vpc.vpcId()).build()));
    }

    private boolean hostnames(Vpc vpc) {
        return room.call(
                        Ec2Api.DESCRIBE_VPC_ATTRIBUTE,
                        DescribeVpcAttributeRequest.builder()
                                .vpcId(vpc.vpcId())
                                .attribute("enableDnsHostnames")
                                .build())
                .enableDnsHostnames()
                .value();
    }

    @Test
    void tagsAreSetFoundAndTaken() {
        Vpc vpc = room.vpc("10.0.0.0/16");
        Vpc other = room.vpc("10.1.0.0/16");
        room.call(
                Ec2Api.CREATE_TAGS,
                CreateTagsRequest.builder()
                        .resources(vpc.vpcId(), other.vpcId())
                        .tags(tag("Name", "shop"), tag("stage", "test*"))
                        .build());
        room.call(
                Ec2Api.CREATE_TAGS,
                CreateTagsRequest.builder()
                        .resources(other.vpcId())
                        .tags(tag("Name", "bakery"))
                        .build());
        assertThat(vpcIds(filter("tag:Name", "sh?p"))).containsExactly(vpc.vpcId());
        assertThat(vpcIds(filter("tag:Name", "*"))).hasSize(2);
        assertThat(vpcIds(filter("tag:stage", "test\\*"))).hasSize(2);
        assertThat(vpcIds(filter("tag:stage", "test\\?"))).isEmpty();
        assertThat(vpcIds(filter("tag-key", "Name"), filter("tag:Name", "bakery", "none")))
                .containsExactly(other.vpcId());
        assertThat(room.call(
                                Ec2Api.DESCRIBE_TAGS,
                                DescribeTagsRequest.builder()
                                        .filters(filter("resource-type", "vpc"), filter("key", "Name"))
                                        .build())
                        .tags())
                .extracting(TagDescription::value)
                .containsExactlyInAnyOrder("shop", "bakery");
        room.call(
                Ec2Api.DELETE_TAGS,
                DeleteTagsRequest.builder()
                        .resources(vpc.vpcId(), other.vpcId())
                        .tags(tag("Name", "shop"))
                        .build());
        assertThat(vpcIds(filter("tag-key", "Name"))).containsExactly(other.vpcId());
        Ec2Room.refused(
                "InvalidVpcID.NotFound",
                "vpc-00000000",
                () -> room.call(
                        Ec2Api.CREATE_TAGS,
                        CreateTagsRequest.builder()
                                .resources("vpc-00000000")
                                .tags(tag("a", "b"))
                                .build()));
        Ec2Room.refused(
                "InvalidParameterValue",
                "reserved",
                () -> room.call(
                        Ec2Api.CREATE_TAGS,
                        CreateTagsRequest.builder()
                                .resources(vpc.vpcId())
                                .tags(tag("aws:a", "b"))
                                .build()));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void pagesShowEachOnce() {
        for (int i = 0; i < 7; i++) {
            room.vpc("10." + i + ".0.0/16");
        }
        DescribeVpcsResponse first = room.call(
                Ec2Api.DESCRIBE_VPCS,
                DescribeVpcsRequest.builder().maxResults(5).build());
        DescribeVpcsResponse second = room.call(
                Ec2Api.DESCRIBE_VPCS,
                DescribeVpcsRequest.builder()
                        .maxResults(5)
                        .nextToken(first.nextToken())
                        .build());
        assertThat(first.vpcs()).hasSize(5);
        assertThat(second.vpcs()).hasSize(2).doesNotContainAnyElementsOf(first.vpcs());
        assertThat(second.nextToken()).isNull();
        Ec2Room.refused(
                "InvalidNextToken",
                "token",
                () -> room.call(
                        Ec2Api.DESCRIBE_VPCS,
                        DescribeVpcsRequest.builder().nextToken("?").build()));
        Ec2Room.refused("InvalidParameterValue", "The filter 'colour' is invalid", () -> vpcIds(filter("colour", "a")));
    }

    @Test
    void aDryRunChangesNothing() {
        Ec2Room.refused(
                "DryRunOperation",
                "would have succeeded",
                () -> room.call(
                        Ec2Api.CREATE_VPC,
                        CreateVpcRequest.builder()
                                .cidrBlock("10.0.0.0/16")
                                .dryRun(true)
                                .build()));
        assertThat(vpcIds()).isEmpty();
    }

    @Test
    void whatCannotBeHonouredIsRefusedByName() {
        Ec2Room.refused(
                "UnsupportedOperation",
                "AmazonProvidedIpv6CidrBlock",
                () -> room.call(
                        Ec2Api.CREATE_VPC,
                        CreateVpcRequest.builder()
                                .cidrBlock("10.0.0.0/16")
                                .amazonProvidedIpv6CidrBlock(true)
                                .build()));
    }
}
