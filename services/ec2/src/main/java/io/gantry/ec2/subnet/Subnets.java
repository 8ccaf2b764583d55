package io.gantry.ec2.subnet;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;

/** The table of subnets, and subnets as what keeps a VPC. */
public final class Subnets implements VpcPart {
    private static final Index<Subnet> BY_VPC =
            new Index<>("vpc", subnet -> List.of(subnet.scope().id(subnet.vpcId())));

    /** Subnets by id. */
    public static final Table<Subnet> TABLE =
            new Table<>("ec2/subnet", Subnet::id, JsonRecordCodec.of(Subnet.class), List.of(BY_VPC));

    /** All subnets. */
    public static final Catalog<Subnet> CATALOG = new Catalog<>(Kind.SUBNET, TABLE, Subnet::withTags);

    /** The subnets of a VPC. */
    public static List<Subnet> of(View view, Vpc vpc) {
        return view.list(TABLE, BY_VPC, vpc.id());
    }

    @Override
    public void furnish(Tx tx, Vpc vpc) {}

    @Override
    public boolean holds(View view, Vpc vpc) {
        return view.count(TABLE, BY_VPC, vpc.id()) > 0;
    }

    @Override
    public void clear(Tx tx, Vpc vpc) {}
}
