package io.gantry.ec2.gateway;

import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A NAT gateway. It is {@code available} as soon as it is there, and not there any more when it is deleted.
 *
 * @param networkInterfaceId its interface in its subnet
 * @param allocationId its elastic IP; none when it is private
 * @param madeBy a digest of the call that made it
 */
public record NatGateway(
        Scope scope,
        String natGatewayId,
        String vpcId,
        String subnetId,
        String networkInterfaceId,
        Ipv4 privateIp,
        Optional<String> allocationId,
        Instant createTime,
        String madeBy,
        Map<String, String> tags)
        implements Resource {
    @Override
    public String resourceId() {
        return natGatewayId;
    }

    NatGateway withTags(Map<String, String> newTags) {
        return new NatGateway(
                scope,
                natGatewayId,
                vpcId,
                subnetId,
                networkInterfaceId,
                privateIp,
                allocationId,
                createTime,
                madeBy,
                newTags);
    }
}
