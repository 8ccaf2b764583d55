package io.gantry.ec2.vpc;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;

/** Changes one attribute of a VPC. */
public final class ModifyVpcAttribute implements Operation<ModifyVpcAttributeRequest, ModifyVpcAttributeResponse> {
    private final StateStore store;

    public ModifyVpcAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public ModifyVpcAttributeResponse call(ModifyVpcAttributeRequest in, CallContext call) {
        long given = Stream.of(in.enableDnsSupport(), in.enableDnsHostnames(), in.enableNetworkAddressUsageMetrics())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw Ec2Errors.invalidCombination("Exactly one attribute must be specified.");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Vpc vpc = Vpcs.CATALOG.required(tx, scope, in.vpcId());
            tx.put(
                    Vpcs.TABLE,
                    vpc.withAttributes(
                            value(in.enableDnsSupport(), vpc.dnsSupport()),
                            value(in.enableDnsHostnames(), vpc.dnsHostnames()),
                            value(in.enableNetworkAddressUsageMetrics(), vpc.addressUsageMetrics())));
            return ModifyVpcAttributeResponse.builder().build();
        });
    }

    private static boolean value(@Nullable AttributeBooleanValue given, boolean old) {
        if (given == null) {
            return old;
        }
        if (given.value() == null) {
            throw Ec2Errors.missing("Value");
        }
        return given.value();
    }
}
