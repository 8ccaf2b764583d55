package io.gantry.ec2.elasticip;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;

/** Takes an elastic IP that nothing holds from the account. */
public final class ReleaseAddress implements Operation<ReleaseAddressRequest, ReleaseAddressResponse> {
    private final StateStore store;

    public ReleaseAddress(StateStore store) {
        this.store = store;
    }

    @Override
    public ReleaseAddressResponse call(ReleaseAddressRequest in, CallContext call) {
        if (in.allocationId() == null || in.allocationId().isEmpty()) {
            throw Ec2Errors.missing("AllocationId");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            ElasticIp ip = ElasticIps.CATALOG.required(tx, scope, in.allocationId());
            if (ip.use().isPresent()) {
                throw AwsError.client("InvalidIPAddress.InUse", "Address " + ip.publicIp() + " is in use.");
            }
            tx.delete(ElasticIps.TABLE, ip.id());
            return ReleaseAddressResponse.builder().build();
        });
    }
}
