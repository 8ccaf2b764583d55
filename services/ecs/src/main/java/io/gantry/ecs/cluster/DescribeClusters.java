package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Describes clusters, INACTIVE ones too; those that are not there are failures with the reason MISSING. */
public final class DescribeClusters implements Operation<DescribeClustersRequest, DescribeClustersResponse> {
    private static final int MOST = 100;

    private final StateStore store;
    private final ClusterContents contents;

    public DescribeClusters(StateStore store, ClusterContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public DescribeClustersResponse call(DescribeClustersRequest in, CallContext call) {
        if (in.clusters().size() > MOST) {
            throw EcsErrors.invalidParameter("Clusters can have at most " + MOST + " items.");
        }
        if (in.clusters().stream().anyMatch(String::isBlank)) {
            throw EcsErrors.invalidParameter("Clusters can not be blank.");
        }
        Scope scope = Scope.of(call);
        Set<ClusterField> include =
                in.include().isEmpty() ? EnumSet.noneOf(ClusterField.class) : EnumSet.copyOf(in.include());
        Set<String> named = new LinkedHashSet<>(in.clusters().isEmpty() ? List.of(Clusters.DEFAULT) : in.clusters());
        View view = store.view();
        List<software.amazon.awssdk.services.ecs.model.Cluster> clusters = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String nameOrArn : named) {
            Optional<Cluster> cluster = Clusters.name(scope, Optional.of(nameOrArn))
                    .flatMap(name -> view.get(Clusters.TABLE, scope.id(name)));
            if (cluster.isPresent()) {
                clusters.add(ClusterDescription.of(view, cluster.get(), contents, include));
            } else {
                failures.add(missing(scope, nameOrArn));
            }
        }
        return DescribeClustersResponse.builder()
                .clusters(clusters)
                .failures(failures)
                .build();
    }

    private static Failure missing(Scope scope, String nameOrArn) {
        String arn = Arn.looksLikeArn(nameOrArn)
                ? nameOrArn
                : scope.arn("cluster/" + nameOrArn).toString();
        return Failure.builder().arn(arn).reason("MISSING").build();
    }
}
