package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;

/** Describes one attribute of an interface. */
public final class DescribeNetworkInterfaceAttribute
        implements Operation<DescribeNetworkInterfaceAttributeRequest, DescribeNetworkInterfaceAttributeResponse> {
    private final StateStore store;

    public DescribeNetworkInterfaceAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeNetworkInterfaceAttributeResponse call(
            DescribeNetworkInterfaceAttributeRequest in, CallContext call) {
        NetworkInterface eni =
                NetworkInterfaces.CATALOG.required(store.view(), Scope.of(call), in.networkInterfaceId());
        DescribeNetworkInterfaceAttributeResponse.Builder out =
                DescribeNetworkInterfaceAttributeResponse.builder().networkInterfaceId(eni.networkInterfaceId());
        String attribute = in.attributeAsString();
        switch (attribute == null ? "" : attribute) {
            case "description" -> out.description(it -> it.value(eni.description()));
            case "groupSet" -> out.groups(InterfaceShape.groups(eni));
            case "sourceDestCheck" -> out.sourceDestCheck(it -> it.value(eni.sourceDestCheck()));
            case "attachment" -> out.attachment(InterfaceShape.attachment(eni));
            case "associatePublicIpAddress" -> out.associatePublicIpAddress(false);
            case String other -> throw Ec2Errors.invalidValue(other, "attribute", "No such attribute.");
        }
        return out.build();
    }
}
