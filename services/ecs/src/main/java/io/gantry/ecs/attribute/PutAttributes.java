package io.gantry.ecs.attribute;

import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesResponse;

/** Sets custom attributes; one that exists is replaced. */
public final class PutAttributes implements Operation<PutAttributesRequest, PutAttributesResponse> {
    private static final int PER_INSTANCE = 10;

    private final StateStore store;

    public PutAttributes(StateStore store) {
        this.store = store;
    }

    @Override
    public PutAttributesResponse call(PutAttributesRequest in, CallContext call) {
        AttributeTargets.checkCount(in.attributes());
        in.attributes().forEach(AttributeTargets::check);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            List<Attribute> done = new ArrayList<>();
            for (Attribute attribute : in.attributes()) {
                ContainerInstance instance = AttributeTargets.target(tx, cluster, attribute);
                String value = attribute.value() == null ? "" : attribute.value();
                Map<String, String> all = new HashMap<>(instance.attributes());
                all.put(attribute.name(), value);
                if (custom(all) > PER_INSTANCE) {
                    throw AwsError.client(
                            "AttributeLimitExceededException",
                            "A container instance can have at most " + PER_INSTANCE + " custom attributes.");
                }
                tx.put(ContainerInstances.TABLE, instance.withAttributes(all));
                done.add(AttributeTargets.shape(instance, attribute.name(), value));
            }
            return PutAttributesResponse.builder().attributes(done).build();
        });
    }

    private static long custom(Map<String, String> attributes) {
        return attributes.keySet().stream()
                .filter(name -> !name.startsWith("ecs.") && !name.startsWith("com.amazonaws."))
                .count();
    }
}
