package io.gantry.ec2.subnet;

import io.gantry.ec2.resource.Tags;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.HostnameType;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/** A subnet in AWS's shape. */
public final class SubnetShape {
    private SubnetShape() {}

    /** The whole answer. */
    public static software.amazon.awssdk.services.ec2.model.Subnet of(Subnet subnet) {
        return software.amazon.awssdk.services.ec2.model.Subnet.builder()
                .availabilityZone(subnet.zone().name())
                .availabilityZoneId(subnet.zone().zoneId())
                .availableIpAddressCount(subnet.available())
                .cidrBlock(subnet.cidrBlock().toString())
                .defaultForAz(subnet.standard())
                .mapPublicIpOnLaunch(subnet.mapPublicIpOnLaunch())
                .mapCustomerOwnedIpOnLaunch(false)
                .state(SubnetState.AVAILABLE)
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .ownerId(subnet.scope().accountId())
                .assignIpv6AddressOnCreation(false)
                .ipv6CidrBlockAssociationSet(List.of())
                .tags(Tags.toShape(subnet.tags()))
                .subnetArn(subnet.arn())
                .enableDns64(false)
                .ipv6Native(false)
                .privateDnsNameOptionsOnLaunch(options -> options.hostnameType(HostnameType.IP_NAME)
                        .enableResourceNameDnsARecord(false)
                        .enableResourceNameDnsAAAARecord(false))
                .build();
    }
}
