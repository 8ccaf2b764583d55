package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows service deployments; those that are not there are failures with the reason MISSING. */
public final class DescribeServiceDeployments
        implements Operation<DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse> {
    private static final int MOST = 20;

    private final StateStore store;
    private final RevisionDemand demand;

    public DescribeServiceDeployments(StateStore store, RevisionDemand demand) {
        this.store = store;
        this.demand = demand;
    }

    @Override
    public DescribeServiceDeploymentsResponse call(DescribeServiceDeploymentsRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        if (in.serviceDeploymentArns().isEmpty() || in.serviceDeploymentArns().size() > MOST) {
            throw EcsErrors.invalidParameter("serviceDeploymentArns must have between 1 and " + MOST + " items.");
        }
        View view = store.view();
        List<software.amazon.awssdk.services.ecs.model.ServiceDeployment> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String arn : in.serviceDeploymentArns()) {
            ServiceDeployments.byArn(view, scope, arn)
                    .ifPresentOrElse(
                            deployment -> found.add(DeploymentShapes.describe(view, deployment, demand)),
                            () -> failures.add(
                                    Failure.builder().arn(arn).reason("MISSING").build()));
        }
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(found)
                .failures(failures)
                .build();
    }
}
