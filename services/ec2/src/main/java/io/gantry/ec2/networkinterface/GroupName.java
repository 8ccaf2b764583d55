package io.gantry.ec2.networkinterface;

import io.gantry.ec2.securitygroup.SecurityGroup;

/** A security group of an interface; a group never changes its name. */
public record GroupName(String groupId, String groupName) {
    static GroupName of(SecurityGroup group) {
        return new GroupName(group.groupId(), group.groupName());
    }
}
