package io.gantry.sts;

import io.gantry.base.AwsError;
import io.gantry.models.iam.IamApi;
import io.gantry.policy.MalformedPolicy;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** The policies that a call gives the session, which limit it. */
final class SessionPolicies {
    private static final int LENGTH = 2_048;
    private static final int MOST_ARNS = 10;

    private final AwsCaller caller;

    SessionPolicies(AwsCaller caller) {
        this.caller = caller;
    }

    /**
     * The inline policy, if there is one.
     *
     * @throws AwsError MalformedPolicyDocument, PackedPolicyTooLarge
     */
    static List<String> inline(@Nullable String policy) {
        if (policy == null || policy.isEmpty()) {
            return List.of();
        }
        if (policy.length() > LENGTH) {
            throw StsErrors.packedPolicyTooLarge(policy.length() * 100 / LENGTH);
        }
        try {
            PolicyDocument.parse(policy, PolicyKind.INLINE);
        } catch (MalformedPolicy malformed) {
            throw StsErrors.malformedPolicy(malformed.reason());
        }
        return List.of(policy);
    }

    /**
     * The ARNs of managed policies of the role's account.
     *
     * @throws AwsError ValidationError when one is not there
     */
    List<String> managed(List<PolicyDescriptorType> policies, String accountId, CallContext call) {
        if (policies.size() > MOST_ARNS) {
            throw StsErrors.validation("At most " + MOST_ARNS + " managed session policies are allowed.");
        }
        return policies.stream()
                .map(policy -> {
                    String arn = policy.arn() == null ? "" : policy.arn();
                    if (!exists(arn, accountId, call)) {
                        throw StsErrors.validation("The managed session policy " + arn + " does not exist.");
                    }
                    return arn;
                })
                .toList();
    }

    private boolean exists(String arn, String accountId, CallContext call) {
        try {
            return caller.call(
                            IamApi.GET_POLICY,
                            GetPolicyRequest.builder().policyArn(arn).build(),
                            TrustedRoles.asOwner(accountId, call))
                    .policy()
                    .arn()
                    .equals(arn);
        } catch (AwsError refused) {
            return false;
        }
    }
}
