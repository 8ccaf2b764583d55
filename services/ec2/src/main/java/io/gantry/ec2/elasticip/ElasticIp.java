package io.gantry.ec2.elasticip;

import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * An elastic IP.
 *
 * @param publicIp of a range that is never routed on the internet
 * @param use by which it is held, if it is
 */
public record ElasticIp(Scope scope, String allocationId, Ipv4 publicIp, Optional<Use> use, Map<String, String> tags)
        implements Resource {
    /**
     * That an interface has it.
     *
     * @param associationId {@code eipassoc-...}
     */
    public record Use(String associationId, String networkInterfaceId, Ipv4 privateIp) {}

    @Override
    public String resourceId() {
        return allocationId;
    }

    /** Held by an interface, or by none. */
    public ElasticIp withUse(Optional<Use> now) {
        return new ElasticIp(scope, allocationId, publicIp, now, tags);
    }

    ElasticIp withTags(Map<String, String> newTags) {
        return new ElasticIp(scope, allocationId, publicIp, use, newTags);
    }
}
