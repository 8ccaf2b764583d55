package io.gantry.ec2.securitygroup;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;

/** Makes a group that lets everything out and nothing in. */
public final class CreateSecurityGroup implements Operation<CreateSecurityGroupRequest, CreateSecurityGroupResponse> {
    private final StateStore store;

    public CreateSecurityGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateSecurityGroupResponse call(CreateSecurityGroupRequest in, CallContext call) {
        String name = GroupTexts.name(in.groupName());
        String description = GroupTexts.description(in.description());
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.SECURITY_GROUP);
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Vpc vpc = Vpcs.enteredOrStandard(tx, scope, Optional.ofNullable(in.vpcId()));
            if (SecurityGroups.of(tx, vpc).stream()
                    .anyMatch(group -> group.groupName().equals(name))) {
                throw AwsError.client(
                        "InvalidGroup.Duplicate",
                        "The security group '" + name + "' already exists for VPC '" + vpc.vpcId() + "'");
            }
            SecurityGroup group = new SecurityGroup(
                    scope,
                    Kind.SECURITY_GROUP.newId(tx),
                    name,
                    description,
                    vpc.vpcId(),
                    List.of(SecurityGroups.openEgress(tx)),
                    tags);
            tx.put(SecurityGroups.TABLE, group);
            return CreateSecurityGroupResponse.builder()
                    .groupId(group.groupId())
                    .securityGroupArn(scope.arn("security-group/" + group.groupId()))
                    .tags(Tags.toShape(tags))
                    .build();
        });
    }
}
