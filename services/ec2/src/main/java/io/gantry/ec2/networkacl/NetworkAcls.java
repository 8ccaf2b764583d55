package io.gantry.ec2.networkacl;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.SubnetPart;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;

/** The table of network ACLs, and the one that comes with each VPC. */
public final class NetworkAcls implements VpcPart, SubnetPart {
    private static final Index<NetworkAcl> BY_VPC =
            new Index<>("vpc", acl -> List.of(acl.scope().id(acl.vpcId())));

    private static final Index<NetworkAcl> BY_SUBNET = new Index<>(
            "subnet",
            acl -> acl.associations().stream()
                    .map(association -> acl.scope().id(association.subnetId()))
                    .toList());

    /** ACLs by id. */
    public static final Table<NetworkAcl> TABLE = new Table<>(
            "ec2/network-acl", NetworkAcl::id, JsonRecordCodec.of(NetworkAcl.class), List.of(BY_VPC, BY_SUBNET));

    /** All ACLs. */
    public static final Catalog<NetworkAcl> CATALOG = new Catalog<>(Kind.NETWORK_ACL, TABLE, NetworkAcl::withTags);

    private static List<NetworkAcl> of(View view, Scope scope, String vpcId) {
        return view.list(TABLE, BY_VPC, scope.id(vpcId));
    }

    @Override
    public void furnish(Tx tx, Vpc vpc) {
        tx.put(
                TABLE,
                new NetworkAcl(
                        vpc.scope(),
                        Kind.NETWORK_ACL.newId(tx),
                        vpc.vpcId(),
                        true,
                        List.of(Entry.open(true), Entry.last(true), Entry.open(false), Entry.last(false)),
                        List.of(),
                        Map.of()));
    }

    @Override
    public boolean holds(View view, Vpc vpc) {
        return of(view, vpc.scope(), vpc.vpcId()).stream().anyMatch(acl -> !acl.standard());
    }

    @Override
    public void clear(Tx tx, Vpc vpc) {
        of(tx, vpc.scope(), vpc.vpcId()).forEach(acl -> tx.delete(TABLE, acl.id()));
    }

    @Override
    public void furnish(Tx tx, Subnet subnet) {
        NetworkAcl acl = of(tx, subnet.scope(), subnet.vpcId()).stream()
                .filter(NetworkAcl::standard)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(subnet.vpcId() + " has no default network ACL"));
        tx.put(TABLE, acl.with(new AclAssociation(Kind.newId(tx, "aclassoc"), subnet.subnetId())));
    }

    @Override
    public void clear(Tx tx, Subnet subnet) {
        view(tx, subnet).forEach(acl -> tx.put(TABLE, acl.withoutSubnet(subnet.subnetId())));
    }

    private static List<NetworkAcl> view(View view, Subnet subnet) {
        return view.list(TABLE, BY_SUBNET, subnet.id());
    }
}
