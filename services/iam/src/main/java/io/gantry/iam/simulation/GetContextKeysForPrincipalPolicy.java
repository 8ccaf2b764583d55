package io.gantry.iam.simulation;

import io.gantry.policy.PolicyKind;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyResponse;

/** Lists the condition keys that the policies of a user, group or role ask for. */
public final class GetContextKeysForPrincipalPolicy
        implements Operation<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse> {
    private final StateStore store;

    public GetContextKeysForPrincipalPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public GetContextKeysForPrincipalPolicyResponse call(GetContextKeysForPrincipalPolicyRequest in, CallContext call) {
        View view = store.view();
        Set<String> keys = new TreeSet<>();
        Inputs.policies(view, Inputs.holder(view, call.accountId(), in.policySourceArn()))
                .identity()
                .forEach(source -> keys.addAll(source.document().conditionKeys()));
        in.policyInputList()
                .forEach(document ->
                        keys.addAll(Inputs.document(document, PolicyKind.INLINE).conditionKeys()));
        return GetContextKeysForPrincipalPolicyResponse.builder()
                .contextKeyNames(keys)
                .build();
    }
}
