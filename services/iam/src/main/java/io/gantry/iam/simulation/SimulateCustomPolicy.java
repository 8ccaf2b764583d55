package io.gantry.iam.simulation;

import io.gantry.base.Page;
import io.gantry.iam.resource.Names;
import io.gantry.policy.Caller;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;

/** Says what the given policies would decide. */
public final class SimulateCustomPolicy
        implements Operation<SimulateCustomPolicyRequest, SimulateCustomPolicyResponse> {

    @Override
    public SimulateCustomPolicyResponse call(SimulateCustomPolicyRequest in, CallContext call) {
        List<PolicySource> boundary = Simulation.given(in.permissionsBoundaryPolicyInputList());
        String caller = Names.text(in.callerArn()).orElse("arn:aws:iam::" + call.accountId() + ":user/simulated");
        Simulation simulation = new Simulation(
                Caller.user(caller),
                new PolicySet(
                        Simulation.given(in.policyInputList()),
                        boundary.stream().findFirst(),
                        List.of()),
                Inputs.resourcePolicy(in.resourcePolicy(), in.resourceOwner(), call.accountId()),
                in.actionNames(),
                in.resourceArns(),
                Simulation.context(in.contextEntries()));
        Page<EvaluationResult> page = Results.page(simulation, in.marker(), in.maxItems());
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
