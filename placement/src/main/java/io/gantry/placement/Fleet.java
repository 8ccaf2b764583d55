package io.gantry.placement;

import io.gantry.base.SortedTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The hosts of a cluster that tasks may be placed on, in the orders that placing asks for. It never changes: a fleet with one
 * host changed shares all but a few paths with the one before, so that each revision of a cluster can have its own.
 */
public final class Fleet {
    private static final Fleet EMPTY =
            new Fleet(SortedTree.empty(), SortedTree.empty(), new Pool[0], SortedTree.empty(), new Selections());

    private final SortedTree<Place> places;
    private final SortedTree<Integer> kinds;
    private final Pool[] pools;
    private final SortedTree<Group> groups;
    private final Selections selections;

    private Fleet(
            SortedTree<Place> places,
            SortedTree<Integer> kinds,
            Pool[] pools,
            SortedTree<Group> groups,
            Selections selections) {
        this.places = places;
        this.kinds = kinds;
        this.pools = pools;
        this.groups = groups;
        this.selections = selections;
    }

    /** No hosts. */
    public static Fleet empty() {
        return EMPTY;
    }

    /** These hosts. */
    public static Fleet of(List<Host> hosts) {
        Fleet fleet = EMPTY;
        for (Host host : hosts) {
            fleet = fleet.with(host);
        }
        return fleet;
    }

    /** How many hosts there are. */
    public int size() {
        return places.size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** The host with this id. */
    public Optional<Host> host(String id) {
        return places.get(id).flatMap(place -> pools[place.pool()].host(place.slot()));
    }

    /** All hosts, ascending by id. */
    public List<Host> hosts() {
        List<Host> hosts = new ArrayList<>(size());
        places.forEach((id, place) -> hosts.add(at(place)));
        return hosts;
    }

    /** The host at a place that is taken. */
    Host at(Place place) {
        return pools[place.pool()].host(place.slot()).orElseThrow();
    }

    /** With one more task on the host at {@code place}. */
    Fleet claimed(Place place, Request request) {
        Host host = at(place);
        return put(place, host.claimed(request.demand(), request.group()), host.groups());
    }

    /** With {@code host}, new or instead of the one with its id. */
    public Fleet with(Host host) {
        Optional<Place> known = places.get(host.id());
        if (known.isEmpty()) {
            return added(host);
        }
        Pool pool = pools[known.get().pool()];
        if (!pool.kind().equals(host.kind())) {
            return without(host.id()).added(host);
        }
        Host before = at(known.get());
        return before.equals(host) ? this : put(known.get(), host.of(pool.kind()), before.groups());
    }

    private Fleet added(Host host) {
        String kind = host.kind().key();
        Optional<Integer> known = kinds.get(kind);
        Fleet fleet = known.isPresent() ? this : withPool(kind, host.kind());
        int number = known.orElseGet(() -> fleet.kinds.get(kind).orElseThrow());
        Pool pool = fleet.pools[number];
        Place place = new Place(number, pool.vacantSlot());
        Fleet placed =
                new Fleet(places.with(host.id(), place), fleet.kinds, fleet.pools, fleet.groups, fleet.selections);
        return placed.put(place, host.of(pool.kind()), Tally.none());
    }

    /** With a pool for one more kind, in the place of one that is empty. */
    private Fleet withPool(String key, HostKind kind) {
        int number = 0;
        while (number < pools.length && pools[number].size() > 0) {
            number++;
        }
        Pool[] more = Arrays.copyOf(pools, Math.max(pools.length, number + 1));
        more[number] = Pool.of(kind);
        return new Fleet(places, kinds.with(key, number), more, groups, new Selections());
    }

    private Fleet put(Place place, Host host, Tally tasksBefore) {
        Pool[] changed = pools.clone();
        changed[place.pool()] = changed[place.pool()].with(place.slot(), host);
        return new Fleet(places, kinds, changed, counted(place, tasksBefore, host.groups()), selections);
    }

    /** Without the host {@code id}. */
    public Fleet without(String id) {
        Optional<Place> known = places.get(id);
        if (known.isEmpty()) {
            return this;
        }
        Place place = known.get();
        Pool pool = pools[place.pool()];
        Host host = at(place);
        Pool[] changed = pools.clone();
        changed[place.pool()] = pool.without(place.slot());
        boolean last = pool.size() == 1;
        return new Fleet(
                places.without(id),
                last ? kinds.without(pool.kind().key()) : kinds,
                changed,
                counted(place, host.groups(), Tally.none()),
                last ? new Selections() : selections);
    }

    /** The groups after a host's tasks were {@code before} and are {@code after}: both are sorted. */
    private SortedTree<Group> counted(Place place, Tally before, Tally after) {
        SortedTree<Group> changed = groups;
        int old = 0;
        int now = 0;
        while (old < before.size() || now < after.size()) {
            int order = order(before, old, after, now);
            String name = order <= 0 ? before.name(old) : after.name(now);
            int was = order <= 0 ? before.count(old++) : 0;
            int is = order >= 0 ? after.count(now++) : 0;
            if (was != is) {
                Group group = changed.get(name).orElse(Group.NONE).with(place.pool(), place.slot(), is);
                changed = group.isEmpty() ? changed.without(name) : changed.with(name, group);
            }
        }
        return changed;
    }

    private static int order(Tally before, int old, Tally after, int now) {
        if (old == before.size()) {
            return 1;
        }
        return now == after.size() ? -1 : before.name(old).compareTo(after.name(now));
    }

    /** How many pools there are, empty ones included. */
    int pools() {
        return pools.length;
    }

    Pool pool(int number) {
        return pools[number];
    }

    /** The tasks of a group. */
    Group group(String name) {
        return groups.get(name).orElse(Group.NONE);
    }

    /** How many groups have tasks. */
    int groups() {
        return groups.size();
    }

    /** Which pools a request may use, and how its strategies divide them. */
    Selection selection(Request request) {
        return selections.of(Selection.Question.of(request), pools);
    }
}
