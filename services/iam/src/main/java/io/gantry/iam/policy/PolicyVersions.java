package io.gantry.iam.policy;

import io.gantry.base.AwsError;
import io.gantry.iam.resource.IamErrors;

/** What is said of versions that are not there. */
final class PolicyVersions {
    private PolicyVersions() {}

    static AwsError absent(ManagedPolicy policy, String versionId) {
        return IamErrors.noSuchEntity(
                "Policy " + policy.arn() + " version " + versionId + " does not exist or is not attachable.");
    }
}
