package io.gantry.ec2.subnet;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.ec2.zone.AvailabilityZone;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultSubnetResponse;

/** Makes the default subnet of a zone again after it was deleted. */
public final class CreateDefaultSubnet implements Operation<CreateDefaultSubnetRequest, CreateDefaultSubnetResponse> {
    private final StateStore store;
    private final NewSubnet making;

    public CreateDefaultSubnet(StateStore store, NewSubnet making) {
        this.store = store;
        this.making = making;
    }

    @Override
    public CreateDefaultSubnetResponse call(CreateDefaultSubnetRequest in, CallContext call) {
        Unsupported.member("Ipv6Native", in.ipv6Native());
        if (in.availabilityZone() == null || in.availabilityZone().isEmpty()) {
            throw Ec2Errors.missing("AvailabilityZone");
        }
        Scope scope = Scope.of(call);
        AvailabilityZone zone = AvailabilityZone.named(scope.region(), in.availabilityZone());
        return store.transact(tx -> {
            String vpcId = Vpcs.standard(tx, scope)
                    .map(Vpc::vpcId)
                    .orElseThrow(() -> AwsError.client(
                            "DefaultVpcDoesNotExist", "There is no default VPC for this account in this region."));
            Subnet subnet = making.standard(tx, Vpcs.entered(tx, scope, vpcId), zone);
            return CreateDefaultSubnetResponse.builder()
                    .subnet(SubnetShape.of(subnet))
                    .build();
        });
    }
}
