package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups and rules in AWS's shapes. */
final class GroupShapes {
    private GroupShapes() {}

    static software.amazon.awssdk.services.ec2.model.SecurityGroup of(SecurityGroup group) {
        return software.amazon.awssdk.services.ec2.model.SecurityGroup.builder()
                .groupId(group.groupId())
                .groupName(group.groupName())
                .description(group.description())
                .ownerId(group.scope().accountId())
                .vpcId(group.vpcId())
                .securityGroupArn(group.scope().arn("security-group/" + group.groupId()))
                .ipPermissions(permissions(group, group.rules(false)))
                .ipPermissionsEgress(permissions(group, group.rules(true)))
                .tags(Tags.toShape(group.tags()))
                .build();
    }

    /** Rules about the same traffic are shown as one permission with several peers. */
    private static List<IpPermission> permissions(SecurityGroup group, List<SecurityGroupRule> rules) {
        Map<Traffic, List<SecurityGroupRule>> byTraffic = new LinkedHashMap<>();
        rules.forEach(rule -> byTraffic
                .computeIfAbsent(rule.traffic(), key -> new ArrayList<>())
                .add(rule));
        return byTraffic.entrySet().stream()
                .map(entry -> permission(group, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static IpPermission permission(SecurityGroup group, Traffic traffic, List<SecurityGroupRule> rules) {
        List<IpRange> ipv4 = new ArrayList<>();
        List<Ipv6Range> ipv6 = new ArrayList<>();
        List<UserIdGroupPair> groups = new ArrayList<>();
        List<PrefixListId> lists = new ArrayList<>();
        for (SecurityGroupRule rule : rules) {
            String value = rule.peer().value();
            String description = textOrNull(rule.description());
            switch (rule.peer().kind()) {
                case CIDR_IPV4 ->
                    ipv4.add(IpRange.builder()
                            .cidrIp(value)
                            .description(description)
                            .build());
                case CIDR_IPV6 ->
                    ipv6.add(Ipv6Range.builder()
                            .cidrIpv6(value)
                            .description(description)
                            .build());
                case GROUP ->
                    groups.add(UserIdGroupPair.builder()
                            .groupId(value)
                            .userId(group.scope().accountId())
                            .description(description)
                            .build());
                case PREFIX_LIST ->
                    lists.add(PrefixListId.builder()
                            .prefixListId(value)
                            .description(description)
                            .build());
            }
        }
        return IpPermission.builder()
                .ipProtocol(traffic.protocol())
                .fromPort(traffic.hasPorts() ? traffic.fromPort() : null)
                .toPort(traffic.hasPorts() ? traffic.toPort() : null)
                .ipRanges(ipv4)
                .ipv6Ranges(ipv6)
                .userIdGroupPairs(groups)
                .prefixListIds(lists)
                .build();
    }

    /** A draft as the caller may have written it. */
    static IpPermission permission(SecurityGroup group, SecurityGroupRule rule) {
        return permission(group, rule.traffic(), List.of(rule));
    }

    static software.amazon.awssdk.services.ec2.model.SecurityGroupRule of(SecurityGroup group, SecurityGroupRule rule) {
        String peer = rule.peer().valueIf(Peer.Sort.GROUP);
        return software.amazon.awssdk.services.ec2.model.SecurityGroupRule.builder()
                .securityGroupRuleId(rule.ruleId())
                .groupId(group.groupId())
                .groupOwnerId(group.scope().accountId())
                .isEgress(rule.egress())
                .ipProtocol(rule.traffic().protocol())
                .fromPort(rule.traffic().fromPort())
                .toPort(rule.traffic().toPort())
                .cidrIpv4(valueOrNull(rule, Peer.Sort.CIDR_IPV4))
                .cidrIpv6(valueOrNull(rule, Peer.Sort.CIDR_IPV6))
                .prefixListId(valueOrNull(rule, Peer.Sort.PREFIX_LIST))
                .referencedGroupInfo(
                        peer.isEmpty()
                                ? null
                                : ReferencedSecurityGroup.builder()
                                        .groupId(peer)
                                        .build())
                .description(textOrNull(rule.description()))
                .tags(Tags.toShape(rule.tags()))
                .securityGroupRuleArn(group.scope().arn("security-group-rule/" + rule.ruleId()))
                .build();
    }

    static RevokedSecurityGroupRule revoked(SecurityGroup group, SecurityGroupRule rule) {
        return RevokedSecurityGroupRule.builder()
                .securityGroupRuleId(rule.ruleId())
                .groupId(group.groupId())
                .isEgress(rule.egress())
                .ipProtocol(rule.traffic().protocol())
                .fromPort(rule.traffic().fromPort())
                .toPort(rule.traffic().toPort())
                .cidrIpv4(valueOrNull(rule, Peer.Sort.CIDR_IPV4))
                .cidrIpv6(valueOrNull(rule, Peer.Sort.CIDR_IPV6))
                .prefixListId(valueOrNull(rule, Peer.Sort.PREFIX_LIST))
                .referencedGroupId(valueOrNull(rule, Peer.Sort.GROUP))
                .description(textOrNull(rule.description()))
                .build();
    }

    private static @Nullable String valueOrNull(SecurityGroupRule rule, Peer.Sort sort) {
        return textOrNull(rule.peer().valueIf(sort));
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
