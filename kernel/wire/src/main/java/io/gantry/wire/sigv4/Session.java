package io.gantry.wire.sigv4;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What temporary credentials say of themselves.
 *
 * @param issuerArn whose permissions they carry: a role's, a user's or the account's root's ARN
 * @param issuerId the issuer's id, {@code AROA...} of a role; a role that was deleted and made anew has another
 * @param name the role session's name; empty for a session of a user
 * @param issuedAt when they were made, {@code aws:TokenIssueTime}
 * @param policies session policies as documents, which limit the issuer's permissions; empty when {@code limited} is false
 * @param policyArns managed policies that limit likewise
 * @param sourceIdentity who began the chain of roles, {@code aws:SourceIdentity}
 * @param transitiveTagKeys tags that go on to the next role of the chain
 * @param boundTo the ARN of what they end with, for example a task; empty when they only expire
 */
public record Session(
        String issuerArn,
        String issuerId,
        String name,
        Instant issuedAt,
        List<String> policies,
        List<String> policyArns,
        Optional<String> sourceIdentity,
        Set<String> transitiveTagKeys,
        Optional<String> boundTo) {
    public Session {
        policies = List.copyOf(policies);
        policyArns = List.copyOf(policyArns);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }

    /** Whether session policies limit what the issuer's permissions allow. */
    public boolean limited() {
        return !policies.isEmpty() || !policyArns.isEmpty();
    }

    /** Whether it is a session of a role; else it is one of a user or of root. */
    public boolean ofRole() {
        return !name.isEmpty();
    }
}
