package io.gantry.ec2.subnet;

import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.zone.AvailabilityZone;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A subnet, and the cursor over its addresses: whoever takes or gives back an address writes this record, which is so the
 * fence of all addresses of the subnet.
 *
 * @param zone in which it lies
 * @param standard whether it is its zone's subnet in the default VPC
 * @param mapPublicIpOnLaunch whether interfaces made in it ask for a public address
 * @param addressesInUse how many addresses interfaces hold
 * @param cursor the offset of the address that was given last: the next one is looked for behind it, so that an address is
 *     given again only after all others
 */
public record Subnet(
        Scope scope,
        String subnetId,
        String vpcId,
        Cidr cidrBlock,
        AvailabilityZone zone,
        boolean standard,
        boolean mapPublicIpOnLaunch,
        int addressesInUse,
        long cursor,
        Map<String, String> tags)
        implements Resource {
    /** The network, the router, the resolver and one more at the start. */
    private static final int RESERVED_AT_START = 4;

    /** The broadcast address at the end. */
    private static final int RESERVED_AT_END = 1;

    @Override
    public String resourceId() {
        return subnetId;
    }

    /** {@code arn:aws:ec2:<region>:<account>:subnet/<id>}. */
    public String arn() {
        return scope.arn("subnet/" + subnetId);
    }

    /** How many addresses are left, without the five that AWS keeps. */
    public int available() {
        return (int) (cidrBlock.size() - RESERVED_AT_START - RESERVED_AT_END - addressesInUse);
    }

    /** Whether {@code address} is one that interfaces may have. */
    public boolean offers(Ipv4 address) {
        return cidrBlock.contains(address)
                && cidrBlock.offsetOf(address) >= RESERVED_AT_START
                && cidrBlock.offsetOf(address) < cidrBlock.size() - RESERVED_AT_END;
    }

    /** The next address that is not {@code taken}; empty when none is left. */
    public Optional<Ipv4> next(Predicate<Ipv4> taken) {
        if (available() <= 0) {
            return Optional.empty();
        }
        long first = RESERVED_AT_START;
        long count = cidrBlock.size() - RESERVED_AT_START - RESERVED_AT_END;
        long start = cursor < first ? 0 : cursor - first + 1;
        for (long i = 0; i < count; i++) {
            Ipv4 address = cidrBlock.address(first + (start + i) % count);
            if (!taken.test(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** After {@code address} was given to an interface. */
    public Subnet gave(Ipv4 address) {
        return withAddresses(addressesInUse + 1, cidrBlock.offsetOf(address));
    }

    /** After an address that the caller had named was given to an interface. */
    public Subnet gaveNamed() {
        return withAddresses(addressesInUse + 1, cursor);
    }

    /** After an interface gave {@code count} addresses back. */
    public Subnet tookBack(int count) {
        return withAddresses(addressesInUse - count, cursor);
    }

    private Subnet withAddresses(int inUse, long at) {
        return new Subnet(scope, subnetId, vpcId, cidrBlock, zone, standard, mapPublicIpOnLaunch, inUse, at, tags);
    }

    Subnet withTags(Map<String, String> newTags) {
        return new Subnet(
                scope,
                subnetId,
                vpcId,
                cidrBlock,
                zone,
                standard,
                mapPublicIpOnLaunch,
                addressesInUse,
                cursor,
                newTags);
    }

    Subnet withMapPublicIpOnLaunch(boolean map) {
        return new Subnet(scope, subnetId, vpcId, cidrBlock, zone, standard, map, addressesInUse, cursor, tags);
    }
}
