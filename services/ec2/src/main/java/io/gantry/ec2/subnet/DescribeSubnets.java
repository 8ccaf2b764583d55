package io.gantry.ec2.subnet;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;

/** Describes subnets. */
public final class DescribeSubnets implements Operation<DescribeSubnetsRequest, DescribeSubnetsResponse> {
    private static Fields<Subnet> fields() {
        return Fields.<Subnet>ofResources()
                .with("availability-zone", subnet -> subnet.zone().name())
                .with("availabilityZone", subnet -> subnet.zone().name())
                .with("availability-zone-id", subnet -> subnet.zone().zoneId())
                .with("availabilityZoneId", subnet -> subnet.zone().zoneId())
                .with("available-ip-address-count", subnet -> Integer.toString(subnet.available()))
                .with("cidr-block", subnet -> subnet.cidrBlock().toString())
                .with("cidrBlock", subnet -> subnet.cidrBlock().toString())
                .with("cidr", subnet -> subnet.cidrBlock().toString())
                .with("customer-owned-ipv4-pool", subnet -> "")
                .with("default-for-az", subnet -> Boolean.toString(subnet.standard()))
                .with("defaultForAz", subnet -> Boolean.toString(subnet.standard()))
                .with("enable-dns64", subnet -> "false")
                .with("enable-lni-at-device-index", subnet -> "")
                .with("ipv6-cidr-block-association.ipv6-cidr-block", subnet -> "")
                .with("ipv6-cidr-block-association.association-id", subnet -> "")
                .with("ipv6-cidr-block-association.state", subnet -> "")
                .with("ipv6-native", subnet -> "false")
                .with("map-customer-owned-ip-on-launch", subnet -> "false")
                .with("map-public-ip-on-launch", subnet -> Boolean.toString(subnet.mapPublicIpOnLaunch()))
                .with("outpost-arn", subnet -> "")
                .with("owner-id", subnet -> subnet.scope().accountId())
                .with("private-dns-name-options-on-launch.hostname-type", subnet -> "ip-name")
                .with("private-dns-name-options-on-launch.enable-resource-name-dns-a-record", subnet -> "false")
                .with("private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", subnet -> "false")
                .with("state", subnet -> "available")
                .with("subnet-arn", Subnet::arn)
                .with("subnet-id", Subnet::subnetId)
                .with("vpc-id", Subnet::vpcId);
    }

    private final StateStore store;

    public DescribeSubnets(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeSubnetsResponse call(DescribeSubnetsRequest in, CallContext call) {
        Page<Subnet> page = Listing.of(in.subnetIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), Subnets.CATALOG, fields());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items().stream().map(SubnetShape::of).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
