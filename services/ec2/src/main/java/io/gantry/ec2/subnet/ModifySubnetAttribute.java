package io.gantry.ec2.subnet;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;

/** Changes one attribute of a subnet. What Gantry cannot do may only be switched off, as it is. */
public final class ModifySubnetAttribute
        implements Operation<ModifySubnetAttributeRequest, ModifySubnetAttributeResponse> {
    private final StateStore store;

    public ModifySubnetAttribute(StateStore store) {
        this.store = store;
    }

    @Override
    public ModifySubnetAttributeResponse call(ModifySubnetAttributeRequest in, CallContext call) {
        refuseUnlessOne(in);
        String hostnames = in.privateDnsHostnameTypeOnLaunchAsString();
        Unsupported.member("PrivateDnsHostnameTypeOnLaunch", "ip-name".equals(hostnames) ? null : hostnames);
        Unsupported.member("AssignIpv6AddressOnCreation", on(in.assignIpv6AddressOnCreation()));
        Unsupported.member("MapCustomerOwnedIpOnLaunch", on(in.mapCustomerOwnedIpOnLaunch()));
        Unsupported.member("CustomerOwnedIpv4Pool", in.customerOwnedIpv4Pool());
        Unsupported.member("EnableDns64", on(in.enableDns64()));
        Unsupported.member("EnableResourceNameDnsARecordOnLaunch", on(in.enableResourceNameDnsARecordOnLaunch()));
        Unsupported.member("EnableResourceNameDnsAAAARecordOnLaunch", on(in.enableResourceNameDnsAAAARecordOnLaunch()));
        Unsupported.member("EnableLniAtDeviceIndex", in.enableLniAtDeviceIndex());
        Scope scope = Scope.of(call);
        Optional<Boolean> mapPublic =
                Optional.ofNullable(in.mapPublicIpOnLaunch()).map(AttributeBooleanValue::value);
        return store.transact(tx -> {
            Subnet subnet = Subnets.CATALOG.required(tx, scope, in.subnetId());
            tx.put(Subnets.TABLE, subnet.withMapPublicIpOnLaunch(mapPublic.orElse(subnet.mapPublicIpOnLaunch())));
            return ModifySubnetAttributeResponse.builder().build();
        });
    }

    private static void refuseUnlessOne(ModifySubnetAttributeRequest in) {
        long given = Stream.of(
                        in.assignIpv6AddressOnCreation(),
                        in.mapPublicIpOnLaunch(),
                        in.mapCustomerOwnedIpOnLaunch(),
                        in.enableDns64(),
                        in.privateDnsHostnameTypeOnLaunchAsString(),
                        in.enableResourceNameDnsARecordOnLaunch(),
                        in.enableResourceNameDnsAAAARecordOnLaunch(),
                        in.enableLniAtDeviceIndex(),
                        in.disableLniAtDeviceIndex())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw Ec2Errors.invalidCombination("Exactly one attribute must be specified.");
        }
    }

    private static @Nullable Boolean on(@Nullable AttributeBooleanValue value) {
        return value == null ? null : value.value();
    }
}
