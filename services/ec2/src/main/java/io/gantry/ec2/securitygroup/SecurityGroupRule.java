package io.gantry.ec2.securitygroup;

import java.util.Map;

/**
 * One rule of a group. Rules are the same rule when all but id, description and tags are equal: a group has each only once.
 *
 * @param egress whether it allows what leaves; else what arrives
 */
public record SecurityGroupRule(
        String ruleId, boolean egress, Traffic traffic, Peer peer, String description, Map<String, String> tags) {
    /** A rule that has no id yet, as a caller wrote it. */
    static SecurityGroupRule draft(boolean egress, Traffic traffic, Peer peer, String description) {
        return new SecurityGroupRule("", egress, traffic, peer, description, Map.of());
    }

    boolean sameAs(SecurityGroupRule other) {
        return egress == other.egress && traffic.equals(other.traffic) && peer.equals(other.peer);
    }

    SecurityGroupRule withId(String id) {
        return new SecurityGroupRule(id, egress, traffic, peer, description, tags);
    }

    SecurityGroupRule withDescription(String text) {
        return new SecurityGroupRule(ruleId, egress, traffic, peer, text, tags);
    }

    SecurityGroupRule withTags(Map<String, String> newTags) {
        return new SecurityGroupRule(ruleId, egress, traffic, peer, description, newTags);
    }
}
