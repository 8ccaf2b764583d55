package io.gantry.ec2.subnet;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.zone.AvailabilityZone;
import io.gantry.state.Tx;
import java.util.List;
import java.util.Map;

/**
 * Makes subnets with what belongs to each.
 *
 * @param parts what subnets are associated with
 */
public record NewSubnet(List<SubnetPart> parts) {
    private static final int WIDEST = 16;
    private static final int NARROWEST = 28;
    private static final int STANDARD = 20;

    /**
     * Makes a subnet in {@code vpc}, whose fence the transaction has passed.
     *
     * @throws AwsError InvalidSubnet.Range when the VPC does not have the range, InvalidSubnet.Conflict when another subnet
     *     has some of it
     */
    Subnet of(Tx tx, Vpc vpc, Cidr range, AvailabilityZone zone, Map<String, String> tags) {
        if (range.prefixLength() < WIDEST
                || range.prefixLength() > NARROWEST
                || !vpc.cidrBlock().contains(range)) {
            throw AwsError.client("InvalidSubnet.Range", "The CIDR '" + range + "' is invalid.");
        }
        if (conflicts(tx, vpc, range)) {
            throw AwsError.client("InvalidSubnet.Conflict", "The CIDR '" + range + "' conflicts with another subnet");
        }
        return furnished(tx, vpc, range, zone, false, tags);
    }

    /**
     * Makes the default subnet of a zone: the first /20 of the default VPC that is free.
     *
     * @throws AwsError DefaultSubnetAlreadyExistsInAvailabilityZone, InvalidSubnet.Range when there is no room
     */
    public Subnet standard(Tx tx, Vpc vpc, AvailabilityZone zone) {
        boolean there = Subnets.of(tx, vpc).stream()
                .anyMatch(subnet -> subnet.standard() && subnet.zone().equals(zone));
        if (there) {
            throw AwsError.client(
                    "DefaultSubnetAlreadyExistsInAvailabilityZone",
                    "A default subnet already exists in " + zone.name() + ".");
        }
        int parts = 1 << (STANDARD - vpc.cidrBlock().prefixLength());
        for (int i = 0; i < parts; i++) {
            Cidr range = vpc.cidrBlock().part(STANDARD, i);
            if (!conflicts(tx, vpc, range)) {
                return furnished(tx, vpc, range, zone, true, Map.of());
            }
        }
        throw AwsError.client("InvalidSubnet.Range", "The default VPC has no room for a /" + STANDARD + " subnet.");
    }

    private static boolean conflicts(Tx tx, Vpc vpc, Cidr range) {
        return Subnets.of(tx, vpc).stream().anyMatch(other -> other.cidrBlock().overlaps(range));
    }

    private Subnet furnished(
            Tx tx, Vpc vpc, Cidr range, AvailabilityZone zone, boolean standard, Map<String, String> tags) {
        Subnet subnet = new Subnet(
                vpc.scope(), Kind.SUBNET.newId(tx), vpc.vpcId(), range, zone, standard, standard, 0, 0, tags);
        tx.put(Subnets.TABLE, subnet);
        parts.forEach(part -> part.furnish(tx, subnet));
        return subnet;
    }
}
