package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;

/**
 * Makes an interface with addresses of its subnet. The id of one that is made with a client token comes from the token, so
 * that the repeated call finds it.
 */
public final class CreateNetworkInterface
        implements Operation<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResponse> {
    private final StateStore store;

    public CreateNetworkInterface(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateNetworkInterfaceResponse call(CreateNetworkInterfaceRequest in, CallContext call) {
        refuseUnsupported(in);
        Scope scope = Scope.of(call);
        Optional<String> token = Optional.ofNullable(in.clientToken()).filter(text -> !text.isEmpty());
        NewInterface wish = new NewInterface(
                in.subnetId(),
                NewInterface.ORDINARY,
                NewInterface.described(in.description()),
                in.groups(),
                Addresses.of(in),
                Tags.of(in.tagSpecifications(), Kind.NETWORK_INTERFACE),
                Requester.of(call).id(),
                // Not null: the SDK would write a token of its own making.
                Kind.digest(AwsJson.write(in.toBuilder().clientToken("").build())));
        return store.transact(tx -> {
            String id = token.map(text -> Kind.NETWORK_INTERFACE.idFor(scope, text))
                    .orElseGet(() -> Kind.NETWORK_INTERFACE.newId(tx));
            NetworkInterface eni = NetworkInterfaces.CATALOG
                    .find(tx, scope, id)
                    .map(there -> same(there, wish, token.orElse("")))
                    .orElseGet(() -> wish.make(tx, scope, id));
            return CreateNetworkInterfaceResponse.builder()
                    .networkInterface(InterfaceShape.of(eni))
                    .clientToken(token.orElse(null))
                    .build();
        });
    }

    private static NetworkInterface same(NetworkInterface there, NewInterface wish, String token) {
        if (!there.madeBy().equals(wish.madeBy())) {
            throw Ec2Errors.otherParameters(token);
        }
        return there;
    }

    private static void refuseUnsupported(CreateNetworkInterfaceRequest in) {
        Unsupported.member("InterfaceType", in.interfaceTypeAsString());
        Unsupported.member("Ipv4Prefixes", in.ipv4Prefixes());
        Unsupported.member("Ipv4PrefixCount", in.ipv4PrefixCount());
        Unsupported.member("Ipv6Prefixes", in.ipv6Prefixes());
        Unsupported.member("Ipv6PrefixCount", in.ipv6PrefixCount());
        Unsupported.member("Ipv6Addresses", in.ipv6Addresses());
        Unsupported.member("Ipv6AddressCount", in.ipv6AddressCount());
        Unsupported.member("EnablePrimaryIpv6", in.enablePrimaryIpv6());
        Unsupported.member("ConnectionTrackingSpecification", in.connectionTrackingSpecification());
        Unsupported.member("Operator", in.operator());
    }
}
