package io.gantry.ec2.subnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

class SubnetTest {
    private final Ec2Room room = new Ec2Room();
    private final String vpcId = room.vpc("10.0.0.0/16").vpcId();

    @Test
    void aSubnetIsShownAsAwsShowsIt() {
        Subnet subnet = room.call(
                        Ec2Api.CREATE_SUBNET,
                        CreateSubnetRequest.builder()
                                .vpcId(vpcId)
                                .cidrBlock("10.0.1.7/24")
                                .availabilityZoneId("euc1-az2")
                                .build())
                .subnet();
        assertThat(subnet.cidrBlock()).isEqualTo("10.0.1.0/24");
        assertThat(subnet.availabilityZone()).isEqualTo("eu-central-1b");
        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
        assertThat(subnet.subnetArn()).isEqualTo("arn:aws:ec2:eu-central-1:123456789012:subnet/" + subnet.subnetId());
        assertThat(room.describe(subnet)).isEqualTo(subnet);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, InvalidSubnet.Conflict",
        "10.0.0.128/25, InvalidSubnet.Conflict",
        "10.0.0.0/17, InvalidSubnet.Conflict",
        "10.1.0.0/24, InvalidSubnet.Range",
        "10.0.1.0/29, InvalidSubnet.Range",
        "10.0.0.0/15, InvalidSubnet.Range",
        "ten, InvalidParameterValue"
    })
    void rangesThatDoNotFitAreRefused(String range, String code) {
        room.subnet(vpcId, "10.0.0.0/24");
        Ec2Room.refused(code, range.substring(0, 3), () -> room.subnet(vpcId, range));
    }

    @Test
    void anAttributeReadsBack() {
        Subnet subnet = room.subnet(vpcId, "10.0.0.0/24");
        assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
        room.call(
                Ec2Api.MODIFY_SUBNET_ATTRIBUTE,
                ModifySubnetAttributeRequest.builder()
                        .subnetId(subnet.subnetId())
                        .mapPublicIpOnLaunch(it -> it.value(true))
                        .build());
        assertThat(room.describe(subnet).mapPublicIpOnLaunch()).isTrue();
        Ec2Room.refused(
                "UnsupportedOperation",
                "EnableDns64",
                () -> room.call(
                        Ec2Api.MODIFY_SUBNET_ATTRIBUTE,
                        ModifySubnetAttributeRequest.builder()
                                .subnetId(subnet.subnetId())
                                .enableDns64(it -> it.value(true))
                                .build()));
    }

    @Test
    void aSubnetWithInterfacesStays() {
        Subnet subnet = room.subnet(vpcId, "10.0.0.0/24");
        var eni = room.eni(subnet.subnetId());
        Ec2Room.refused("DependencyViolation", subnet.subnetId(), () -> delete(subnet));
        room.call(
                Ec2Api.DELETE_NETWORK_INTERFACE,
                software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest.builder()
                        .networkInterfaceId(eni.networkInterfaceId())
                        .build());
        delete(subnet);
        Ec2Room.refused("InvalidSubnetID.NotFound", subnet.subnetId(), () -> delete(subnet));
        Ec2Room.refused(
                "InvalidSubnetId.Malformed",
                "subnet-...",
                () -> room.call(
                        Ec2Api.DESCRIBE_SUBNETS,
                        DescribeSubnetsRequest.builder().subnetIds("net-1").build()));
    }

    private void delete(Subnet subnet) {
        room.call(
                Ec2Api.DELETE_SUBNET,
                DeleteSubnetRequest.builder().subnetId(subnet.subnetId()).build());
    }

    @Test
    void aDefaultSubnetIsMadeAgain() {
        Ec2Room furnished = Ec2Room.furnished();
        CreateDefaultSubnetRequest again = CreateDefaultSubnetRequest.builder()
                .availabilityZone("eu-central-1b")
                .build();
        Ec2Room.refused(
                "DefaultSubnetAlreadyExistsInAvailabilityZone",
                "eu-central-1b",
                () -> furnished.call(Ec2Api.CREATE_DEFAULT_SUBNET, again));
        Subnet old =
                furnished
                        .call(
                                Ec2Api.DESCRIBE_SUBNETS,
                                DescribeSubnetsRequest.builder().build())
                        .subnets()
                        .stream()
                        .filter(subnet -> subnet.availabilityZone().equals("eu-central-1b"))
                        .findFirst()
                        .orElseThrow();
        furnished.call(
                Ec2Api.DELETE_SUBNET,
                DeleteSubnetRequest.builder().subnetId(old.subnetId()).build());
        assertThat(furnished.call(Ec2Api.CREATE_DEFAULT_SUBNET, again).subnet().cidrBlock())
                .isEqualTo(old.cidrBlock());
    }
}
