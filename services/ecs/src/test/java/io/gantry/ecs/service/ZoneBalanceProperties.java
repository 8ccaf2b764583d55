package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.service.ServiceSnapshot.ZoneSeen;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A settled service in random zones of random room: moves never go in circles, and end where nothing better can be had. */
class ZoneBalanceProperties {
    private static final ServiceTiming TIMING = ServiceTiming.AWS;

    @Test
    void movesEndInTheBestBalanceThatRoomAllows() {
        Seeds.check(400, gen -> new World(gen).story());
    }

    private static final class World {
        private final Map<String, Integer> room = new TreeMap<>();
        private final List<Replica> replicas = new ArrayList<>();
        private final Deployment primary;
        private final ServicePlan plan;
        private Service service;
        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
        private int made;
        private int moves;

        World(Gen gen) {
            for (int zone = gen.between(1, 4); zone > 0; zone--) {
                int held = gen.between(0, 6);
                room.put("zone-" + zone, held + gen.between(0, 6));
                for (int one = 0; one < held; one++) {
                    replicas.add(replica("zone-" + zone, now.minus(Duration.ofHours(1))));
                }
            }
            plan = new ServicePlan(100, 100 + gen.between(0, 4) * 25, Optional.empty(), Duration.ZERO, true);
            primary = Deployment.of("1", "shop:1", now).completed(now);
            service = new Service(
                    EcsRoom.scope(),
                    "default",
                    "web",
                    Service.Status.ACTIVE,
                    Service.Scheduling.REPLICA,
                    replicas.size(),
                    "{}",
                    List.of(primary),
                    "",
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Map.of(),
                    "",
                    now,
                    now);
        }

        private Replica replica(String zone, Instant started) {
            String id = "task-" + made++;
            return new Replica(
                    id,
                    id,
                    "1",
                    Replica.Phase.RUNNING,
                    Replica.Health.UNCHECKED,
                    started,
                    Optional.of(started),
                    "host in " + zone,
                    zone,
                    false,
                    Instant.EPOCH,
                    false);
        }

        private int held(String zone) {
            return (int) replicas.stream()
                    .filter(replica -> replica.zone().equals(zone))
                    .count();
        }

        private int most() {
            return room.keySet().stream().mapToInt(this::held).max().orElse(0);
        }

        void story() {
            int rounds = 0;
            while (step()) {
                assertThat(++rounds).as("steps without an end").isLessThan(1_000);
            }
            assertThat(replicas).hasSize(service.desiredCount());
            assertThat(service.steady()).isTrue();
            boolean headroom = plan.maximum(service.desiredCount()) > service.desiredCount();
            for (String zone : room.keySet()) {
                if (headroom && held(zone) < room.getOrDefault(zone, 0)) {
                    assertThat(most() - held(zone)).as("%s of %s", zone, room).isLessThanOrEqualTo(1);
                }
            }
            assertThat(moves).isLessThanOrEqualTo(service.desiredCount());
        }

        private ServiceSnapshot snapshot() {
            List<ZoneSeen> zones = room.keySet().stream()
                    .map(zone -> new ZoneSeen(
                            zone,
                            held(zone) < most() - 1 && held(zone) < room.getOrDefault(zone, 0)
                                    ? Optional.of("host in " + zone)
                                    : Optional.empty()))
                    .toList();
            return new ServiceSnapshot(
                    service,
                    plan,
                    replicas,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of(),
                    List.of(),
                    zones,
                    List.of(),
                    false);
        }

        /** Takes the next step; whether there may be another. Waits end when nothing changes by waiting. */
        private boolean step() {
            switch (Rollout.of(snapshot(), primary, TIMING, now).next()) {
                case ServiceStep.Rebalance rebalance -> service = service.withRebalancing(rebalance.next());
                case ServiceStep.StartIn in -> {
                    assertThat(held(in.zone())).isLessThan(room.getOrDefault(in.zone(), 0));
                    replicas.add(replica(in.zone(), now));
                    assertThat(replicas).hasSize(service.desiredCount() + 1);
                    service = service.withSteady(false);
                    moves++;
                }
                case ServiceStep.Stop stop -> {
                    assertThat(stop.why()).isEqualTo(ServiceStep.Stop.Why.REBALANCING);
                    assertThat(stop.victims()).hasSize(1).allMatch(victim -> held(victim.zone()) == most());
                    replicas.removeAll(stop.victims());
                }
                case ServiceStep.Steady _ -> service = service.withSteady(true);
                case ServiceStep.Later later -> {
                    boolean waits = replicas.stream().anyMatch(one -> !one.isHealthy(TIMING.healthyAfter(), now));
                    now = now.plus(later.delay());
                    return waits;
                }
                case ServiceStep.Rest _ -> {
                    return false;
                }
                case ServiceStep other -> throw new AssertionError("no step of a balance: " + other);
            }
            return true;
        }
    }
}
