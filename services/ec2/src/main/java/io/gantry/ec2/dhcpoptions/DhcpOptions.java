package io.gantry.ec2.dhcpoptions;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.List;
import java.util.Map;

/**
 * A set of DHCP options.
 *
 * @param configurations by name, for example {@code domain-name-servers}
 */
public record DhcpOptions(
        Scope scope, String dhcpOptionsId, Map<String, List<String>> configurations, Map<String, String> tags)
        implements Resource {
    @Override
    public String resourceId() {
        return dhcpOptionsId;
    }

    DhcpOptions withTags(Map<String, String> newTags) {
        return new DhcpOptions(scope, dhcpOptionsId, configurations, newTags);
    }
}
