package io.gantry.ecs.instance;

import io.gantry.base.Arn;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** New ids have 32 characters; ids with dashes come from clusters made long ago. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f-]{36}");

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
        String id = idOrArn;
        if (Arn.looksLikeArn(idOrArn)) {
            Arn arn = Arn.parse(idOrArn)
                    .filter(found ->
                            cluster.scope().owns(found) && found.resourceType().equals("container-instance"))
                    .orElseThrow(() -> EcsErrors.invalidParameter("Invalid container instance identifier: " + idOrArn));
            String[] parts = arn.resourceId().split("/", -1);
            if (parts.length == 2 && !parts[0].equals(cluster.name())) {
                throw EcsErrors.invalidParameter(
                        "Identifier is for cluster " + parts[0] + ". Your cluster is " + cluster.name() + ".");
            }
            id = parts[parts.length - 1];
        }
        if (!ID.matcher(id).matches()) {
            throw EcsErrors.invalidParameter("containerInstanceId length should be one of [32,36]");
        }
        return ContainerInstance.id(cluster.scope(), cluster.name(), id);
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
