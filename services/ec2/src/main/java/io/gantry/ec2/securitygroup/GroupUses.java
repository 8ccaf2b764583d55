package io.gantry.ec2.securitygroup;

import io.gantry.state.View;

/** What uses a security group besides the rules of groups, and so keeps it from being deleted. */
public interface GroupUses {
    /** Whether something uses {@code group}. */
    boolean uses(View view, SecurityGroup group);
}
