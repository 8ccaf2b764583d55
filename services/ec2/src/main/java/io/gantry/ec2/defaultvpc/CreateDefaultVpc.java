package io.gantry.ec2.defaultvpc;

import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.VpcShape;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;

/** Makes the default VPC again after it was deleted, or the first in another region. */
public final class CreateDefaultVpc implements Operation<CreateDefaultVpcRequest, CreateDefaultVpcResponse> {
    private final StateStore store;
    private final DefaultVpc making;

    public CreateDefaultVpc(StateStore store, DefaultVpc making) {
        this.store = store;
        this.making = making;
    }

    @Override
    public CreateDefaultVpcResponse call(CreateDefaultVpcRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        List<String> ofTheHost = making.host().ranges();
        return store.transact(tx -> CreateDefaultVpcResponse.builder()
                .vpc(VpcShape.of(making.make(tx, scope, ofTheHost)))
                .build());
    }
}
