package io.gantry.ecs.attribute;

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
import software.amazon.awssdk.services.ecs.model.DeleteAttributesRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAttributesResponse;

/** Removes custom attributes: all of a name, or only when the value is the one given. One that is not there is no error. */
public final class DeleteAttributes implements Operation<DeleteAttributesRequest, DeleteAttributesResponse> {
    private final StateStore store;

    public DeleteAttributes(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteAttributesResponse call(DeleteAttributesRequest in, CallContext call) {
        AttributeTargets.checkCount(in.attributes());
        in.attributes().forEach(AttributeTargets::check);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            List<Attribute> done = new ArrayList<>();
            for (Attribute attribute : in.attributes()) {
                ContainerInstance instance = AttributeTargets.target(tx, cluster, attribute);
                Map<String, String> all = new HashMap<>(instance.attributes());
                String value = all.get(attribute.name());
                if (value != null
                        && (attribute.value() == null || attribute.value().equals(value))) {
                    all.remove(attribute.name());
                    tx.put(ContainerInstances.TABLE, instance.withAttributes(all));
                    done.add(AttributeTargets.shape(instance, attribute.name(), value));
                }
            }
            return DeleteAttributesResponse.builder().attributes(done).build();
        });
    }
}
