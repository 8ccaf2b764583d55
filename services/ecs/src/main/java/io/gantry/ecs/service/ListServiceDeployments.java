package io.gantry.ecs.service;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.deployment.DeploymentShapes;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreatedAt;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;

/** Lists a service's deployments, the newest first. */
public final class ListServiceDeployments
        implements Operation<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse> {
    private static final int PAGE = 20;

    private final StateStore store;

    public ListServiceDeployments(StateStore store) {
        this.store = store;
    }

    @Override
    public ListServiceDeploymentsResponse call(ListServiceDeploymentsRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.inAnyStatus(view, Scope.of(call), Optional.ofNullable(in.cluster()))
                .orElseThrow(EcsErrors::clusterNotFound);
        Service service = Services.find(view, cluster, in.service()).orElseThrow(Services::notFound);
        Instant after =
                Optional.ofNullable(in.createdAt()).map(CreatedAt::after).orElse(Instant.MIN);
        Instant before =
                Optional.ofNullable(in.createdAt()).map(CreatedAt::before).orElse(Instant.MAX);
        List<String> statuses = in.statusAsStrings();
        List<ServiceDeployment> wanted = Services.deployments(view, service).stream()
                .filter(one ->
                        statuses.isEmpty() || statuses.contains(one.status().name()))
                .filter(one ->
                        !one.createdAt().isBefore(after) && !one.createdAt().isAfter(before))
                .sorted(Comparator.comparing(ListServiceDeployments::key).reversed())
                .toList();
        Page<ServiceDeployment> page =
                Listing.descendingPage(wanted, ListServiceDeployments::key, in.nextToken(), in.maxResults(), PAGE);
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(
                        page.items().stream().map(DeploymentShapes::brief).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static String key(ServiceDeployment deployment) {
        return String.format(Locale.ROOT, "%020d", deployment.createdAt().toEpochMilli()) + deployment.deploymentId();
    }
}
