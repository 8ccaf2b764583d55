package io.gantry.ec2.securitygroup;

import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;

/**
 * Takes rules of one direction from a group. In the default VPC a rule that is not there is no error, as on AWS: it is
 * answered as unknown.
 */
final class Revocation {
    private final Tx tx;
    private final boolean egress;
    private final RuleChanges changes;
    private final List<RevokedSecurityGroupRule> revoked = new ArrayList<>();
    private final List<IpPermission> unknown = new ArrayList<>();

    Revocation(Tx tx, SecurityGroup group, boolean egress) {
        this.tx = tx;
        this.egress = egress;
        this.changes = new RuleChanges(tx, group);
    }

    void byId(String ruleId) {
        take(changes.own(egress, ruleId));
    }

    void byContent(List<IpPermission> given) {
        SecurityGroup group = changes.group();
        boolean forgiving =
                Vpcs.CATALOG.required(tx, group.scope(), group.vpcId()).standard();
        for (SecurityGroupRule draft : new Permissions(tx, group).drafts(egress, given)) {
            Optional<SecurityGroupRule> rule = changes.group().same(draft);
            if (rule.isPresent()) {
                take(rule.get());
            } else if (forgiving) {
                unknown.add(GroupShapes.permission(group, draft));
            } else {
                throw RuleChanges.notFound();
            }
        }
    }

    private void take(SecurityGroupRule rule) {
        revoked.add(GroupShapes.revoked(changes.group(), rule));
        changes.take(rule);
        changes.save();
    }

    List<RevokedSecurityGroupRule> revoked() {
        return revoked;
    }

    List<IpPermission> unknown() {
        return unknown;
    }
}
