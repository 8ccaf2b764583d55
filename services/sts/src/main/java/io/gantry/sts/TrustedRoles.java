package io.gantry.sts;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.models.iam.IamApi;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.http.Percent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles, as the {@code iam} room tells them. */
final class TrustedRoles {
    private final AwsCaller caller;

    TrustedRoles(AwsCaller caller) {
        this.caller = caller;
    }

    /**
     * The role with this ARN; empty when there is none.
     *
     * @throws AwsError ValidationError when that is no ARN of a role
     */
    Optional<TrustedRole> find(String roleArn, CallContext call) {
        Arn arn = Arn.parse(roleArn)
                .filter(parsed -> parsed.service().equals("iam")
                        && parsed.resourceType().equals("role")
                        && parsed.accountId().matches("[0-9]{12}"))
                .orElseThrow(() -> StsErrors.validation(roleArn + " is invalid"));
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return role(name, asOwner(arn.accountId(), call))
                .filter(role -> role.arn().equals(roleArn))
                .map(role -> new TrustedRole(
                        arn.accountId(),
                        role.arn(),
                        role.roleName(),
                        role.roleId(),
                        role.maxSessionDuration(),
                        trust(role.assumeRolePolicyDocument()),
                        tags(role.tags())));
    }

    private Optional<Role> role(String name, CallContext asOwner) {
        try {
            return Optional.of(caller.call(
                            IamApi.GET_ROLE,
                            GetRoleRequest.builder().roleName(name).build(),
                            asOwner)
                    .role());
        } catch (AwsError refused) {
            if (refused.code().equals("NoSuchEntityException")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** STS reads roles in the name of their account: whether the caller may see them is another question. */
    static CallContext asOwner(String accountId, CallContext call) {
        return new CallContext(
                accountId,
                call.region(),
                new Principal("sts.amazonaws.com", "", true),
                call.requestId(),
                call.endpoint());
    }

    private static PolicyDocument trust(String encoded) {
        String document = Percent.decode(encoded, false)
                .orElseThrow(() -> new IllegalStateException("IAM answered a document with a broken escape"));
        return PolicyDocument.parse(document, PolicyKind.TRUST);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> all = new TreeMap<>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return all;
    }
}
