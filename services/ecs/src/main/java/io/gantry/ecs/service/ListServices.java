package io.gantry.ecs.service;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;

/** Lists the ARNs of a cluster's ACTIVE services, ten a page unless the caller says otherwise. */
public final class ListServices implements Operation<ListServicesRequest, ListServicesResponse> {
    private static final int PAGE = 10;

    private final StateStore store;

    public ListServices(StateStore store) {
        this.store = store;
    }

    @Override
    public ListServicesResponse call(ListServicesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        List<Service> wanted = view.list(Services.TABLE, cluster.id() + "/").stream()
                .filter(service -> service.status() == Service.Status.ACTIVE && matches(service, in))
                .toList();
        int size = in.maxResults() == null ? PAGE : in.maxResults();
        Page<Service> page = Listing.page(wanted, Service::id, in.nextToken(), size, Listing.PAGE);
        return ListServicesResponse.builder()
                .serviceArns(page.items().stream()
                        .map(service -> service.arn().toString())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean matches(Service service, ListServicesRequest in) {
        if (in.schedulingStrategy() != null && !service.scheduling().name().equals(in.schedulingStrategyAsString())) {
            return false;
        }
        if (in.launchType() == null && in.resourceManagementType() == null) {
            return true;
        }
        CreateServiceRequest definition = ServiceDefinition.of(service);
        boolean ofType = in.launchType() == null || in.launchType() == definition.launchType();
        // None is managed by an Express service yet.
        return ofType
                && (in.resourceManagementType() == null || "CUSTOMER".equals(in.resourceManagementTypeAsString()));
    }
}
