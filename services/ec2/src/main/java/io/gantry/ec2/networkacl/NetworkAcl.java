package io.gantry.ec2.networkacl;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network ACL.
 *
 * @param standard whether it came with its VPC
 * @param associations the subnets that have it; each subnet has one ACL
 */
public record NetworkAcl(
        Scope scope,
        String networkAclId,
        String vpcId,
        boolean standard,
        List<Entry> entries,
        List<AclAssociation> associations,
        Map<String, String> tags)
        implements Resource {
    public NetworkAcl {
        entries = List.copyOf(entries);
        associations = List.copyOf(associations);
    }

    @Override
    public String resourceId() {
        return networkAclId;
    }

    NetworkAcl with(AclAssociation association) {
        List<AclAssociation> more = new ArrayList<>(associations);
        more.add(association);
        return new NetworkAcl(scope, networkAclId, vpcId, standard, entries, more, tags);
    }

    NetworkAcl withoutSubnet(String subnetId) {
        return new NetworkAcl(
                scope,
                networkAclId,
                vpcId,
                standard,
                entries,
                associations.stream()
                        .filter(association -> !association.subnetId().equals(subnetId))
                        .toList(),
                tags);
    }

    NetworkAcl withTags(Map<String, String> newTags) {
        return new NetworkAcl(scope, networkAclId, vpcId, standard, entries, associations, newTags);
    }
}
