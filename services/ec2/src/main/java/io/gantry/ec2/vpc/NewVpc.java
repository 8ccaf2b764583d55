package io.gantry.ec2.vpc;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.dhcpoptions.DhcpOptionSets;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.Tx;
import java.util.List;
import java.util.Map;

/**
 * Makes VPCs with what belongs to each.
 *
 * @param parts what lives in VPCs
 */
public record NewVpc(List<VpcPart> parts) {
    Vpc of(Tx tx, Scope scope, Cidr range, List<String> ofTheHost, Map<String, String> tags) {
        VpcRange.reserve(tx, range, ofTheHost);
        return furnished(tx, scope, range, false, tags);
    }

    /**
     * Makes the default VPC, without subnets and gateway: AWS's 172.31.0.0/16 where it is free, or the first that is.
     *
     * @throws AwsError DefaultVpcAlreadyExists
     */
    public Vpc standard(Tx tx, Scope scope, List<String> ofTheHost) {
        Cidr range = VpcRange.reserveFree(tx, ofTheHost);
        Vpcs.standard(tx, scope).ifPresent(vpc -> {
            throw AwsError.client(
                    "DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region.");
        });
        return furnished(tx, scope, range, true, Map.of());
    }

    private Vpc furnished(Tx tx, Scope scope, Cidr range, boolean standard, Map<String, String> tags) {
        Vpc vpc = new Vpc(
                scope,
                Kind.VPC.newId(tx),
                range,
                Kind.newId(tx, "vpc-cidr-assoc"),
                standard,
                true,
                standard,
                false,
                DhcpOptionSets.defaultId(tx, scope),
                tags);
        tx.put(Vpcs.TABLE, vpc);
        parts.forEach(part -> part.furnish(tx, vpc));
        return vpc;
    }
}
