package io.gantry.ec2.networkinterface;

import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.zone.AvailabilityZone;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network interface.
 *
 * @param interfaceType {@code interface}, or {@code natGateway}
 * @param zone of its subnet
 * @param addresses of its subnet; the first is the primary one, which never changes
 * @param requesterId the service that made it for itself, for example {@code ecs.amazonaws.com}; empty when a caller did
 * @param sourceDestCheck whether it drops what is neither from nor for it
 * @param madeBy a digest of the call that made it, so that the same client token with other parameters is refused
 */
public record NetworkInterface(
        Scope scope,
        String networkInterfaceId,
        String interfaceType,
        String vpcId,
        String subnetId,
        AvailabilityZone zone,
        String description,
        List<Ipv4> addresses,
        String macAddress,
        List<GroupName> groups,
        Optional<Attachment> attachment,
        String requesterId,
        boolean sourceDestCheck,
        String madeBy,
        Map<String, String> tags)
        implements Resource {
    public NetworkInterface {
        interfaceType = interfaceType.isEmpty() ? NewInterface.ORDINARY : interfaceType;
        addresses = List.copyOf(addresses);
        groups = List.copyOf(groups);
    }

    @Override
    public String resourceId() {
        return networkInterfaceId;
    }

    /** Its primary address. */
    public Ipv4 address() {
        return addresses.getFirst();
    }

    /** {@code available} or {@code in-use}. */
    public String status() {
        return attachment.isPresent() || !interfaceType.equals(NewInterface.ORDINARY) ? "in-use" : "available";
    }

    /** Whether a service made it for itself. */
    public boolean requesterManaged() {
        return !requesterId.isEmpty();
    }

    /** For example {@code ip-10-0-0-5.ec2.internal}. */
    public String privateDnsName() {
        return privateDnsName(address());
    }

    String privateDnsName(Ipv4 address) {
        return "ip-" + address.toString().replace('.', '-') + "." + scope.privateDomain();
    }

    NetworkInterface withAttachment(Optional<Attachment> now) {
        return copy(description, groups, now, sourceDestCheck, tags);
    }

    NetworkInterface withDescription(String text) {
        return copy(text, groups, attachment, sourceDestCheck, tags);
    }

    NetworkInterface withGroups(List<GroupName> now) {
        return copy(description, now, attachment, sourceDestCheck, tags);
    }

    NetworkInterface withSourceDestCheck(boolean check) {
        return copy(description, groups, attachment, check, tags);
    }

    NetworkInterface withTags(Map<String, String> now) {
        return copy(description, groups, attachment, sourceDestCheck, now);
    }

    private NetworkInterface copy(
            String text,
            List<GroupName> groupsNow,
            Optional<Attachment> attachmentNow,
            boolean check,
            Map<String, String> tagsNow) {
        return new NetworkInterface(
                scope,
                networkInterfaceId,
                interfaceType,
                vpcId,
                subnetId,
                zone,
                text,
                addresses,
                macAddress,
                groupsNow,
                attachmentNow,
                requesterId,
                check,
                madeBy,
                tagsNow);
    }
}
