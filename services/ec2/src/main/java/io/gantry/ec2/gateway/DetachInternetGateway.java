package io.gantry.ec2.gateway;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;

/** Detaches an internet gateway. Routes to it become blackholes. */
public final class DetachInternetGateway
        implements Operation<DetachInternetGatewayRequest, DetachInternetGatewayResponse> {
    private final StateStore store;

    public DetachInternetGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public DetachInternetGatewayResponse call(DetachInternetGatewayRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            InternetGateway gateway = InternetGateways.CATALOG.required(tx, scope, in.internetGatewayId());
            Vpc vpc = Vpcs.entered(tx, scope, in.vpcId());
            if (!gateway.vpcId().equals(Optional.of(vpc.vpcId()))) {
                throw AwsError.client(
                        "Gateway.NotAttached",
                        "resource " + gateway.internetGatewayId() + " is not attached to network " + vpc.vpcId());
            }
            tx.put(InternetGateways.TABLE, gateway.attachedTo(Optional.empty()));
            return DetachInternetGatewayResponse.builder().build();
        });
    }
}
