package io.gantry.iam.policy;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** Puts another version of a managed policy in force. */
public final class SetDefaultPolicyVersion
        implements Operation<SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse> {
    private final StateStore store;

    public SetDefaultPolicyVersion(StateStore store) {
        this.store = store;
    }

    @Override
    public SetDefaultPolicyVersionResponse call(SetDefaultPolicyVersionRequest in, CallContext call) {
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn());
            PolicyVersion version =
                    policy.version(in.versionId()).orElseThrow(() -> PolicyVersions.absent(policy, in.versionId()));
            tx.put(
                    ManagedPolicies.TABLE,
                    policy.withDefault(version.versionId(), tx.now().truncatedTo(ChronoUnit.SECONDS)));
            return SetDefaultPolicyVersionResponse.builder().build();
        });
    }
}
