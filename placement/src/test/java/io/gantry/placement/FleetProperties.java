package io.gantry.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Fleets after random changes are what their hosts say, in every order they keep. */
final class FleetProperties {
    @Test
    void everyOrderFollowsEveryChange() {
        for (int seed = 0; seed < 300; seed++) {
            RandomGenerator random = RandomCluster.random(seed);
            RandomCluster cluster = new RandomCluster(random, 1 + random.nextInt(12));
            Map<String, Host> hosts = new TreeMap<>();
            Fleet fleet = Fleet.empty();
            int ids = 1 + random.nextInt(200);
            for (int step = 0; step < 200; step++) {
                Fleet before = fleet;
                int sizeBefore = hosts.size();
                fleet = changed(random, cluster, hosts, fleet, "host-" + random.nextInt(ids));
                assertThat(before.size()).isEqualTo(sizeBefore);
                if (step % 20 == 0) {
                    FleetAudit.check("seed " + seed, fleet, hosts);
                }
            }
            FleetAudit.check("seed " + seed, fleet, hosts);
            FleetAudit.check("seed " + seed, Fleet.of(fleet.hosts()), hosts);
        }
    }

    private static Fleet changed(
            RandomGenerator random, RandomCluster cluster, Map<String, Host> hosts, Fleet fleet, String id) {
        Host known = hosts.get(id);
        if (known != null && random.nextInt(4) == 0) {
            hosts.remove(id);
            return fleet.without(id);
        }
        if (known != null && random.nextInt(2) == 0) {
            Host claimed = known.claimed(
                    cluster.request(1).demand(), RandomCluster.GROUPS.get(random.nextInt(RandomCluster.GROUPS.size())));
            hosts.put(id, claimed);
            return fleet.with(claimed);
        }
        Host host = cluster.host(id);
        hosts.put(id, host);
        return fleet.with(host);
    }

    @Test
    void aFleetWithoutAHostItNeverHadIsTheSame() {
        Fleet fleet = Fleet.of(new RandomCluster(RandomCluster.random(1), 3).hosts(5));
        assertThat(fleet.without("none")).isSameAs(fleet);
        assertThat(fleet.with(fleet.hosts().getFirst())).isSameAs(fleet);
    }
}
