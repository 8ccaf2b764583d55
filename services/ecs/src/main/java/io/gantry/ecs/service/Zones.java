package io.gantry.ecs.service;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.service.ServiceSnapshot.ZoneSeen;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.Suitability;
import io.gantry.placement.Reason;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;

/** The zones of a cluster that a service's tasks may be spread over. */
final class Zones {
    private final Map<String, Integer> byZone = new HashMap<>();
    private final Map<String, Integer> byHost = new HashMap<>();
    private final Suitability suitability;
    private final boolean distinct;

    private Zones(Suitability suitability, boolean distinct, List<Replica> replicas) {
        this.suitability = suitability;
        this.distinct = distinct;
        for (Replica replica : replicas) {
            if (replica.isAlive()) {
                byZone.merge(replica.zone(), 1, Integer::sum);
                byHost.merge(replica.host(), 1, Integer::sum);
            }
        }
    }

    /** The zones that count, by name; none unless the service's tasks may be moved and it has all that it wants. */
    static List<ZoneSeen> of(View view, Service service, CreateServiceRequest definition, List<Replica> replicas) {
        long alive = replicas.stream().filter(Replica::isAlive).count();
        Optional<Cluster> cluster = view.get(Clusters.TABLE, service.clusterId());
        boolean asked = ServicePlan.of(definition).zoneRebalancing()
                && cluster.isPresent()
                && service.primary()
                        .filter(one -> one.rolloutState() == Deployment.RolloutState.COMPLETED)
                        .isPresent()
                && (alive == service.desiredCount() || service.rebalancing().isPresent());
        if (!asked) {
            return List.of();
        }
        List<String> zones = view.get(Roster.PROJECTION).zones(cluster.get());
        if (zones.size() < 2) {
            return List.of();
        }
        boolean distinct = definition.placementConstraints().stream()
                .anyMatch(one -> one.type() == PlacementConstraintType.DISTINCT_INSTANCE);
        Suitability suitability =
                ServiceTasks.suitability(view, cluster.get(), ServiceDefinition.order(service, definition));
        return new Zones(suitability, distinct, replicas)
                .seen(
                        zones,
                        zone -> view.get(Roster.PROJECTION).hosts(cluster.get(), zone).stream()
                                .flatMap(id -> view.get(ContainerInstances.TABLE, id).stream()));
    }

    /** Hosts are asked only where there are too few tasks: that is where they matter, and there are many of them. */
    private List<ZoneSeen> seen(List<String> names, Function<String, Stream<ContainerInstance>> hosts) {
        int most = names.stream()
                .mapToInt(zone -> byZone.getOrDefault(zone, 0))
                .max()
                .orElse(0);
        List<ZoneSeen> zones = new ArrayList<>();
        names.forEach(zone -> {
            if (byZone.getOrDefault(zone, 0) >= most - 1) {
                zones.add(new ZoneSeen(zone, Optional.empty()));
            } else {
                few(zone, hosts.apply(zone)).ifPresent(zones::add);
            }
        });
        return zones;
    }

    /** A zone with too few tasks, unless no host there suits; the emptiest host with room takes the next one. */
    private Optional<ZoneSeen> few(String zone, Stream<ContainerInstance> hosts) {
        boolean suits = false;
        List<ContainerInstance> emptiestFirst = hosts.sorted(
                        Comparator.comparingInt((ContainerInstance host) -> byHost.getOrDefault(host.id(), 0)))
                .toList();
        for (ContainerInstance host : emptiestFirst) {
            Optional<Reason> refusal = suitability.refusal(host);
            boolean taken = distinct && byHost.containsKey(host.id());
            if (refusal.isEmpty() && !taken) {
                return Optional.of(new ZoneSeen(zone, Optional.of(host.id())));
            }
            suits |= refusal.isEmpty() || refusal.get() instanceof Reason.Resource;
        }
        return suits ? Optional.of(new ZoneSeen(zone, Optional.empty())) : Optional.empty();
    }
}
