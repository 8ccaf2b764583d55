package io.gantry.ec2.gateway;

import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;

/** Makes an internet gateway, which is attached to nothing yet. */
public final class CreateInternetGateway
        implements Operation<CreateInternetGatewayRequest, CreateInternetGatewayResponse> {
    private final StateStore store;

    public CreateInternetGateway(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateInternetGatewayResponse call(CreateInternetGatewayRequest in, CallContext call) {
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.INTERNET_GATEWAY);
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            InternetGateway gateway =
                    new InternetGateway(scope, Kind.INTERNET_GATEWAY.newId(tx), Optional.empty(), tags);
            tx.put(InternetGateways.TABLE, gateway);
            return CreateInternetGatewayResponse.builder()
                    .internetGateway(DescribeInternetGateways.shape(gateway))
                    .build();
        });
    }
}
