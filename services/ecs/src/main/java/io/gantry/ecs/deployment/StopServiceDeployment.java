package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/**
 * Asks for a service deployment to be rolled back; its service's reconciler does it. One that is being stopped or rolled back
 * already goes on doing so.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html">ECS: stopping
 *     service deployments</a>
 */
public final class StopServiceDeployment
        implements Operation<StopServiceDeploymentRequest, StopServiceDeploymentResponse> {
    private static final String REASON = "Service deployment rolled back because StopServiceDeployment was called.";

    private final StateStore store;

    public StopServiceDeployment(StateStore store) {
        this.store = store;
    }

    @Override
    public StopServiceDeploymentResponse call(StopServiceDeploymentRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        StopServiceDeploymentStopType type = in.stopType();
        if (type == StopServiceDeploymentStopType.ABORT) {
            throw EcsErrors.unsupportedFeature("The stopType ABORT is not supported. Use ROLLBACK.");
        }
        if (type == StopServiceDeploymentStopType.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalidParameter("The stopType must be ROLLBACK.");
        }
        return store.transact(tx -> {
            ServiceDeployment deployment = ServiceDeployments.named(tx, scope, in.serviceDeploymentArn());
            ServiceDeployment next = switch (deployment.status()) {
                case PENDING, IN_PROGRESS -> deployment.rollbackRequested(REASON, tx.now());
                case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> deployment;
                case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED ->
                    throw EcsErrors.conflict(
                            "The service deployment cannot be stopped because it is in the state " + deployment.status()
                                    + ".",
                            List.of(in.serviceDeploymentArn()));
            };
            tx.put(ServiceDeployments.TABLE, next);
            return StopServiceDeploymentResponse.builder()
                    .serviceDeploymentArn(in.serviceDeploymentArn())
                    .build();
        });
    }
}
