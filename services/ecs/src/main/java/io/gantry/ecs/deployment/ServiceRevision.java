package io.gantry.ecs.deployment;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.wire.codec.AwsJson;
import java.time.Instant;

/**
 * A snapshot of what a service's tasks are; it never changes.
 *
 * @param cluster the cluster's name
 * @param service the service's name
 * @param number digits, unique; also the number of the deployment {@code ecs-svc/<number>}
 * @param definition AWS's ServiceRevision shape as JSON, without its ARNs and date
 */
public record ServiceRevision(
        Scope scope, String cluster, String service, String number, String definition, Instant createdAt) {
    /** What its tasks name in {@code startedBy}. */
    public static final String STARTED_BY = "ecs-svc/";

    /** The id in {@link ServiceRevisions#TABLE}. */
    public String id() {
        return id(scope, cluster, service, number);
    }

    /** The record id of a revision. */
    public static String id(Scope scope, String cluster, String service, String number) {
        return scope.id(cluster + "/" + service + "/" + number);
    }

    /** {@code arn:aws:ecs:<region>:<account>:service-revision/<cluster>/<service>/<number>}. */
    public Arn arn() {
        return arn(scope, cluster, service, number);
    }

    /** The ARN of a revision. */
    public static Arn arn(Scope scope, String cluster, String service, String number) {
        return scope.arn("service-revision/" + cluster + "/" + service + "/" + number);
    }

    /** {@code ecs-svc/<number>}: the id of its deployment, and what its tasks name in {@code startedBy}. */
    public String startedBy() {
        return STARTED_BY + number;
    }

    /** What it holds, in AWS's shape. */
    public software.amazon.awssdk.services.ecs.model.ServiceRevision shape() {
        return AwsJson.read(definition, software.amazon.awssdk.services.ecs.model.ServiceRevision.builder());
    }
}
