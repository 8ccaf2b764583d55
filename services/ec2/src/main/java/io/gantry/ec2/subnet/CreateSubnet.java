package io.gantry.ec2.subnet;

import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.ec2.zone.AvailabilityZone;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;

/** Makes a subnet in a part of its VPC's range that no other subnet has. */
public final class CreateSubnet implements Operation<CreateSubnetRequest, CreateSubnetResponse> {
    private final StateStore store;
    private final NewSubnet making;

    public CreateSubnet(StateStore store, NewSubnet making) {
        this.store = store;
        this.making = making;
    }

    @Override
    public CreateSubnetResponse call(CreateSubnetRequest in, CallContext call) {
        Unsupported.member("Ipv6CidrBlock", in.ipv6CidrBlock());
        Unsupported.member("Ipv6Native", in.ipv6Native());
        Unsupported.member("OutpostArn", in.outpostArn());
        Unsupported.member("Ipv4IpamPoolId", in.ipv4IpamPoolId());
        Unsupported.member("Ipv4NetmaskLength", in.ipv4NetmaskLength());
        Unsupported.member("Ipv6IpamPoolId", in.ipv6IpamPoolId());
        Unsupported.member("Ipv6NetmaskLength", in.ipv6NetmaskLength());
        String text = in.cidrBlock();
        if (text == null || text.isEmpty()) {
            throw Ec2Errors.missing("cidrBlock");
        }
        Cidr range = Cidr.parse(text)
                .orElseThrow(() -> Ec2Errors.invalidValue(text, "cidrBlock", "This is not a valid CIDR block."));
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.SUBNET);
        Scope scope = Scope.of(call);
        AvailabilityZone zone = zone(in, scope.region());
        return store.transact(tx -> {
            Vpc vpc = Vpcs.entered(tx, scope, in.vpcId());
            Subnet subnet = making.of(tx, vpc, range, zone, tags);
            return CreateSubnetResponse.builder().subnet(SubnetShape.of(subnet)).build();
        });
    }

    private static AvailabilityZone zone(CreateSubnetRequest in, String region) {
        String name = in.availabilityZone();
        String zoneId = in.availabilityZoneId();
        if (name != null && !name.isEmpty()) {
            return AvailabilityZone.named(region, name);
        }
        return AvailabilityZone.of(region).stream()
                .filter(zone ->
                        zoneId == null || zoneId.isEmpty() || zone.zoneId().equals(zoneId))
                .findFirst()
                .orElseThrow(
                        () -> Ec2Errors.invalidValue(zoneId, "availabilityZoneId", "The region has no such zone."));
    }
}
