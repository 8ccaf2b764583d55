package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.placement.Placement;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;

/** Starts a task on each of the instances that the caller names. */
public final class StartTask implements Operation<StartTaskRequest, StartTaskResponse> {
    private static final int MOST = 10;

    private final StateStore store;
    private final Circumstances circumstances;

    public StartTask(StateStore store, Circumstances circumstances) {
        this.store = store;
        this.circumstances = circumstances;
    }

    @Override
    public StartTaskResponse call(StartTaskRequest in, CallContext call) {
        check(in);
        LaunchParameters asked = LaunchParameters.of(in);
        View view = store.view();
        circumstances.verify(view, Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster())), asked);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            Launch launch = Launch.of(tx, cluster, asked);
            List<Task> tasks = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (String named : in.containerInstances()) {
                start(tx, launch, ContainerInstances.recordId(cluster, named), tasks, failures);
            }
            return StartTaskResponse.builder()
                    .tasks(tasks.stream()
                            .map(task -> TaskShapes.describe(tx, task, true))
                            .toList())
                    .failures(failures)
                    .build();
        });
    }

    private static void check(StartTaskRequest in) {
        List<String> named = in.containerInstances();
        if (named.isEmpty()) {
            throw EcsErrors.invalidParameter("Container instances cannot be empty.");
        }
        if (named.size() > MOST) {
            throw EcsErrors.invalidParameter("Container instances can have at most " + MOST + " items.");
        }
        if (new HashSet<>(named).size() < named.size()) {
            throw EcsErrors.invalidParameter("Container instances cannot contain duplicates.");
        }
        if (!in.volumeConfigurations().isEmpty()) {
            throw Unsupported.refusal("The parameter volumeConfigurations");
        }
    }

    private static void start(Tx tx, Launch launch, String recordId, List<Task> tasks, List<Failure> failures) {
        Optional<ContainerInstance> known = tx.get(ContainerInstances.TABLE, recordId);
        String arn = ContainerInstances.arn(launch.cluster().scope(), recordId).toString();
        if (known.isEmpty()) {
            failures.add(TaskShapes.failure(arn, "MISSING"));
        } else if (known.get().status() != ContainerInstance.Status.ACTIVE) {
            failures.add(TaskShapes.failure(arn, "INACTIVE"));
        } else {
            Hosts host = Hosts.only(tx, known.get());
            Placement placement = host.place(launch.request(1, PlacementRules.constraints(List.of()), List.of()));
            tasks.addAll(host.start(launch, placement.assignments(), Map.of()));
            placement.refusals().forEach(refusal -> failures.add(RunTask.failure(arn, refusal.reason())));
        }
    }
}
