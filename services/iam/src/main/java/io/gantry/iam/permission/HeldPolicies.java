package io.gantry.iam.permission;

import io.gantry.iam.group.Groups;
import io.gantry.iam.policy.ManagedPolicies;
import io.gantry.iam.policy.PolicyDocuments;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.user.User;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies that somebody holds, compiled. */
public final class HeldPolicies {
    /** What stands for a policy that is gone from where it was a limit: it allows nothing that there is. */
    private static final PolicyDocument NOTHING = PolicyDocuments.compiled("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "none:None", "Resource": "*"}]}""", PolicyKind.MANAGED);

    private HeldPolicies() {}

    /** All of a user: its own and its groups'. */
    public static PolicySet of(View view, User user) {
        List<PolicySource> identity = new ArrayList<>(own(view, user));
        Groups.withIds(view, user.accountId(), user.groupIds()).forEach(group -> identity.addAll(own(view, group)));
        return new PolicySet(identity, boundary(view, user), List.of());
    }

    /** All of a group or a role. */
    public static PolicySet of(View view, Holder holder) {
        return new PolicySet(own(view, holder), boundary(view, holder), List.of());
    }

    /** Managed policies as limits; one that is gone allows nothing. */
    static List<PolicySource> limits(View view, String accountId, List<String> policyArns) {
        return policyArns.stream()
                .map(arn -> managed(view, accountId, arn).orElseGet(() -> new PolicySource(arn, NOTHING)))
                .toList();
    }

    private static List<PolicySource> own(View view, Holder holder) {
        List<PolicySource> all = new ArrayList<>();
        holder.permissions()
                .inline()
                .forEach((name, document) ->
                        all.add(new PolicySource(name, PolicyDocuments.compiled(document, PolicyKind.INLINE))));
        holder.permissions()
                .attached()
                .forEach(arn -> managed(view, holder.accountId(), arn).ifPresent(all::add));
        return all;
    }

    private static Optional<PolicySource> boundary(View view, Holder holder) {
        return limits(
                        view,
                        holder.accountId(),
                        holder.permissionsBoundary().stream().toList())
                .stream()
                .findFirst();
    }

    private static Optional<PolicySource> managed(View view, String accountId, String policyArn) {
        return ManagedPolicies.find(view, accountId, policyArn)
                .map(policy -> new PolicySource(
                        policyArn, PolicyDocuments.compiled(policy.current().document(), PolicyKind.MANAGED)));
    }
}
