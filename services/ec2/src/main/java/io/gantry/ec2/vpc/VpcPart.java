package io.gantry.ec2.vpc;

import io.gantry.state.Tx;
import io.gantry.state.View;

/** Something that lives in VPCs. The door lists all of them. */
public interface VpcPart {
    /** Makes what AWS makes with each new VPC. */
    void furnish(Tx tx, Vpc vpc);

    /** Whether something of this sort keeps the VPC from being deleted. */
    boolean holds(View view, Vpc vpc);

    /** Deletes what came with the VPC, since it is being deleted and nothing holds it. */
    void clear(Tx tx, Vpc vpc);
}
