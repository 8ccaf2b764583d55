package io.gantry.wire.sigv4;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a caller besides its ARN.
 *
 * @param userId AWS's {@code aws:userid}: the account for its root, {@code AIDA...} for a user, {@code AROA...:session} for an
 *     assumed role
 * @param tags of the user, or of the role with those of the session over them, which conditions read as
 *     {@code aws:PrincipalTag}
 * @param session present when the caller's credentials are temporary
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable">AWS: values
 *     of the principal's keys</a>
 */
public record Identity(String userId, Map<String, String> tags, Optional<Session> session) {
    /** Nothing is known. */
    public static final Identity NONE = new Identity("", Map.of(), Optional.empty());

    public Identity {
        tags = Map.copyOf(tags);
    }

    /** A caller with long-lived credentials and without tags. */
    public static Identity of(String userId) {
        return new Identity(userId, Map.of(), Optional.empty());
    }
}
