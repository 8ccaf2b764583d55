package io.gantry.ec2.vpc;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;

/** Deletes a VPC in which nothing is left but what came with it. */
public final class DeleteVpc implements Operation<DeleteVpcRequest, DeleteVpcResponse> {
    private final StateStore store;
    private final List<VpcPart> parts;

    public DeleteVpc(StateStore store, List<VpcPart> parts) {
        this.store = store;
        this.parts = List.copyOf(parts);
    }

    @Override
    public DeleteVpcResponse call(DeleteVpcRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Vpc vpc = Vpcs.entered(tx, scope, in.vpcId());
            if (parts.stream().anyMatch(part -> part.holds(tx, vpc))) {
                throw Ec2Errors.dependent("vpc", vpc.vpcId());
            }
            parts.forEach(part -> part.clear(tx, vpc));
            Fences.end(tx, vpc.id());
            tx.delete(Vpcs.TABLE, vpc.id());
            return DeleteVpcResponse.builder().build();
        });
    }
}
