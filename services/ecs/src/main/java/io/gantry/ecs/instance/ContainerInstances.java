package io.gantry.ecs.instance;

import io.gantry.base.Arn;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Identifier;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/** The table of container instances, and how a caller names one. */
public final class ContainerInstances {
    /** Registered instances (not INACTIVE) of a cluster, under {@link Cluster#id()}. */
    public static final Index<ContainerInstance> REGISTERED = new Index<>(
            "registered",
            instance -> instance.isRegistered() ? List.of(instance.scope().id(instance.cluster())) : List.of());

    /** Container instances by {@link ContainerInstance#id()}; those of a cluster lie together. */
    public static final Table<ContainerInstance> TABLE = new Table<>(
            "ecs/container-instance",
            ContainerInstance::id,
            JsonRecordCodec.of(ContainerInstance.class),
            List.of(REGISTERED));

    private static final Identifier IDENTIFIER =
            new Identifier("container-instance", "Container Instance", "containerInstanceId");

    private ContainerInstances() {}

    /** All of a cluster, the INACTIVE that are still shown included. */
    public static List<ContainerInstance> of(View view, Cluster cluster) {
        return view.list(TABLE, cluster.id() + "/");
    }

    /**
     * The id that {@code idOrArn} holds, when it names an instance of this cluster. It need not exist.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when it is malformed or of another cluster
     */
    public static String recordId(Cluster cluster, String idOrArn) {
        String id = IDENTIFIER.in(cluster.scope(), cluster.name(), idOrArn);
        return ContainerInstance.id(cluster.scope(), cluster.name(), id);
    }

    /** The id of the instance with this record id, as AWS prints it. */
    public static String instanceId(String recordId) {
        return recordId.substring(recordId.lastIndexOf('/') + 1);
    }

    /** The id of an instance of {@code cluster}; of another cluster's, with that cluster before it. */
    public static String seenFrom(Cluster cluster, String recordId) {
        String id = instanceId(recordId);
        return recordId.equals(cluster.id() + "/" + id)
                ? id
                : recordId.substring(cluster.scope().id("").length());
    }

    /** The ARN of the instance with this record id, which need not exist. */
    public static Arn arn(Scope scope, String recordId) {
        return scope.arn("container-instance/" + recordId.substring(scope.id("").length()));
    }

    /**
     * The registered instance that a caller named.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when it is malformed, unknown or INACTIVE
     */
    public static ContainerInstance registered(View view, Cluster cluster, String idOrArn) {
        return view.get(TABLE, recordId(cluster, idOrArn))
                .filter(ContainerInstance::isRegistered)
                .orElseThrow(() -> EcsErrors.invalidParameter("The referenced container instance was not found."));
    }

    /** The instance with this ARN, whatever its status, in whichever cluster of the scope. */
    public static Optional<ContainerInstance> byArn(View view, Scope scope, String arn) {
        return Arn.parse(arn)
                .filter(found -> scope.owns(found) && found.resourceType().equals("container-instance"))
                .flatMap(found -> view.get(TABLE, scope.id(found.resourceId())));
    }
}
