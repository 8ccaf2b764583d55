package io.gantry.sts;

import io.gantry.access.CallKeys;
import io.gantry.access.Callers;
import io.gantry.access.PrincipalPolicies;
import io.gantry.policy.AccessRequest;
import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.policy.Decision;
import io.gantry.policy.PolicyEvaluator;
import io.gantry.policy.PolicySet;
import io.gantry.policy.ResourcePolicy;
import io.gantry.wire.CallContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Whether a caller may assume a role: the role's trust policy must name it, and where it only names the caller's account, the
 * caller's own policies must allow it too.
 */
final class Trust {
    private final PrincipalPolicies policies;
    private final Supplier<Instant> clock;

    Trust(PrincipalPolicies policies, Supplier<Instant> clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Returns when {@code call} may assume {@code role} as it asks to.
     *
     * @throws AwsError AccessDenied
     */
    void check(CallContext call, TrustedRole role, AssumeRoleRequest in, SessionTags tags) {
        Caller caller = Callers.of(call);
        PolicySet own = caller.type() == Caller.Type.SERVICE ? PolicySet.NONE : policies.of(call);
        ConditionKeys keys = ConditionKeys.of(keys(in, tags)).or(CallKeys.of(call, caller, clock.get()));
        for (String action : actions(in, tags)) {
            Decision decision = PolicyEvaluator.decide(
                    new AccessRequest(caller, action, role.arn(), keys),
                    own,
                    ResourcePolicy.trust(role.arn(), role.trust(), role.accountId()));
            if (!decision.allowed()) {
                throw StsErrors.denied(call, action, role.arn());
            }
        }
    }

    private static List<String> actions(AssumeRoleRequest in, SessionTags tags) {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!tags.given().isEmpty() || !tags.inherited().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (in.sourceIdentity() != null) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static Map<String, List<String>> keys(AssumeRoleRequest in, SessionTags tags) {
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("sts:RoleSessionName", List.of(in.roleSessionName()));
        put(keys, "sts:ExternalId", in.externalId());
        put(keys, "sts:SourceIdentity", in.sourceIdentity());
        tags.given().forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
        if (!tags.given().isEmpty()) {
            keys.put("aws:TagKeys", List.copyOf(tags.given().keySet()));
        }
        if (!tags.transitive().isEmpty()) {
            keys.put("sts:TransitiveTagKeys", List.copyOf(tags.transitive()));
        }
        return keys;
    }

    private static void put(Map<String, List<String>> keys, String name, @Nullable String value) {
        if (value != null) {
            keys.put(name, List.of(value));
        }
    }
}
