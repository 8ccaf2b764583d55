package io.gantry.ecs.attribute;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ListAttributesRequest;
import software.amazon.awssdk.services.ecs.model.ListAttributesResponse;

/** Lists the attributes of a cluster's registered instances by name and value. */
public final class ListAttributes implements Operation<ListAttributesRequest, ListAttributesResponse> {
    private final StateStore store;

    public ListAttributes(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAttributesResponse call(ListAttributesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        if (in.attributeValue() != null && in.attributeName() == null) {
            throw EcsErrors.invalidParameter("attributeName must be specified when attributeValue is.");
        }
        List<Attribute> found = new ArrayList<>();
        for (ContainerInstance instance :
                view.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id())) {
            new TreeMap<>(instance.attributes()).forEach((name, value) -> {
                if ((in.attributeName() == null || in.attributeName().equals(name))
                        && (in.attributeValue() == null || in.attributeValue().equals(value))) {
                    found.add(AttributeTargets.shape(instance, name, value));
                }
            });
        }
        Page<Attribute> page = Listing.page(
                found,
                attribute -> attribute.targetId() + " " + attribute.name(),
                in.nextToken(),
                in.maxResults(),
                Listing.PAGE);
        return ListAttributesResponse.builder()
                .attributes(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
