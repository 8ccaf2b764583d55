package io.gantry.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.placement.query.Parsed;
import io.gantry.placement.query.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class PlacerTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    private static Host host(String id, int cpu, int memory) {
        return host(id, true, new Free(cpu, memory, 0, 0, Set.of(22), Set.of()), Tally.none());
    }

    private static Host host(String id, boolean connected, Free free, Tally groups) {
        HostKind linux = new HostKind(Map.of("ecs.os-type", "linux"), "1.105.0");
        return new Host(id, linux, "", Instant.EPOCH, connected, free, groups);
    }

    private Placement place(List<Host> hosts, Request request) {
        return Placer.place(Fleet.of(hosts), request, random);
    }

    private static Request one(Demand demand) {
        return new Request(1, demand, false, List.of());
    }

    private String reason(Host host, Demand demand) {
        Placement placement = place(List.of(host), one(demand));
        assertThat(placement.assignments()).isEmpty();
        return placement.refusals().getFirst().reason().code();
    }

    @Test
    void namesWhatIsLacking() {
        Host host = host("a", 100, 100);
        assertThat(reason(host, Demand.of(101, 1))).isEqualTo("RESOURCE:CPU");
        assertThat(reason(host, Demand.of(1, 101))).isEqualTo("RESOURCE:MEMORY");
        assertThat(reason(host, new Demand(1, 1, Set.of(22), Set.of(), 0, 0, List.of())))
                .isEqualTo("RESOURCE:PORTS");
        assertThat(reason(host, new Demand(1, 1, Set.of(), Set.of(), 1, 0, List.of())))
                .isEqualTo("RESOURCE:GPU");
        assertThat(reason(host, new Demand(1, 1, Set.of(), Set.of(), 0, 1, List.of())))
                .isEqualTo("RESOURCE:ENI");
        assertThat(reason(
                        host, new Demand(1, 1, Set.of(), Set.of(), 0, 0, List.of(Map.entry("ecs.os-type", "windows")))))
                .isEqualTo("ATTRIBUTE");
        assertThat(reason(host("b", false, Free.of(100, 100), Tally.none()), Demand.of(1, 1)))
                .isEqualTo("AGENT");
    }

    @Test
    void udpPortsDoNotCollideWithTcpPorts() {
        Demand udp = new Demand(1, 1, Set.of(), Set.of(22), 0, 0, List.of());
        assertThat(place(List.of(host("a", 100, 100)), one(udp)).assignments()).containsExactly("a");
    }

    @Test
    void binpackFillsOneHostBeforeTheNext() {
        List<Host> hosts = List.of(host("a", 300, 300), host("b", 200, 200));
        Request request = new Request(5, Demand.of(100, 100), false, List.of(new Strategy.BinpackMemory()));
        assertThat(place(hosts, request).assignments()).containsExactly("b", "b", "a", "a", "a");
    }

    @Test
    void distinctHostsRefusesTheSecondCopy() {
        Request request = new Request(2, Demand.of(1, 1), true, List.of());
        Placement placement = place(List.of(host("a", 100, 100)), request);
        assertThat(placement.assignments()).containsExactly("a");
        assertThat(placement.refusals().getFirst().reason()).isEqualTo(new Reason.DistinctInstance());
    }

    private static Query query(String text) {
        return ((Parsed.Valid) Query.parse(text)).query();
    }

    @Test
    void aHostThatIsNotAsDemandedIsRefusedByTheConstraint() {
        Query windows = query("attribute:ecs.os-type == windows");
        Request request = new Request(1, Demand.of(1, 1), false, List.of(), List.of(windows), "g");
        Placement placement = place(List.of(host("a", 100, 100)), request);
        assertThat(placement.refusals().getFirst().reason())
                .isEqualTo(new Reason.MemberOf("attribute:ecs.os-type == windows"));
        assertThat(placement.refusals().getFirst().reason().code())
                .isEqualTo("MemberOf placement constraint unsatisfied.");
    }

    @Test
    void affinityIsWhereTheGroupRuns() {
        Tally databases = Tally.none().plus("databases", 1);
        List<Host> hosts = List.of(host("a", 100, 100), host("b", true, Free.of(100, 100), databases));
        Request request =
                new Request(2, Demand.of(1, 1), false, List.of(), List.of(query("task:group == databases")), "web");
        assertThat(place(hosts, request).assignments()).containsExactly("b", "b");
    }
}
