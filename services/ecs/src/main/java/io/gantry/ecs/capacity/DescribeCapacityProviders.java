package io.gantry.ecs.capacity;

import io.gantry.base.Arn;
import io.gantry.base.Page;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Describes capacity providers; those that are not there, or not a named cluster's, are failures with the reason MISSING. */
public final class DescribeCapacityProviders
        implements Operation<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse> {
    private static final int MOST = 100;
    private static final int PAGE = 10;
    private static final String RESOURCE = "capacity-provider/";

    /** Which providers a cluster has; clusters come later in the room's order, so the door hands this in. */
    public interface OfCluster {
        /** Those of the ACTIVE cluster that a caller named. */
        List<String> names(View view, Scope scope, String cluster);
    }

    private final StateStore store;
    private final OfCluster ofCluster;

    public DescribeCapacityProviders(StateStore store, OfCluster ofCluster) {
        this.store = store;
        this.ofCluster = ofCluster;
    }

    @Override
    public DescribeCapacityProvidersResponse call(DescribeCapacityProvidersRequest in, CallContext call) {
        if (in.capacityProviders().size() > MOST) {
            throw EcsErrors.invalidParameter("Capacity providers can have at most " + MOST + " items.");
        }
        Scope scope = Scope.of(call);
        List<String> there = in.cluster() == null
                ? CapacityProviders.PREDEFINED
                : ofCluster.names(store.view(), scope, in.cluster());
        List<String> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String named : named(in, there)) {
            String name = name(scope, named);
            if (there.contains(name)) {
                found.add(name);
            } else {
                failures.add(missing(scope, named));
            }
        }
        List<String> sorted = found.stream().distinct().sorted().toList();
        Page<String> page = Listing.page(sorted, name -> name, in.nextToken(), in.maxResults(), PAGE);
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(
                        page.items().stream().map(name -> describe(scope, name)).toList())
                .failures(failures)
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Set<String> named(DescribeCapacityProvidersRequest in, List<String> there) {
        return new LinkedHashSet<>(in.capacityProviders().isEmpty() ? there : in.capacityProviders());
    }

    private static String name(Scope scope, String nameOrArn) {
        return Arn.parse(nameOrArn)
                .filter(arn -> scope.owns(arn) && arn.resourceType().equals("capacity-provider"))
                .map(Arn::resourceId)
                .orElse(nameOrArn);
    }

    private static CapacityProvider describe(Scope scope, String name) {
        return CapacityProvider.builder()
                .capacityProviderArn(scope.arn(RESOURCE + name).toString())
                .name(name)
                .type(name)
                .status(CapacityProviderStatus.ACTIVE)
                .tags(List.of())
                .build();
    }

    private static Failure missing(Scope scope, String named) {
        String arn =
                Arn.looksLikeArn(named) ? named : scope.arn(RESOURCE + named).toString();
        return Failure.builder().arn(arn).reason("MISSING").build();
    }
}
