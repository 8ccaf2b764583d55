package io.gantry.sts;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/**
 * Gives temporary credentials of a role to whom its trust policy names.
 *
 * <p>A service of ours that calls this in its own name may bind the session to what it is for, by the text {@link #BOUND_TO} beside
 * the call: the session ends with it.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">STS: AssumeRole</a>
 */
final class AssumeRole implements Operation<AssumeRoleRequest, AssumeRoleResponse> {
    /** The name of the text beside a service's call that says to what the session is bound, as an ARN. */
    static final String BOUND_TO = "boundTo";

    private static final int HOUR = 3_600;

    private final TrustedRoles roles;
    private final SessionPolicies policies;
    private final Trust trust;
    private final SessionTokens tokens;

    AssumeRole(TrustedRoles roles, SessionPolicies policies, Trust trust, SessionTokens tokens) {
        this.roles = roles;
        this.policies = policies;
        this.trust = trust;
        this.tokens = tokens;
    }

    @Override
    @SuppressWarnings("deprecation") // The size is deprecated by the SDK, and answered by AWS.
    public AssumeRoleResponse call(AssumeRoleRequest in, CallContext call) {
        refuseUnsupported(in);
        Principal principal = call.principal();
        if (principal.arn().endsWith(":root")) {
            throw StsErrors.denied("Roles may not be assumed by root accounts.");
        }
        SessionTags tags = SessionTags.of(in, principal.identity());
        TrustedRole role = roles.find(in.roleArn(), call)
                .orElseThrow(() -> StsErrors.denied(call, "sts:AssumeRole", in.roleArn()));
        trust.check(call, role, in, tags);
        Duration duration = duration(in, role, principal);
        Session session = new Session(
                role.arn(),
                role.roleId(),
                in.roleSessionName(),
                tokens.now(),
                SessionPolicies.inline(in.policy()),
                policies.managed(in.policyArns(), role.accountId(), call),
                sourceIdentity(in, principal),
                tags.transitive(),
                Optional.ofNullable(call.textsBeside().get(BOUND_TO)).filter(bound -> principal.root()));
        int packed = SessionTokens.packedPercent(session, tags.given());
        String arn = "arn:aws:sts::" + role.accountId() + ":assumed-role/" + role.name() + "/" + in.roleSessionName();
        Identity identity =
                new Identity(role.roleId() + ":" + in.roleSessionName(), tags.over(role.tags()), Optional.of(session));
        return AssumeRoleResponse.builder()
                .credentials(tokens.issue(role.accountId(), arn, false, identity, duration))
                .assumedRoleUser(user -> user.arn(arn).assumedRoleId(identity.userId()))
                .packedPolicySize(session.limited() || !tags.given().isEmpty() ? packed : null)
                .sourceIdentity(session.sourceIdentity().orElse(null))
                .build();
    }

    private static void refuseUnsupported(AssumeRoleRequest in) {
        if (in.serialNumber() != null || in.tokenCode() != null) {
            throw StsErrors.unsupported("SerialNumber");
        }
        if (!in.providedContexts().isEmpty()) {
            throw StsErrors.unsupported("ProvidedContexts");
        }
    }

    /** Roles that are assumed by roles last an hour at most, whatever they allow. */
    private static Duration duration(AssumeRoleRequest in, TrustedRole role, Principal caller) {
        if (!caller.arn().startsWith("arn:")) {
            // A role's longest session is for people; services' tasks get AWS's six hours.
            return Duration.ofSeconds(in.durationSeconds() == null ? HOUR : in.durationSeconds());
        }
        boolean chained = caller.identity().session().filter(Session::ofRole).isPresent();
        int seconds = in.durationSeconds() == null ? HOUR : in.durationSeconds();
        if (chained && seconds > HOUR) {
            throw StsErrors.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        if (seconds > role.maxSessionSeconds()) {
            throw StsErrors.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return Duration.ofSeconds(seconds);
    }

    /** Set once in a chain of roles, and kept. */
    private static Optional<String> sourceIdentity(AssumeRoleRequest in, Principal caller) {
        Optional<String> given = Optional.ofNullable(in.sourceIdentity());
        Optional<String> inherited = caller.identity().session().flatMap(Session::sourceIdentity);
        if (given.isPresent() && inherited.isPresent() && !given.equals(inherited)) {
            throw StsErrors.denied("SourceIdentity cannot be changed in a chain of roles.");
        }
        return inherited.or(() -> given);
    }
}
