package io.gantry.iam.simulation;

import io.gantry.policy.PolicyKind;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyResponse;

/** Lists the condition keys that the given policies ask for. */
public final class GetContextKeysForCustomPolicy
        implements Operation<GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse> {

    @Override
    public GetContextKeysForCustomPolicyResponse call(GetContextKeysForCustomPolicyRequest in, CallContext call) {
        Set<String> keys = new TreeSet<>();
        in.policyInputList()
                .forEach(document ->
                        keys.addAll(Inputs.document(document, PolicyKind.INLINE).conditionKeys()));
        return GetContextKeysForCustomPolicyResponse.builder()
                .contextKeyNames(keys)
                .build();
    }
}
