package io.gantry.ecs.deployment;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.wire.codec.AwsJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A snapshot of what a service's tasks are. It never changes, except that its images are resolved when the first task that runs
 * them has told their digests.
 *
 * @param cluster the cluster's name
 * @param service the service's name
 * @param number digits, unique; also the number of the deployment {@code ecs-svc/<number>}
 * @param definition AWS's ServiceRevision shape as JSON, without its ARNs, images and date
 * @param pins the images that have been resolved
 */
public record ServiceRevision(
        Scope scope,
        String cluster,
        String service,
        String number,
        String definition,
        Instant createdAt,
        List<ImagePin> pins) {
    /** What its tasks name in {@code startedBy}. */
    public static final String STARTED_BY = "ecs-svc/";

    public ServiceRevision {
        pins = List.copyOf(pins);
    }

    /** With more images resolved. */
    public ServiceRevision pinned(List<ImagePin> more) {
        List<ImagePin> all = new ArrayList<>(pins);
        more.stream().filter(one -> pin(one.container()).isEmpty()).forEach(all::add);
        return new ServiceRevision(scope, cluster, service, number, definition, createdAt, all);
    }

    /** How a container's image was resolved. */
    public Optional<ImagePin> pin(String container) {
        return pins.stream().filter(pin -> pin.container().equals(container)).findFirst();
    }

    /** The digests that its tasks' images are held to, by container name. */
    public Map<String, String> digests() {
        return pins.stream().collect(Collectors.toUnmodifiableMap(ImagePin::container, ImagePin::digest));
    }

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
