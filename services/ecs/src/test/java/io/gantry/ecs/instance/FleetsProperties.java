package io.gantry.ecs.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.Ecs;
import io.gantry.ecs.EcsRoom;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import io.gantry.kit.SimulatedEnv;
import io.gantry.placement.Host;
import io.gantry.state.Projection;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.store.embedded.EmbeddedStateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fleets that the store keeps are what the records say, after every commit. */
final class FleetsProperties {
    private static final List<String> CLUSTERS = List.of("blue", "green");

    /** The same fold under a name that no store was told of: it is worked out from the records each time. */
    private static final Projection<Fleets> REBUILT = new Projection<>(
            "test/fleet",
            List.of(Allocations.TABLE, ContainerInstances.TABLE),
            Fleets.PROJECTION.empty(),
            Fleets.PROJECTION.fold());

    @Test
    void fleetsFollowTheRecords() {
        Seeds.check(60, gen -> {
            try (EmbeddedStateStore store = EmbeddedStateStore.inMemory(SimulatedEnv.seeded(1), Ecs.schema())) {
                for (int step = 0; step < 80; step++) {
                    int number = step;
                    boolean _ = store.transact(tx -> {
                        change(gen, tx, number);
                        compare(tx);
                        return true;
                    });
                    compare(store.view());
                }
            }
        });
    }

    private static void compare(View view) {
        for (String cluster : CLUSTERS) {
            String id = EcsRoom.scope().id(cluster);
            List<Host> expected = view.list(ContainerInstances.TABLE, id + "/").stream()
                    .filter(instance -> instance.status() == ContainerInstance.Status.ACTIVE)
                    .flatMap(
                            instance -> view
                                    .get(Allocations.TABLE, instance.allocationId())
                                    .map(host -> Fleets.host(instance, host))
                                    .stream())
                    .toList();
            assertThat(view.get(Fleets.PROJECTION).of(id).hosts()).isEqualTo(expected);
            assertThat(view.get(REBUILT).of(id).hosts()).isEqualTo(expected);
        }
    }

    private static void change(Gen gen, Tx tx, int step) {
        String machine = gen.oneOf("m1", "m2", "m3");
        String instance = EcsRoom.scope().id(gen.oneOf("blue/", "green/") + machine);
        switch (gen.below(8)) {
            case 0 -> tx.put(ContainerInstances.TABLE, instance(gen, instance, machine));
            case 1 -> tx.delete(ContainerInstances.TABLE, instance);
            case 2 ->
                tx.put(
                        Allocations.TABLE,
                        tx.get(Allocations.TABLE, EcsRoom.scope().id(machine))
                                .map(known -> known.resized(capacity(gen)))
                                .orElseGet(() -> Allocation.of(EcsRoom.scope(), machine, capacity(gen))));
            case 3 -> {
                if (gen.chance(0.2)) {
                    tx.delete(Allocations.TABLE, EcsRoom.scope().id(machine));
                }
            }
            case 4 ->
                tx.get(Allocations.TABLE, EcsRoom.scope().id(machine))
                        .filter(host -> !host.claims().isEmpty())
                        .ifPresent(host -> tx.put(
                                Allocations.TABLE,
                                host.release(host.claims()
                                        .get(gen.below(host.claims().size()))
                                        .taskId())));
            default ->
                tx.get(Allocations.TABLE, EcsRoom.scope().id(machine)).ifPresent(host -> {
                    Claim claim = claim(gen, step);
                    if (host.fits(claim)) {
                        tx.put(Allocations.TABLE, host.claim(claim));
                    }
                });
        }
    }

    private static ContainerInstance instance(Gen gen, String recordId, String machine) {
        String[] parts = recordId.split("/");
        return new ContainerInstance(
                EcsRoom.scope(),
                parts[parts.length - 2],
                machine,
                machine,
                gen.oneOf(
                        ContainerInstance.Status.ACTIVE,
                        ContainerInstance.Status.ACTIVE,
                        ContainerInstance.Status.DRAINING,
                        ContainerInstance.Status.INACTIVE),
                gen.chance(0.7),
                1,
                "i-" + machine,
                new AgentVersion("", "1.105.0", ""),
                Map.of("ecs.availability-zone", gen.oneOf("a", "b")),
                Map.of(),
                Instant.EPOCH,
                1,
                List.of(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Capacity capacity(Gen gen) {
        return new Capacity(
                1000 + gen.below(2) * 1000, 2000, Set.of(22), Set.of(), List.of("gpu-0", "gpu-1"), Map.of());
    }

    private static Claim claim(Gen gen, int step) {
        return new Claim(
                EcsRoom.scope().id(gen.oneOf("blue", "green") + "/task-" + step),
                gen.below(3) * 100,
                gen.below(3) * 100,
                gen.chance(0.3) ? Set.of(80 + gen.below(3)) : Set.of(),
                gen.chance(0.2) ? Set.of(53) : Set.of(),
                gen.chance(0.1) ? List.of("gpu-" + gen.below(2)) : List.of(),
                gen.oneOf("", "family:web", "service:shop", "service:web"));
    }

    @Test
    void aLedgerOfAnOlderReleaseIsRead() {
        String stored = "{\"scope\":{\"accountId\":\"1\",\"region\":\"r\"},\"hostId\":\"h\",\"capacity\":{\"cpu\":100,"
                + "\"memory\":100},\"claims\":[{\"taskId\":\"1/r/c/t\",\"cpu\":10,\"memory\":20}]}";
        Allocation host = Allocations.TABLE.codec().decode(stored.getBytes(UTF_8));
        assertThat(host.claims().getFirst().group()).isEmpty();
        assertThat(Ledger.of(host).free().cpu()).isEqualTo(90);
    }
}
