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
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;

/** What the room offers about security groups. */
final class Groups {
    private Groups() {}

    static void securityGroups(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_SECURITY_GROUP, CreateSecurityGroupRequest::dryRun, new CreateSecurityGroup(store))
                .with(
                        Ec2Api.DELETE_SECURITY_GROUP,
                        DeleteSecurityGroupRequest::dryRun,
                        new DeleteSecurityGroup(store, new NetworkInterfaces()))
                .with(
                        Ec2Api.DESCRIBE_SECURITY_GROUPS,
                        DescribeSecurityGroupsRequest::dryRun,
                        new DescribeSecurityGroups(store))
                .with(
                        Ec2Api.DESCRIBE_SECURITY_GROUP_RULES,
                        DescribeSecurityGroupRulesRequest::dryRun,
                        new DescribeSecurityGroupRules(store))
                .with(
                        Ec2Api.AUTHORIZE_SECURITY_GROUP_INGRESS,
                        AuthorizeSecurityGroupIngressRequest::dryRun,
                        new AuthorizeSecurityGroupIngress(store))
                .with(
                        Ec2Api.AUTHORIZE_SECURITY_GROUP_EGRESS,
                        AuthorizeSecurityGroupEgressRequest::dryRun,
                        new AuthorizeSecurityGroupEgress(store))
                .with(
                        Ec2Api.REVOKE_SECURITY_GROUP_INGRESS,
                        RevokeSecurityGroupIngressRequest::dryRun,
                        new RevokeSecurityGroupIngress(store))
                .with(
                        Ec2Api.REVOKE_SECURITY_GROUP_EGRESS,
                        RevokeSecurityGroupEgressRequest::dryRun,
                        new RevokeSecurityGroupEgress(store))
                .with(
                        Ec2Api.MODIFY_SECURITY_GROUP_RULES,
                        ModifySecurityGroupRulesRequest::dryRun,
                        new ModifySecurityGroupRules(store))
                .with(
                        Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS,
                        UpdateSecurityGroupRuleDescriptionsIngressRequest::dryRun,
                        new UpdateSecurityGroupRuleDescriptionsIngress(store))
                .with(
                        Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS,
                        UpdateSecurityGroupRuleDescriptionsEgressRequest::dryRun,
                        new UpdateSecurityGroupRuleDescriptionsEgress(store));
    }
}
