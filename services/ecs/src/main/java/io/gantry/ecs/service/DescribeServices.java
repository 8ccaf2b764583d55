package io.gantry.ecs.service;

import io.gantry.base.Arn;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows services, INACTIVE ones too; those that are not there are failures with the reason MISSING. */
public final class DescribeServices implements Operation<DescribeServicesRequest, DescribeServicesResponse> {
    private static final int MOST = 10;

    private final StateStore store;

    public DescribeServices(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeServicesResponse call(DescribeServicesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.inAnyStatus(view, Scope.of(call), Optional.ofNullable(in.cluster()))
                .orElseThrow(EcsErrors::clusterNotFound);
        if (in.services().isEmpty()) {
            throw EcsErrors.invalidParameter("Services cannot be empty.");
        }
        if (in.services().size() > MOST) {
            throw EcsErrors.invalidParameter("Services can have at most " + MOST + " items.");
        }
        boolean tags = in.includeAsStrings().contains("TAGS");
        List<software.amazon.awssdk.services.ecs.model.Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String named : in.services()) {
            Services.find(view, cluster, named)
                    .ifPresentOrElse(
                            service -> found.add(ServiceShapes.describe(view, service, tags)),
                            () -> failures.add(missing(cluster, named)));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    private static Failure missing(Cluster cluster, String named) {
        String arn = Arn.looksLikeArn(named)
                ? named
                : cluster.scope().arn("service/" + cluster.name() + "/" + named).toString();
        return Failure.builder().arn(arn).reason("MISSING").build();
    }
}
