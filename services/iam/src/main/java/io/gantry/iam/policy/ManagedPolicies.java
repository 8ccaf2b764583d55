package io.gantry.iam.policy;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.IamErrors;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Optional;

/** The table of managed policies of accounts, and all managed policies by ARN. */
public final class ManagedPolicies {
    /** Policies by account and name, which their paths do not tell apart. */
    public static final Table<ManagedPolicy> TABLE =
            Table.of("iam/policy", ManagedPolicy::id, JsonRecordCodec.of(ManagedPolicy.class));

    /** The policies of accounts; AWS's own are {@link AwsManaged}. */
    public static final Catalog<ManagedPolicy> CATALOG = new Catalog<>(
            TABLE,
            "Policy %s was not found.",
            "A policy called %s already exists. Duplicate names are not allowed.",
            ManagedPolicy::withTags);

    private ManagedPolicies() {}

    /** The policy with this ARN that {@code accountId} may use: one of its own, or AWS's. */
    public static Optional<ManagedPolicy> find(View view, String accountId, String policyArn) {
        Optional<Arn> arn = Arn.parse(policyArn);
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        if (arn.get().accountId().equals(ManagedPolicy.AWS)) {
            return AwsManaged.find(policyArn);
        }
        String name = arn.get().resource().substring(arn.get().resource().lastIndexOf('/') + 1);
        return CATALOG.find(view, accountId, name).filter(policy -> policy.arn().equals(policyArn));
    }

    /**
     * The policy that a caller named.
     *
     * @throws AwsError InvalidInput when that is no ARN, NoSuchEntity when there is no such policy
     */
    public static ManagedPolicy required(View view, String accountId, String policyArn) {
        if (Arn.parse(policyArn).filter(arn -> arn.service().equals("iam")).isEmpty()) {
            throw IamErrors.invalidInput("ARN " + policyArn + " is not valid.");
        }
        return find(view, accountId, policyArn)
                .orElseThrow(() -> IamErrors.noSuchEntity("Policy " + policyArn + " was not found."));
    }

    /**
     * The policy that a caller hands to somebody.
     *
     * @throws AwsError NoSuchEntity
     */
    public static ManagedPolicy attachable(View view, String accountId, String policyArn) {
        return find(view, accountId, policyArn)
                .orElseThrow(
                        () -> IamErrors.noSuchEntity("Policy " + policyArn + " does not exist or is not attachable."));
    }

    /**
     * The policy for a change of it, the name of which the caller gave as an ARN.
     *
     * @throws AwsError AccessDenied for a policy of AWS
     */
    static ManagedPolicy locked(Tx tx, String accountId, String policyArn) {
        ManagedPolicy policy = required(tx, accountId, policyArn);
        if (policy.accountId().equals(ManagedPolicy.AWS)) {
            throw AwsError.client(
                    "AccessDeniedException", "The policy " + policyArn + " is managed by AWS and cannot be changed.");
        }
        return CATALOG.locked(tx, accountId, policy.name());
    }
}
