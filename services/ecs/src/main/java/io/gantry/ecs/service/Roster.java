package io.gantry.ecs.service;

import io.gantry.base.SortedTree;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.Change;
import io.gantry.state.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tasks of all services as these see them, and the hosts by zone. A service is looked at whenever one of its tasks
 * changes: reading the records of all of them each time would make a rollout cost the square of its tasks.
 */
public final class Roster {
    /** Kept by the store as tasks and instances change. */
    public static final Projection<Roster> PROJECTION = new Projection<>(
            "ecs/roster",
            List.of(Tasks.TABLE, ContainerInstances.TABLE),
            new Roster(SortedTree.empty(), SortedTree.empty(), SortedTree.empty()),
            Roster::after);

    /**
     * Where a host is.
     *
     * @param zone empty for none
     * @param active whether it takes tasks
     * @param usable whether its agent is connected as well
     */
    record Place(String zone, boolean active, boolean usable) {
        static Place of(ContainerInstance instance) {
            boolean active = instance.status() == ContainerInstance.Status.ACTIVE;
            return new Place(
                    instance.attributes().getOrDefault(Replica.ZONE, "").intern(),
                    active,
                    active && instance.agentConnected());
        }
    }

    private final SortedTree<SortedTree<Member>> members;
    private final SortedTree<Place> places;
    private final SortedTree<SortedTree<Place>> zones;

    private Roster(
            SortedTree<SortedTree<Member>> members, SortedTree<Place> places, SortedTree<SortedTree<Place>> zones) {
        this.members = members;
        this.places = places;
        this.zones = zones;
    }

    /** A service's tasks that run, are about to, or have ended and are not counted yet. */
    List<Replica> of(Service service) {
        List<Replica> replicas = new ArrayList<>();
        members.get(service.id())
                .ifPresent(crew ->
                        crew.forEach((id, member) -> replicas.add(Replica.of(id, member, places.get(member.host())))));
        return replicas;
    }

    /** The zones in which a cluster has a host that takes tasks and whose agent is connected, in the order of their names. */
    List<String> zones(Cluster cluster) {
        TreeSet<String> names = new TreeSet<>();
        zones.forEachWithPrefix(cluster.id() + " ", (key, hosts) -> names.add(key.substring(key.indexOf(' ') + 1)));
        return List.copyOf(names);
    }

    /** The record ids of those hosts in one zone. */
    List<String> hosts(Cluster cluster, String zone) {
        List<String> ids = new ArrayList<>();
        zones.get(key(cluster.id(), zone)).ifPresent(hosts -> hosts.forEach((id, place) -> ids.add(id)));
        return ids;
    }

    private Roster after(Change<?> change) {
        return switch (change.latest()) {
            case Task task
            when Services.runs(task) ->
                task(Services.idOf(task), change.id(), change.after().map(Task.class::cast));
            case ContainerInstance instance ->
                host(
                        instance.scope().id(instance.cluster()),
                        change.id(),
                        change.after().map(ContainerInstance.class::cast));
            default -> this;
        };
    }

    private Roster task(String service, String id, Optional<Task> now) {
        SortedTree<Member> crew = members.get(service).orElseGet(SortedTree::empty);
        Optional<Member> member = now.flatMap(Member::of);
        if (member.equals(crew.get(id))) {
            return this;
        }
        SortedTree<Member> changed = member.map(one -> crew.with(id, one)).orElseGet(() -> crew.without(id));
        return new Roster(changed.isEmpty() ? members.without(service) : members.with(service, changed), places, zones);
    }

    private Roster host(String cluster, String id, Optional<ContainerInstance> now) {
        Optional<Place> before = places.get(id);
        Optional<Place> place = now.map(Place::of);
        if (place.equals(before)) {
            return this;
        }
        SortedTree<SortedTree<Place>> changed = before.filter(Place::usable)
                .map(old -> zone(key(cluster, old.zone()), id, Optional.empty()))
                .orElse(this)
                .zones;
        Roster left = new Roster(
                members, place.map(one -> places.with(id, one)).orElseGet(() -> places.without(id)), changed);
        return place.filter(one -> one.usable() && !one.zone().isEmpty())
                .map(one -> left.zone(key(cluster, one.zone()), id, place))
                .orElse(left);
    }

    private Roster zone(String key, String id, Optional<Place> place) {
        SortedTree<Place> hosts = zones.get(key).orElseGet(SortedTree::empty);
        SortedTree<Place> changed = place.map(one -> hosts.with(id, one)).orElseGet(() -> hosts.without(id));
        return new Roster(members, places, changed.isEmpty() ? zones.without(key) : zones.with(key, changed));
    }

    private static String key(String clusterId, String zone) {
        return clusterId + " " + zone;
    }
}
