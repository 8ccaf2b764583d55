package io.gantry.ec2.gateway;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;

/** Attaches an internet gateway to a VPC that has none. */
public final class AttachInternetGateway
        implements Operation<AttachInternetGatewayRequest, AttachInternetGatewayResponse> {
    private final StateStore store;

    public AttachInternetGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public AttachInternetGatewayResponse call(AttachInternetGatewayRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            InternetGateway gateway = InternetGateways.CATALOG.required(tx, scope, in.internetGatewayId());
            Vpc vpc = Vpcs.entered(tx, scope, in.vpcId());
            gateway.vpcId().ifPresent(there -> {
                throw AwsError.client(
                        "Resource.AlreadyAssociated",
                        "resource " + gateway.internetGatewayId() + " is already attached to network " + there);
            });
            if (InternetGateways.of(tx, vpc).isPresent()) {
                throw Ec2Errors.invalidValue("Network " + vpc.vpcId() + " already has an internet gateway attached");
            }
            tx.put(InternetGateways.TABLE, gateway.attachedTo(Optional.of(vpc.vpcId())));
            return AttachInternetGatewayResponse.builder().build();
        });
    }
}
