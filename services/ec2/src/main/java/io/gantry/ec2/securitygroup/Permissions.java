package io.gantry.ec2.securitygroup;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.cidr.Ipv6Cidr;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * Reads what callers write of rules.
 *
 * @param view in which the groups stand that rules name
 * @param group whose rules they are
 */
record Permissions(View view, SecurityGroup group) {
    private static final int LONGEST_DESCRIPTION = 255;

    /** The rules of {@code given}, one for each peer. */
    List<SecurityGroupRule> drafts(boolean egress, List<IpPermission> given) {
        if (given.isEmpty()) {
            throw Ec2Errors.missing("ipPermissions");
        }
        List<SecurityGroupRule> drafts = new ArrayList<>();
        for (IpPermission permission : given) {
            Traffic traffic = Traffic.of(permission.ipProtocol(), permission.fromPort(), permission.toPort());
            int before = drafts.size();
            permission
                    .ipRanges()
                    .forEach(range -> drafts.add(draft(egress, traffic, ipv4(range.cidrIp()), range.description())));
            permission
                    .ipv6Ranges()
                    .forEach(range -> drafts.add(draft(egress, traffic, ipv6(range.cidrIpv6()), range.description())));
            permission
                    .userIdGroupPairs()
                    .forEach(pair -> drafts.add(draft(egress, traffic, peer(pair), pair.description())));
            permission
                    .prefixListIds()
                    .forEach(list ->
                            drafts.add(draft(egress, traffic, prefixList(list.prefixListId()), list.description())));
            if (drafts.size() == before) {
                throw Ec2Errors.missing("ipRanges, ipv6Ranges, prefixListIds or groups");
            }
        }
        return drafts;
    }

    /** The rule that {@code given} describes. */
    SecurityGroupRule draft(boolean egress, SecurityGroupRuleRequest given) {
        Traffic traffic = Traffic.of(given.ipProtocol(), given.fromPort(), given.toPort());
        List<Peer> peers = new ArrayList<>();
        if (given.cidrIpv4() != null) {
            peers.add(ipv4(given.cidrIpv4()));
        }
        if (given.cidrIpv6() != null) {
            peers.add(ipv6(given.cidrIpv6()));
        }
        if (given.prefixListId() != null) {
            peers.add(prefixList(given.prefixListId()));
        }
        if (given.referencedGroupId() != null) {
            peers.add(groupPeer(given.referencedGroupId()));
        }
        if (peers.size() != 1) {
            throw Ec2Errors.invalidCombination(
                    "Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified.");
        }
        return draft(egress, traffic, peers.getFirst(), given.description());
    }

    private static SecurityGroupRule draft(boolean egress, Traffic traffic, Peer peer, @Nullable String description) {
        return SecurityGroupRule.draft(egress, traffic, peer, checked(description));
    }

    static String checked(@Nullable String description) {
        String text = description == null ? "" : description;
        if (text.length() > LONGEST_DESCRIPTION || !GroupTexts.allowed(text)) {
            throw Ec2Errors.invalidValue(
                    "Invalid rule description. Valid descriptions are strings less than 256 characters from the"
                            + " following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return text;
    }

    private static Peer ipv4(@Nullable String text) {
        String given = text == null ? "" : text;
        return Cidr.parse(given)
                .map(range -> new Peer(Peer.Sort.CIDR_IPV4, range.toString()))
                .orElseThrow(() -> malformed(given));
    }

    private static Peer ipv6(@Nullable String text) {
        String given = text == null ? "" : text;
        return Ipv6Cidr.parse(given)
                .map(range -> new Peer(Peer.Sort.CIDR_IPV6, range.toString()))
                .orElseThrow(() -> malformed(given));
    }

    private static AwsError malformed(String given) {
        return Ec2Errors.invalidValue("CIDR block " + given + " is malformed");
    }

    /** Gantry has no prefix lists, so that none can be named. */
    private static Peer prefixList(@Nullable String id) {
        throw AwsError.client(
                "InvalidPrefixListID.NotFound",
                "The prefix list ID '" + Ec2Errors.shown(id == null ? "" : id) + "' does not exist");
    }

    private Peer peer(UserIdGroupPair pair) {
        Unsupported.member("VpcPeeringConnectionId", pair.vpcPeeringConnectionId());
        String owner = pair.userId();
        if (owner != null && !owner.isEmpty() && !owner.equals(group.scope().accountId())) {
            throw Kind.SECURITY_GROUP.notFound(owner + "/" + pair.groupId());
        }
        if (pair.groupId() != null && !pair.groupId().isEmpty()) {
            return groupPeer(pair.groupId());
        }
        return groupPeer(SecurityGroups.required(view, group.scope(), null, pair.groupName())
                .groupId());
    }

    private Peer groupPeer(String groupId) {
        SecurityGroup named = SecurityGroups.CATALOG.required(view, group.scope(), groupId);
        if (!named.vpcId().equals(group.vpcId())) {
            throw Ec2Errors.invalidValue("You have specified two resources that belong to different networks.");
        }
        return Peer.group(groupId);
    }
}
