package io.gantry.iam.policy;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;

/** Adds a version to a managed policy. */
public final class CreatePolicyVersion implements Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> {
    private final StateStore store;

    public CreatePolicyVersion(StateStore store) {
        this.store = store;
    }

    @Override
    public CreatePolicyVersionResponse call(CreatePolicyVersionRequest in, CallContext call) {
        String document = PolicyDocuments.managed(in.policyDocument());
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn())
                    .with(
                            document,
                            Boolean.TRUE.equals(in.setAsDefault()),
                            tx.now().truncatedTo(ChronoUnit.SECONDS));
            tx.put(ManagedPolicies.TABLE, policy);
            return CreatePolicyVersionResponse.builder()
                    .policyVersion(PolicyShapes.listed(policy, policy.versions().getFirst())
                            .build())
                    .build();
        });
    }
}
