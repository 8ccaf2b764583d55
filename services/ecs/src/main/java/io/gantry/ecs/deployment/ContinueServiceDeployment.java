package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.ContinueServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;

/**
 * Lets a service deployment that pauses at a hook go on, or back.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html">ECS: continuing
 *     service deployments</a>
 */
public final class ContinueServiceDeployment
        implements Operation<ContinueServiceDeploymentRequest, ContinueServiceDeploymentResponse> {
    private final StateStore store;

    public ContinueServiceDeployment(StateStore store) {
        this.store = store;
    }

    @Override
    public ContinueServiceDeploymentResponse call(ContinueServiceDeploymentRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        DeploymentLifecycleHookAction action =
                Optional.ofNullable(in.action()).orElse(DeploymentLifecycleHookAction.CONTINUE);
        if (action == DeploymentLifecycleHookAction.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalidParameter("The action must be CONTINUE or ROLLBACK.");
        }
        return store.transact(tx -> {
            ServiceDeployment deployment = ServiceDeployments.named(tx, scope, in.serviceDeploymentArn());
            if (deployment.status() != ServiceDeployment.Status.IN_PROGRESS) {
                throw EcsErrors.invalidParameter(
                        "The service deployment is not IN_PROGRESS but in the state " + deployment.status() + ".");
            }
            PauseHook hook = waiting(deployment, in.hookId(), tx.now());
            tx.put(
                    ServiceDeployments.TABLE,
                    action == DeploymentLifecycleHookAction.ROLLBACK
                            ? deployment
                                    .resolved(hook, PauseHook.Status.FAILED, tx.now())
                                    .rollbackRequested(
                                            LifecycleDecider.because(hook.stage() + " lifecycle hook(s) failed."),
                                            tx.now())
                            : deployment.resolved(hook, PauseHook.Status.SUCCEEDED, tx.now()));
            return ContinueServiceDeploymentResponse.builder()
                    .serviceDeploymentArn(in.serviceDeploymentArn())
                    .build();
        });
    }

    private static PauseHook waiting(ServiceDeployment deployment, String id, Instant now) {
        PauseHook hook = deployment.lifecycle().stream()
                .flatMap(lifecycle -> lifecycle.hooks().stream())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> EcsErrors.invalidParameter("The service deployment has no hook with the id " + id + "."));
        if (!hook.isAwaiting() || hook.isExpired(now)) {
            throw EcsErrors.invalidParameter("The hook " + id + " is not in the state AWAITING_ACTION.");
        }
        return hook;
    }
}
