package io.gantry.ecs.deployment;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of service deployments, and how a caller names one. */
public final class ServiceDeployments {
    /** Service deployments by {@link ServiceDeployment#id()}; those of a service lie together. */
    public static final Table<ServiceDeployment> TABLE =
            Table.of("ecs/service-deployment", ServiceDeployment::id, JsonRecordCodec.of(ServiceDeployment.class));

    private static final int PARTS = 3;

    private ServiceDeployments() {}

    /**
     * All of a service, in no order.
     *
     * @param since when the service was made: what is older belonged to one of the same name that has been deleted
     */
    public static List<ServiceDeployment> of(View view, Scope scope, String cluster, String service, Instant since) {
        return view.list(TABLE, scope.id(cluster + "/" + service + "/")).stream()
                .filter(deployment -> !deployment.createdAt().isBefore(since))
                .toList();
    }

    /**
     * The deployment with this ARN; empty when there is none.
     *
     * @throws AwsError InvalidParameterException when it is no ARN of a service deployment of this account and region
     */
    static Optional<ServiceDeployment> byArn(View view, Scope scope, String arn) {
        return view.get(TABLE, scope.id(resource(scope, arn, "service-deployment")));
    }

    /**
     * The deployment with this ARN.
     *
     * @throws AwsError InvalidParameterException when it is no such ARN, ServiceDeploymentNotFoundException when there is none
     */
    static ServiceDeployment named(View view, Scope scope, String arn) {
        return byArn(view, scope, arn)
                .orElseThrow(
                        () -> AwsError.client("ServiceDeploymentNotFoundException", "Service deployment not found."));
    }

    /** The part of an ARN after its type: {@code <cluster>/<service>/<id>}. */
    static String resource(Scope scope, String text, String type) {
        return Arn.parse(text)
                .filter(arn -> scope.owns(arn)
                        && arn.resourceType().equals(type)
                        && arn.resourceId().split("/", -1).length == PARTS)
                .map(Arn::resourceId)
                .orElseThrow(() -> EcsErrors.invalidParameter("'" + text + "' is no ARN of a " + type + " of account "
                        + scope.accountId() + " in region " + scope.region() + "."));
    }
}
