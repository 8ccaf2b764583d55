package io.gantry.iam.policy;

import io.gantry.iam.resource.Documents;
import io.gantry.iam.resource.Tags;
import io.gantry.state.View;
import software.amazon.awssdk.services.iam.model.Policy;

/** Managed policies as answers carry them. */
public final class PolicyShapes {
    private PolicyShapes() {}

    /** A policy in a listing, which has neither description nor tags. */
    static Policy.Builder listed(View view, String accountId, ManagedPolicy policy, Attachments attachments) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.entityId())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersionId())
                .attachmentCount(attachments.count(view, accountId, policy.arn()))
                .permissionsBoundaryUsageCount(attachments.boundaries(view, accountId, policy.arn()))
                .isAttachable(true)
                .createDate(policy.createDate())
                .updateDate(policy.updateDate());
    }

    /** A policy by itself. */
    static Policy whole(View view, String accountId, ManagedPolicy policy, Attachments attachments) {
        Policy.Builder whole = listed(view, accountId, policy, attachments).tags(Tags.toShape(policy.tags()));
        return policy.description().isEmpty()
                ? whole.build()
                : whole.description(policy.description()).build();
    }

    /** A version without its document. */
    static software.amazon.awssdk.services.iam.model.PolicyVersion.Builder listed(
            ManagedPolicy policy, PolicyVersion version) {
        return software.amazon.awssdk.services.iam.model.PolicyVersion.builder()
                .versionId(version.versionId())
                .isDefaultVersion(version.versionId().equals(policy.defaultVersionId()))
                .createDate(version.createDate());
    }

    /** A version with its document. */
    public static software.amazon.awssdk.services.iam.model.PolicyVersion whole(
            ManagedPolicy policy, PolicyVersion version) {
        return listed(policy, version)
                .document(Documents.encoded(version.document()))
                .build();
    }
}
