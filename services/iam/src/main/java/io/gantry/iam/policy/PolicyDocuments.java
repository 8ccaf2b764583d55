package io.gantry.iam.policy;

import io.gantry.iam.resource.Documents;
import io.gantry.iam.resource.IamErrors;
import io.gantry.policy.MalformedPolicy;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;

/** Which documents are taken: none that could not be decided by. */
public final class PolicyDocuments {
    private static final int MANAGED_SIZE = 6_144;
    private static final int TRUST_SIZE = 2_048;

    private PolicyDocuments() {}

    /**
     * A document of an inline policy, which says what its holder may do.
     *
     * @throws AwsError MalformedPolicyDocument with the reason
     */
    public static String identity(String document) {
        return checked(document, PolicyKind.INLINE);
    }

    /**
     * A document of a managed policy, which has a quota of its own.
     *
     * @throws AwsError MalformedPolicyDocument with the reason, LimitExceeded
     */
    public static String managed(String document) {
        if (Documents.size(document) > MANAGED_SIZE) {
            throw IamErrors.quota("PolicySize", MANAGED_SIZE);
        }
        return checked(document, PolicyKind.MANAGED);
    }

    /**
     * A document that says who may assume a role.
     *
     * @throws AwsError MalformedPolicyDocument with the reason, LimitExceeded
     */
    public static String trust(String document) {
        if (Documents.size(document) > TRUST_SIZE) {
            throw IamErrors.quota("ACLSizePerRole", TRUST_SIZE);
        }
        return checked(document, PolicyKind.TRUST);
    }

    /**
     * A document as it is decided by.
     *
     * @throws AwsError MalformedPolicyDocument with the reason
     */
    public static PolicyDocument compiled(String document, PolicyKind kind) {
        try {
            return PolicyDocument.parse(document, kind);
        } catch (MalformedPolicy malformed) {
            throw IamErrors.malformedPolicy(malformed.reason());
        }
    }

    private static String checked(String document, PolicyKind kind) {
        PolicyDocument _ = compiled(document, kind);
        return document;
    }
}
