package io.gantry.ec2.securitygroup;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;

/** Deletes a group that no interface has and no other group names. */
public final class DeleteSecurityGroup implements Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResponse> {
    private final StateStore store;
    private final GroupUses uses;

    public DeleteSecurityGroup(StateStore store, GroupUses uses) {
        this.store = store;
        this.uses = uses;
    }

    @Override
    public DeleteSecurityGroupResponse call(DeleteSecurityGroupRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            SecurityGroup group = SecurityGroups.required(tx, scope, in.groupId(), in.groupName());
            if (group.standard()) {
                throw AwsError.client(
                        "CannotDelete",
                        "the specified group: \"" + group.groupId() + "\" name: \"default\" cannot be deleted by a"
                                + " user");
            }
            Fences.pass(tx, group.id());
            if (uses.uses(tx, group) || !SecurityGroups.naming(tx, group).isEmpty()) {
                throw Ec2Errors.dependency("resource " + group.groupId() + " has a dependent object");
            }
            Vpcs.entered(tx, scope, group.vpcId());
            Fences.end(tx, group.id());
            tx.delete(SecurityGroups.TABLE, group.id());
            return DeleteSecurityGroupResponse.builder()
                    .returnValue(true)
                    .groupId(group.groupId())
                    .build();
        });
    }
}
