package io.gantry.policy;

import java.util.List;
import java.util.Optional;

/**
 * The policies of a principal.
 *
 * @param identity managed and inline policies of the user and its groups, or of the role; any of them may allow
 * @param boundary the permissions boundary of the user or role
 * @param session the session's policies; any of them may allow, and none means that the session is not limited
 */
public record PolicySet(List<PolicySource> identity, Optional<PolicySource> boundary, List<PolicySource> session) {
    /** No policy: nothing is allowed but what resources' policies allow; root is not limited. */
    public static final PolicySet NONE = new PolicySet(List.of(), Optional.empty(), List.of());

    public PolicySet {
        identity = List.copyOf(identity);
        session = List.copyOf(session);
    }

    /** Identity-based policies alone. */
    public static PolicySet of(List<PolicySource> identity) {
        return new PolicySet(identity, Optional.empty(), List.of());
    }
}
