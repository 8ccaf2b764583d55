package io.gantry.ec2.subnet;

import io.gantry.state.Tx;

/** What subnets are associated with. The door lists all of them. */
public interface SubnetPart {
    /** Makes the associations that a new subnet has. */
    void furnish(Tx tx, Subnet subnet);

    /** Ends the associations of a subnet that is being deleted. */
    void clear(Tx tx, Subnet subnet);
}
