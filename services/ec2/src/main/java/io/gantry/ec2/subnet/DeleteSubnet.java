package io.gantry.ec2.subnet;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;

/** Deletes a subnet in which no interface has an address. */
public final class DeleteSubnet implements Operation<DeleteSubnetRequest, DeleteSubnetResponse> {
    private final StateStore store;
    private final List<SubnetPart> parts;

    public DeleteSubnet(StateStore store, List<SubnetPart> parts) {
        this.store = store;
        this.parts = List.copyOf(parts);
    }

    @Override
    public DeleteSubnetResponse call(DeleteSubnetRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Subnet subnet = Subnets.CATALOG.required(tx, scope, in.subnetId());
            if (subnet.addressesInUse() > 0) {
                throw Ec2Errors.dependent("subnet", subnet.subnetId());
            }
            Vpcs.entered(tx, scope, subnet.vpcId());
            parts.forEach(part -> part.clear(tx, subnet));
            tx.delete(Subnets.TABLE, subnet.id());
            return DeleteSubnetResponse.builder().build();
        });
    }
}
