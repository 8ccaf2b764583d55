package io.gantry.ec2;

import io.gantry.ec2.networkinterface.NetworkInterfaces;
import io.gantry.ec2.securitygroup.AuthorizeSecurityGroupEgress;
import io.gantry.ec2.securitygroup.AuthorizeSecurityGroupIngress;
import io.gantry.ec2.securitygroup.CreateSecurityGroup;
import io.gantry.ec2.securitygroup.DeleteSecurityGroup;
import io.gantry.ec2.securitygroup.DescribeSecurityGroupRules;
import io.gantry.ec2.securitygroup.DescribeSecurityGroups;
import io.gantry.ec2.securitygroup.ModifySecurityGroupRules;
import io.gantry.ec2.securitygroup.RevokeSecurityGroupEgress;
import io.gantry.ec2.securitygroup.RevokeSecurityGroupIngress;
import io.gantry.ec2.securitygroup.UpdateSecurityGroupRuleDescriptionsEgress;
import io.gantry.ec2.securitygroup.UpdateSecurityGroupRuleDescriptionsIngress;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.StateStore;

/** What the room offers about security groups. */
final class Groups {
    private Groups() {}

    static void securityGroups(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_SECURITY_GROUP, new CreateSecurityGroup(store))
                .with(Ec2Api.DELETE_SECURITY_GROUP, new DeleteSecurityGroup(store, new NetworkInterfaces()))
                .with(Ec2Api.DESCRIBE_SECURITY_GROUPS, new DescribeSecurityGroups(store))
                .with(Ec2Api.DESCRIBE_SECURITY_GROUP_RULES, new DescribeSecurityGroupRules(store))
                .with(Ec2Api.AUTHORIZE_SECURITY_GROUP_INGRESS, new AuthorizeSecurityGroupIngress(store))
                .with(Ec2Api.AUTHORIZE_SECURITY_GROUP_EGRESS, new AuthorizeSecurityGroupEgress(store))
                .with(Ec2Api.REVOKE_SECURITY_GROUP_INGRESS, new RevokeSecurityGroupIngress(store))
                .with(Ec2Api.REVOKE_SECURITY_GROUP_EGRESS, new RevokeSecurityGroupEgress(store))
                .with(Ec2Api.MODIFY_SECURITY_GROUP_RULES, new ModifySecurityGroupRules(store))
                .with(
                        Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS,
                        new UpdateSecurityGroupRuleDescriptionsIngress(store))
                .with(
                        Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS,
                        new UpdateSecurityGroupRuleDescriptionsEgress(store));
    }
}
