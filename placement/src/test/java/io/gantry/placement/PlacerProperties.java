package io.gantry.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random clusters against the plainest possible placer. A failure names its seed. */
final class PlacerProperties {
    @Test
    void choosesWhatThePlainestPlacerMightOnSmallClusters() {
        for (int seed = 0; seed < 10_000; seed++) {
            RandomGenerator random = RandomCluster.random(seed);
            check(seed, random, new RandomCluster(random, 12), random.nextInt(21), 10);
        }
    }

    /** More hosts of a kind than a block has, and so many of a group that an order is given up. */
    @Test
    void choosesWhatThePlainestPlacerMightOnLargeClusters() {
        for (int seed = 0; seed < 30; seed++) {
            RandomGenerator random = RandomCluster.random(seed);
            check(seed, random, new RandomCluster(random, 1 + random.nextInt(4)), 150 + random.nextInt(150), 100);
        }
    }

    private static void check(int seed, RandomGenerator random, RandomCluster cluster, int size, int copies) {
        Fleet fleet = Fleet.of(cluster.hosts(size));
        for (int round = 0; round < 2; round++) {
            fleet = check("seed " + seed + ", round " + round, random, fleet, cluster.request(copies));
        }
    }

    private static Fleet check(String where, RandomGenerator random, Fleet fleet, Request request) {
        List<Host> hosts = fleet.hosts();
        RunningTasks running = id -> Math.floorMod(id.hashCode(), 4);
        PlainPlacer oracle = new PlainPlacer(hosts, request, running);
        Placement placement = Placer.place(fleet, request, running, random);
        Fleet expected = fleet;
        assertThat(Placer.fits(fleet, request, running))
                .as("%s, %s", where, request)
                .isEqualTo(!oracle.choices().isEmpty());
        for (String chosen : placement.assignments()) {
            assertThat(oracle.choices()).as("%s, %s", where, request).contains(chosen);
            oracle.put(chosen);
            expected = expected.with(expected.host(chosen).orElseThrow().claimed(request.demand(), request.group()));
        }
        if (placement.assignments().size() < request.count()) {
            assertThat(oracle.choices()).as("%s, %s", where, request).isEmpty();
            assertThat(placement.refusals()).as("%s, %s", where, request).isEqualTo(oracle.refusals());
        } else {
            assertThat(placement.refusals()).as("%s", where).isEmpty();
        }
        assertThat(placement.after().hosts()).as("%s", where).isEqualTo(expected.hosts());
        return placement.after();
    }
}
