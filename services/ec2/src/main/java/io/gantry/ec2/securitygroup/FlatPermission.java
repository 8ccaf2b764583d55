package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * One permission that is written in the call's own members, as the command line does it for short.
 *
 * @param permission without a peer
 */
record FlatPermission(IpPermission permission) {
    static FlatPermission of(@Nullable String protocol, @Nullable Integer fromPort, @Nullable Integer toPort) {
        if (protocol == null && fromPort == null && toPort == null) {
            throw Ec2Errors.missing("ipPermissions");
        }
        return new FlatPermission(IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(fromPort)
                .toPort(toPort)
                .build());
    }

    /** With the peer, a range or a group of the default VPC. */
    List<IpPermission> from(@Nullable String cidrIp, @Nullable String groupName, @Nullable String ownerId) {
        IpPermission.Builder whole = permission.toBuilder();
        if (cidrIp != null) {
            whole.ipRanges(IpRange.builder().cidrIp(cidrIp).build());
        }
        if (groupName != null) {
            whole.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupName(groupName)
                    .userId(ownerId)
                    .build());
        }
        return List.of(whole.build());
    }
}
