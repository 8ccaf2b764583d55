package io.gantry.iam.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identity-based policies that somebody holds.
 *
 * @param inline documents by the policy's name, in the order of the names
 * @param attached ARNs of managed policies, in the order of their attachment
 */
public record Permissions(Map<String, String> inline, List<String> attached) {
    /** Holds nothing. */
    public static final Permissions NONE = new Permissions(Map.of(), List.of());

    public Permissions {
        inline = Collections.unmodifiableMap(new TreeMap<>(inline));
        attached = List.copyOf(attached);
    }

    /** Whether nothing is held. */
    public boolean none() {
        return inline.isEmpty() && attached.isEmpty();
    }

    /** With {@code document} under {@code policyName}, new or instead of the one there. */
    public Permissions with(String policyName, String document) {
        Map<String, String> more = new TreeMap<>(inline);
        more.put(policyName, document);
        return new Permissions(more, attached);
    }

    /** Without the inline policy. */
    public Permissions without(String policyName) {
        Map<String, String> fewer = new TreeMap<>(inline);
        fewer.remove(policyName);
        return new Permissions(fewer, attached);
    }

    /** With the managed policy, once. */
    public Permissions attaching(String policyArn) {
        if (attached.contains(policyArn)) {
            return this;
        }
        List<String> more = new ArrayList<>(attached);
        more.add(policyArn);
        return new Permissions(inline, more);
    }

    /** Without the managed policy. */
    public Permissions detaching(String policyArn) {
        return new Permissions(
                inline, attached.stream().filter(arn -> !arn.equals(policyArn)).toList());
    }
}
