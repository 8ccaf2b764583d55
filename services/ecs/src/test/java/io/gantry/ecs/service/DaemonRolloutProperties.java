package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.service.DaemonHost.Standing;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import io.gantry.placement.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The decider of daemons against a world of a few hosts, of which each step changes something: whatever happens, its limits
 * hold, and when nothing happens any more it comes to rest with one task on each host.
 */
class DaemonRolloutProperties {
    private static final ServiceTiming TIMING = ServiceTiming.AWS;
    private static final List<Standing> STANDINGS = List.of(Standing.values());

    @Test
    void limitsHoldAndAllHostsAreServedInTheEnd() {
        Seeds.check(400, gen -> new World(gen).story());
    }

    /** A task of the world. */
    private record Run(
            String id, String host, String revision, Instant created, Optional<Instant> started, boolean stopping) {
        Run running(Instant now) {
            return new Run(id, host, revision, created, Optional.of(now), stopping);
        }

        Run asked() {
            return new Run(id, host, revision, created, started, true);
        }

        Replica replica() {
            return new Replica(
                    id,
                    id,
                    revision,
                    started.isPresent() ? Replica.Phase.RUNNING : Replica.Phase.PENDING,
                    Replica.Health.UNCHECKED,
                    created,
                    started,
                    host,
                    "",
                    false,
                    Instant.EPOCH,
                    false);
        }
    }

    private static final class World {
        private final Gen gen;
        private final int minimum;
        private final int maximum;
        private final Map<String, Standing> hosts = new LinkedHashMap<>();
        private final Set<String> full = new HashSet<>();
        private final Map<String, Run> runs = new LinkedHashMap<>();
        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
        private Service service;
        private int made;

        World(Gen gen) {
            this.gen = gen;
            this.minimum = gen.between(0, 4) * 25;
            this.maximum = 100 + gen.between(0, 4) * 25;
            this.service = new Service(
                    EcsRoom.scope(),
                    "default",
                    "web",
                    Service.Status.ACTIVE,
                    Service.Scheduling.DAEMON,
                    0,
                    "{}",
                    List.of(deployment("1")),
                    "",
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Map.of(),
                    "",
                    now,
                    now);
            for (int host = gen.between(1, 6); host > 0; host--) {
                hosts.put("host-" + host, Standing.SUITED);
            }
        }

        private Deployment deployment(String revision) {
            return Deployment.of(revision, "watch:" + revision, now);
        }

        void story() {
            for (int step = 0; step < 60; step++) {
                disturb();
                progress();
                work();
            }
            calm();
            assertThat(service.primary().orElseThrow().rolloutState()).isEqualTo(Deployment.RolloutState.COMPLETED);
            assertThat(service.desiredCount()).isEqualTo(hosts.size());
            assertThat(runs.values())
                    .hasSize(hosts.size())
                    .allMatch(run -> run.revision()
                            .equals(service.primary().orElseThrow().revision()))
                    .extracting(Run::host)
                    .containsExactlyInAnyOrderElementsOf(hosts.keySet());
        }

        private void disturb() {
            List<String> names = List.copyOf(hosts.keySet());
            String one = names.get(gen.between(0, names.size() - 1));
            switch (gen.between(0, 8)) {
                case 0 -> hosts.put(one, STANDINGS.get(gen.between(0, STANDINGS.size() - 1)));
                case 1 -> hosts.put(one, Standing.SUITED);
                case 2 -> {
                    if (!full.remove(one)) {
                        full.add(one);
                    }
                }
                case 3 -> {
                    String revision = String.valueOf(
                            Integer.parseInt(service.primary().orElseThrow().revision()) + 1);
                    List<Deployment> all = new ArrayList<>(List.of(deployment(revision)));
                    all.addAll(service.deployments());
                    service = service.withDeployments(all, "").withStall(Optional.empty());
                }
                case 4 -> runs.values().stream().findFirst().ifPresent(run -> runs.remove(run.id()));
                default -> {
                    // Nothing but time.
                }
            }
        }

        /** Some tasks start, some end that were asked to, and time passes. */
        private void progress() {
            now = now.plus(Duration.ofSeconds(gen.between(1, 30)));
            for (Run run : List.copyOf(runs.values())) {
                if (hosts.get(run.host()) != Standing.AWAY && gen.between(0, 2) > 0) {
                    advance(run);
                }
            }
        }

        private void advance(Run run) {
            if (run.stopping()) {
                runs.remove(run.id());
            } else if (run.started().isEmpty()) {
                runs.put(run.id(), run.running(now));
            }
        }

        /** Nothing is wrong any more: in bounded time everything has come to rest. */
        private void calm() {
            full.clear();
            hosts.replaceAll((host, standing) -> Standing.SUITED);
            // With limits that forbid every step a person has to choose others.
            boolean stuck = Math.ceilDiv(hosts.size() * minimum, 100) == hosts.size()
                    && Math.floorDiv(hosts.size() * maximum, 100) == hosts.size();
            for (int round = 0; round < 200; round++) {
                now = now.plus(Duration.ofSeconds(30));
                List.copyOf(runs.values()).forEach(this::advance);
                if (stuck) {
                    runs.values()
                            .removeIf(run -> !run.revision()
                                    .equals(service.primary().orElseThrow().revision()));
                }
                work();
            }
            assertThat(next()).isInstanceOfAny(ServiceStep.Rest.class, ServiceStep.Later.class);
        }

        private ServiceSnapshot snapshot() {
            List<DaemonHost> seen = hosts.keySet().stream().map(this::host).toList();
            List<Replica> replicas = runs.values().stream()
                    .filter(run -> !run.stopping())
                    .map(Run::replica)
                    .toList();
            ServicePlan plan = new ServicePlan(minimum, maximum, Optional.empty(), Duration.ZERO, false);
            return new ServiceSnapshot(
                    service,
                    plan,
                    replicas,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of(),
                    seen,
                    List.of(),
                    List.of(),
                    false);
        }

        private DaemonHost host(String host) {
            boolean stopping = runs.values().stream().anyMatch(run -> run.host().equals(host) && run.stopping());
            Standing standing = hosts.getOrDefault(host, Standing.SUITED);
            Optional<Reason> lacks = full.contains(host)
                    ? Optional.of(new Reason.Resource(Reason.Resource.Kind.CPU, "wanted 1, free 0"))
                    : Optional.empty();
            return new DaemonHost(host, host, standing, lacks, stopping, false);
        }

        private ServiceStep next() {
            return new DaemonRollout(snapshot(), service.primary().orElseThrow(), TIMING, now).next();
        }

        /** Takes the steps that are due; that there are no more than some says that it comes to rest. */
        private void work() {
            for (int steps = 0; ; steps++) {
                assertThat(steps).as("steps without rest").isLessThan(40);
                if (!apply(next())) {
                    return;
                }
            }
        }

        private boolean apply(ServiceStep step) {
            switch (step) {
                case ServiceStep.Count count -> service = service.wanting(count.hosts(), "{}");
                case ServiceStep.StartOn on -> start(on);
                case ServiceStep.Stop stop -> stop(stop);
                case ServiceStep.Crowded crowded -> stall(ServiceTexts.crowded(service, crowded.host()));
                case ServiceStep.Jam _ -> stall(ServiceTexts.jammed(service));
                case ServiceStep.Unstall _ -> service = service.withStall(Optional.empty());
                case ServiceStep.Complete _ ->
                    service = service.withDeployments(
                                    List.of(service.primary().orElseThrow().completed(now)), "")
                            .withStall(Optional.empty())
                            .withSteady(true);
                case ServiceStep.Steady _ -> service = service.withSteady(true);
                case ServiceStep.Later _, ServiceStep.Rest _ -> {
                    return false;
                }
                case ServiceStep other -> throw new AssertionError("no step of daemons: " + other);
            }
            return true;
        }

        private void stall(String message) {
            assertThat(service.stall().filter(known -> known.message().equals(message)))
                    .as("said twice")
                    .isEmpty();
            service = service.withStall(Optional.of(new Service.Stall(message, now)));
        }

        private void start(ServiceStep.StartOn on) {
            service = service.withSteady(false);
            String revision = service.primary().orElseThrow().revision();
            for (String host : on.hosts()) {
                assertThat(full).doesNotContain(host);
                assertThat(hosts.get(host)).isEqualTo(Standing.SUITED);
                List<Run> there = runs.values().stream()
                        .filter(run -> run.host().equals(host))
                        .toList();
                assertThat(there).noneMatch(Run::stopping);
                assertThat(there).noneMatch(run -> run.revision().equals(revision));
                assertThat(there).hasSizeLessThanOrEqualTo(maximum > 100 ? 1 : 0);
                String id = "task-" + made++;
                runs.put(id, new Run(id, host, revision, now, Optional.empty(), false));
            }
            assertThat(seated()).isLessThanOrEqualTo(Math.floorDiv(service.desiredCount() * maximum, 100));
        }

        private long seated() {
            return runs.values().stream()
                    .filter(run -> !run.stopping())
                    .filter(run -> hosts.get(run.host()) == Standing.SUITED || hosts.get(run.host()) == Standing.AWAY)
                    .count();
        }

        private void stop(ServiceStep.Stop stop) {
            service = service.withSteady(false);
            long before = served();
            stop.victims().forEach(victim -> runs.computeIfPresent(victim.taskId(), (id, run) -> run.asked()));
            long after = served();
            if (after < before) {
                assertThat(after).isGreaterThanOrEqualTo(Math.ceilDiv(service.desiredCount() * minimum, 100));
            }
        }

        /** Hosts that are to have a task, and have a healthy one. */
        private long served() {
            return hosts.keySet().stream()
                    .filter(host -> hosts.get(host) == Standing.SUITED || hosts.get(host) == Standing.AWAY)
                    .filter(host -> runs.values().stream()
                            .anyMatch(run -> run.host().equals(host)
                                    && !run.stopping()
                                    && run.replica().isHealthy(TIMING.healthyAfter(), now)))
                    .count();
        }
    }
}
