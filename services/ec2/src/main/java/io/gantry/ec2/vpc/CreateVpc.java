package io.gantry.ec2.vpc;

import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.port.HostNetworks;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;

/** Makes a VPC with its main route table, default network ACL and default security group. */
public final class CreateVpc implements Operation<CreateVpcRequest, CreateVpcResponse> {
    private final StateStore store;
    private final NewVpc making;
    private final HostNetworks host;

    public CreateVpc(StateStore store, NewVpc making, HostNetworks host) {
        this.store = store;
        this.making = making;
        this.host = host;
    }

    @Override
    public CreateVpcResponse call(CreateVpcRequest in, CallContext call) {
        refuseUnsupported(in);
        if (in.cidrBlock() == null || in.cidrBlock().isEmpty()) {
            throw Ec2Errors.missing("cidrBlock");
        }
        Cidr range = VpcRange.checked(in.cidrBlock());
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.VPC);
        Scope scope = Scope.of(call);
        List<String> ofTheHost = host.ranges();
        return store.transact(tx -> CreateVpcResponse.builder()
                .vpc(VpcShape.of(making.of(tx, scope, range, ofTheHost, tags)))
                .build());
    }

    private static void refuseUnsupported(CreateVpcRequest in) {
        String tenancy = in.instanceTenancyAsString();
        Unsupported.member("InstanceTenancy", "default".equals(tenancy) ? null : tenancy);
        Unsupported.member("AmazonProvidedIpv6CidrBlock", in.amazonProvidedIpv6CidrBlock());
        Unsupported.member("Ipv6CidrBlock", in.ipv6CidrBlock());
        Unsupported.member("Ipv6Pool", in.ipv6Pool());
        Unsupported.member("Ipv4IpamPoolId", in.ipv4IpamPoolId());
        Unsupported.member("Ipv4NetmaskLength", in.ipv4NetmaskLength());
        Unsupported.member("Ipv6IpamPoolId", in.ipv6IpamPoolId());
        Unsupported.member("Ipv6NetmaskLength", in.ipv6NetmaskLength());
        Unsupported.member("Ipv6CidrBlockNetworkBorderGroup", in.ipv6CidrBlockNetworkBorderGroup());
        Unsupported.member("VpcEncryptionControl", in.vpcEncryptionControl());
    }
}
