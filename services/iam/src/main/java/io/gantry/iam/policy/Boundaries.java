package io.gantry.iam.policy;

import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Names;
import io.gantry.state.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;

/** Permissions boundaries of users and roles. */
public final class Boundaries {
    private Boundaries() {}

    /**
     * The boundary that a call gives, if it gives one.
     *
     * @throws AwsError NoSuchEntity when there is no such managed policy
     */
    public static Optional<String> entered(View view, String accountId, @Nullable String policyArn) {
        Optional<String> given = Names.text(policyArn);
        if (given.isPresent()
                && ManagedPolicies.find(view, accountId, given.get()).isEmpty()) {
            throw IamErrors.noSuchEntity("Scope ARN: " + given.get() + " does not exist or is not attachable.");
        }
        return given;
    }

    /** As answers carry it; null when there is none. */
    public static @Nullable AttachedPermissionsBoundary toShape(Optional<String> policyArn) {
        return policyArn
                .map(arn -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .permissionsBoundaryArn(arn)
                        .build())
                .orElse(null);
    }
}
