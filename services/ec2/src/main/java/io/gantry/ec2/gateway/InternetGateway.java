package io.gantry.ec2.gateway;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * An internet gateway.
 *
 * @param vpcId to which it is attached, if it is
 */
public record InternetGateway(Scope scope, String internetGatewayId, Optional<String> vpcId, Map<String, String> tags)
        implements Resource {
    @Override
    public String resourceId() {
        return internetGatewayId;
    }

    InternetGateway attachedTo(Optional<String> vpc) {
        return new InternetGateway(scope, internetGatewayId, vpc, tags);
    }

    InternetGateway withTags(Map<String, String> newTags) {
        return new InternetGateway(scope, internetGatewayId, vpcId, newTags);
    }
}
