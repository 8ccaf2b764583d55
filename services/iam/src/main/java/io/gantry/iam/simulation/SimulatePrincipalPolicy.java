package io.gantry.iam.simulation;

import io.gantry.base.Page;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.Names;
import io.gantry.policy.Caller;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Says what the policies of a user, group or role would decide. */
public final class SimulatePrincipalPolicy
        implements Operation<SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse> {
    private final StateStore store;

    public SimulatePrincipalPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public SimulatePrincipalPolicyResponse call(SimulatePrincipalPolicyRequest in, CallContext call) {
        View view = store.view();
        Holder holder = Inputs.holder(view, call.accountId(), in.policySourceArn());
        PolicySet own = Inputs.policies(view, holder);
        List<PolicySource> identity = new ArrayList<>(own.identity());
        identity.addAll(Simulation.given(in.policyInputList()));
        Optional<PolicySource> boundary = Simulation.given(in.permissionsBoundaryPolicyInputList()).stream()
                .findFirst()
                .or(own::boundary);
        Simulation simulation = new Simulation(
                Names.text(in.callerArn()).map(Caller::user).orElseGet(() -> Inputs.caller(holder)),
                new PolicySet(identity, boundary, List.of()),
                Inputs.resourcePolicy(in.resourcePolicy(), in.resourceOwner(), call.accountId()),
                in.actionNames(),
                in.resourceArns(),
                Simulation.context(in.contextEntries()));
        Page<EvaluationResult> page = Results.page(simulation, in.marker(), in.maxItems());
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
