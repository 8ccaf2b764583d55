package io.gantry.iam.simulation;

import io.gantry.base.Arn;
import io.gantry.iam.group.Groups;
import io.gantry.iam.permission.HeldPolicies;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Names;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.User;
import io.gantry.iam.user.Users;
import io.gantry.policy.Caller;
import io.gantry.policy.MalformedPolicy;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.ResourcePolicy;
import io.gantry.state.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What simulations are given. */
final class Inputs {
    private Inputs() {}

    /**
     * A document of a request.
     *
     * @throws AwsError InvalidInput with the reason
     */
    static PolicyDocument document(String document, PolicyKind kind) {
        try {
            return PolicyDocument.parse(document, kind);
        } catch (MalformedPolicy malformed) {
            throw IamErrors.invalidInput("Invalid policy: " + malformed.reason());
        }
    }

    /** The policy of the resources, if one is given. */
    static Optional<ResourcePolicy> resourcePolicy(
            @Nullable String document, @Nullable String ownerArn, String accountId) {
        return Names.text(document)
                .map(text -> ResourcePolicy.of(
                        "ResourcePolicy",
                        document(text, PolicyKind.RESOURCE),
                        Names.text(ownerArn)
                                .flatMap(Arn::parse)
                                .map(Arn::accountId)
                                .orElse(accountId)));
    }

    /**
     * The user, group or role of an ARN.
     *
     * @throws AwsError InvalidInput for another ARN, NoSuchEntity
     */
    static Holder holder(View view, String accountId, String arn) {
        Arn parsed = Arn.parse(arn)
                .filter(found -> found.service().equals("iam"))
                .orElseThrow(() -> IamErrors.invalidInput("Invalid Entity Arn: " + arn));
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        Holder holder = switch (parsed.resourceType()) {
            case "user" -> Users.CATALOG.required(view, accountId, name);
            case "group" -> Groups.CATALOG.required(view, accountId, name);
            case "role" -> Roles.CATALOG.required(view, accountId, name);
            case String other ->
                throw IamErrors.invalidInput(
                        "Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
        };
        return holder;
    }

    /** Whom the policies of a holder decide about. */
    static Caller caller(Holder holder) {
        Caller.Type type = holder.type().equals("role") ? Caller.Type.ASSUMED_ROLE : Caller.Type.USER;
        return new Caller(type, holder.arn(), holder.arn(), holder.accountId());
    }

    /** The policies of a holder; of a user those of its groups too. */
    static PolicySet policies(View view, Holder holder) {
        return holder instanceof User user ? HeldPolicies.of(view, user) : HeldPolicies.of(view, holder);
    }
}
