package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.Rollback;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/** Service deployments in AWS's shapes. */
public final class DeploymentShapes {
    private DeploymentShapes() {}

    /** A line of a listing. */
    public static ServiceDeploymentBrief brief(ServiceDeployment deployment) {
        return ServiceDeploymentBrief.builder()
                .serviceDeploymentArn(deployment.arn().toString())
                .serviceArn(serviceArn(deployment))
                .clusterArn(clusterArn(deployment))
                .createdAt(deployment.createdAt())
                .startedAt(deployment.startedAt().orElse(null))
                .finishedAt(deployment.finishedAt().orElse(null))
                .targetServiceRevisionArn(revisionArn(deployment, deployment.target()))
                .status(deployment.status().name())
                .statusReason(deployment.reason().isEmpty() ? null : deployment.reason())
                .build();
    }

    /** All of one. */
    static software.amazon.awssdk.services.ecs.model.ServiceDeployment describe(
            View view, ServiceDeployment deployment, RevisionDemand demand) {
        return software.amazon.awssdk.services.ecs.model.ServiceDeployment.builder()
                .serviceDeploymentArn(deployment.arn().toString())
                .serviceArn(serviceArn(deployment))
                .clusterArn(clusterArn(deployment))
                .createdAt(deployment.createdAt())
                .startedAt(deployment.startedAt().orElse(null))
                .updatedAt(deployment.updatedAt())
                .finishedAt(deployment.finishedAt().orElse(null))
                .stoppedAt(deployment.stoppedAt().orElse(null))
                .sourceServiceRevisions(deployment.sources().stream()
                        .map(number -> summary(view, deployment, number, demand))
                        .toList())
                .targetServiceRevision(summary(view, deployment, deployment.target(), demand))
                .status(deployment.status().name())
                .statusReason(deployment.reason().isEmpty() ? null : deployment.reason())
                .deploymentConfiguration(AwsJson.read(deployment.configuration(), DeploymentConfiguration.builder()))
                .deploymentCircuitBreaker(breaker(deployment))
                .alarms(ServiceDeploymentAlarms.builder()
                        .status(ServiceDeploymentRollbackMonitorsStatus.DISABLED)
                        .build())
                .lifecycleStage(
                        deployment.lifecycle().map(held -> held.shown().name()).orElse(null))
                .lifecycleHookDetails(deployment
                        .lifecycle()
                        .map(DeploymentShapes::hooks)
                        .filter(hooks -> !hooks.isEmpty())
                        .orElse(null))
                .rollback(deployment
                        .rollback()
                        .map(back -> Rollback.builder()
                                .reason(back.reason())
                                .startedAt(back.startedAt())
                                .serviceRevisionArn(revisionArn(deployment, back.revision()))
                                .build())
                        .orElse(null))
                .build();
    }

    private static ServiceDeploymentCircuitBreaker breaker(ServiceDeployment deployment) {
        ServiceDeployment.Breaker seen = deployment.breaker();
        if (!seen.enabled()) {
            return ServiceDeploymentCircuitBreaker.builder()
                    .status(ServiceDeploymentRollbackMonitorsStatus.DISABLED)
                    .build();
        }
        ServiceDeploymentRollbackMonitorsStatus monitoring = deployment.status().isEnd()
                ? ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE
                : ServiceDeploymentRollbackMonitorsStatus.MONITORING;
        return ServiceDeploymentCircuitBreaker.builder()
                .status(seen.isTripped() ? ServiceDeploymentRollbackMonitorsStatus.TRIGGERED : monitoring)
                .failureCount(seen.failures())
                .threshold(seen.threshold())
                .build();
    }

    private static ServiceRevisionSummary summary(
            View view, ServiceDeployment deployment, String number, RevisionDemand demand) {
        RevisionCounts counts = RevisionCounts.of(view, deployment.scope(), deployment.cluster(), number);
        Optional<Lifecycle> shift =
                deployment.lifecycle().filter(held -> ShiftPlan.of(deployment).shiftsTraffic());
        return ServiceRevisionSummary.builder()
                .arn(revisionArn(deployment, number))
                .requestedProductionTrafficWeight(shift.map(held -> held.productionOf(number, deployment.target()))
                        .orElse(null))
                .requestedTestTrafficWeight(shift.map(held -> held.testOf(number, deployment.target()))
                        .orElse(null))
                .requestedTaskCount(demand.requested(view, deployment, number))
                .runningTaskCount(counts.running())
                .pendingTaskCount(counts.pending())
                .build();
    }

    private static List<DeploymentLifecycleHookDetail> hooks(Lifecycle lifecycle) {
        return lifecycle.hooks().stream()
                .map(hook -> DeploymentLifecycleHookDetail.builder()
                        .hookId(hook.id())
                        .targetType(DeploymentLifecycleHookTargetType.PAUSE)
                        .status(hook.status().name())
                        .expiresAt(hook.expiresAt())
                        .timeoutAction(hook.timeoutAction().name())
                        .build())
                .toList();
    }

    private static String revisionArn(ServiceDeployment deployment, String number) {
        return ServiceRevision.arn(deployment.scope(), deployment.cluster(), deployment.service(), number)
                .toString();
    }

    private static String serviceArn(ServiceDeployment deployment) {
        Scope scope = deployment.scope();
        return scope.arn("service/" + deployment.cluster() + "/" + deployment.service())
                .toString();
    }

    private static String clusterArn(ServiceDeployment deployment) {
        return deployment.scope().arn("cluster/" + deployment.cluster()).toString();
    }
}
