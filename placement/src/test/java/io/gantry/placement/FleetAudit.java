package io.gantry.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares everything that a fleet keeps with its hosts. */
final class FleetAudit {
    private FleetAudit() {}

    static void check(String where, Fleet fleet, Map<String, Host> hosts) {
        assertThat(fleet.hosts()).as(where).isEqualTo(List.copyOf(hosts.values()));
        assertThat(fleet.size()).as(where).isEqualTo(hosts.size());
        hosts.forEach((id, host) -> assertThat(fleet.host(id)).as(where).contains(host));
        int found = 0;
        for (int number = 0; number < fleet.pools(); number++) {
            found += pool(where, fleet, number);
        }
        assertThat(found).as(where).isEqualTo(hosts.size());
        groups(where, fleet, hosts.values());
    }

    private static int pool(String where, Fleet fleet, int number) {
        Pool pool = fleet.pool(number);
        int found = 0;
        int open = 0;
        Map<String, Integer> tasks = new HashMap<>();
        for (int slot = 0; slot < pool.slots(); slot++) {
            if (pool.host(slot).isEmpty()) {
                continue;
            }
            Host host = pool.host(slot).orElseThrow();
            Free free = host.free();
            found++;
            open += host.connected() ? 1 : 0;
            assertThat(host.kind()).as(where).isEqualTo(pool.kind());
            assertThat(pool.byCpu().has(free.cpu(), free.memory(), slot))
                    .as(where)
                    .isEqualTo(host.connected());
            assertThat(pool.byMemory().has(free.memory(), free.cpu(), slot))
                    .as(where)
                    .isEqualTo(host.connected());
            for (String group : RandomCluster.GROUPS) {
                int count = host.groups().of(group);
                Members members = fleet.group(group).in(number);
                assertThat(members.count(slot)).as(where).isEqualTo(count);
                assertThat(members.holds(slot, count)).as(where).isTrue();
                assertThat(members.holds(slot, count + 1)).as(where).isFalse();
                tasks.merge(group, count, Integer::sum);
            }
        }
        assertThat(pool.size()).as(where).isEqualTo(found);
        assertThat(pool.byCpu().size()).as(where).isEqualTo(open);
        assertThat(pool.byMemory().size()).as(where).isEqualTo(open);
        tasks.forEach((group, count) ->
                assertThat(fleet.group(group).in(number).tasks()).as(where).isEqualTo(count));
        return found;
    }

    private static void groups(String where, Fleet fleet, Collection<Host> hosts) {
        long held = RandomCluster.GROUPS.stream()
                .filter(group -> hosts.stream().anyMatch(host -> host.groups().of(group) > 0))
                .count();
        assertThat(fleet.groups()).as(where).isEqualTo((int) held);
    }
}
