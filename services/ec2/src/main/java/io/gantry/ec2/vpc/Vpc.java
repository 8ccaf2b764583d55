package io.gantry.ec2.vpc;

import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.Map;

/**
 * A virtual private cloud.
 *
 * @param cidrBlock its one range, a /16 to a /28
 * @param associationId of that range
 * @param standard whether it is the default VPC of its account and region
 * @param dnsSupport whether its resolver answers
 * @param dnsHostnames whether public addresses get names
 * @param addressUsageMetrics whether address usage is measured
 */
public record Vpc(
        Scope scope,
        String vpcId,
        Cidr cidrBlock,
        String associationId,
        boolean standard,
        boolean dnsSupport,
        boolean dnsHostnames,
        boolean addressUsageMetrics,
        String dhcpOptionsId,
        Map<String, String> tags)
        implements Resource {
    @Override
    public String resourceId() {
        return vpcId;
    }

    Vpc withTags(Map<String, String> newTags) {
        return new Vpc(
                scope,
                vpcId,
                cidrBlock,
                associationId,
                standard,
                dnsSupport,
                dnsHostnames,
                addressUsageMetrics,
                dhcpOptionsId,
                newTags);
    }

    Vpc withAttributes(boolean support, boolean hostnames, boolean metrics) {
        return new Vpc(
                scope, vpcId, cidrBlock, associationId, standard, support, hostnames, metrics, dhcpOptionsId, tags);
    }

    /** With another set of DHCP options; {@code default} for none. */
    public Vpc withDhcpOptions(String id) {
        return new Vpc(
                scope,
                vpcId,
                cidrBlock,
                associationId,
                standard,
                dnsSupport,
                dnsHostnames,
                addressUsageMetrics,
                id,
                tags);
    }
}
