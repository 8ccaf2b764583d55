package io.gantry.ecs.network;

import java.util.List;

/**
 * The network interface of a task, as EC2 made it.
 *
 * @param networkInterfaceId empty before it was made; so are the members after it
 * @param subnetCidr the subnet's range, {@code 10.0.1.0/24}
 * @param vpcCidrs every IPv4 range of the VPC
 * @param internet whether it has a public address
 */
public record NetworkAttachment(
        Status status,
        String networkInterfaceId,
        String subnetId,
        String macAddress,
        String privateDnsName,
        String privateIpv4Address,
        String subnetCidr,
        String vpcId,
        List<String> vpcCidrs,
        List<String> securityGroups,
        boolean internet) {
    /** Nothing was made yet. */
    public static final NetworkAttachment PRECREATED =
            new NetworkAttachment(Status.PRECREATED, "", "", "", "", "", "", "", List.of(), List.of(), false);

    /** AWS's words, in the order in which an attachment goes through them. */
    public enum Status {
        PRECREATED,
        ATTACHING,
        ATTACHED,
        DELETED
    }

    public NetworkAttachment {
        vpcId = vpcId.intern();
        subnetId = subnetId.intern();
        subnetCidr = subnetCidr.intern();
        vpcCidrs = List.copyOf(vpcCidrs);
        securityGroups = List.copyOf(securityGroups);
    }

    /** Whether there is an interface. */
    public boolean exists() {
        return !networkInterfaceId.isEmpty() && status != Status.DELETED;
    }

    /** The same one status on; an earlier one changes nothing. */
    public NetworkAttachment at(Status next) {
        return next.compareTo(status) <= 0
                ? this
                : new NetworkAttachment(
                        next,
                        networkInterfaceId,
                        subnetId,
                        macAddress,
                        privateDnsName,
                        privateIpv4Address,
                        subnetCidr,
                        vpcId,
                        vpcCidrs,
                        securityGroups,
                        internet);
    }

    /** The router of its subnet, which has the second address of the range, with the range's prefix: {@code 10.0.1.1/24}. */
    public String gateway() {
        int slash = subnetCidr.indexOf('/');
        String[] parts = subnetCidr.substring(0, slash).split("\\.", 4);
        int last = Integer.parseInt(parts[3]) + 1;
        return parts[0] + "." + parts[1] + "." + parts[2] + "." + last + subnetCidr.substring(slash);
    }
}
