package io.gantry.ecs.task;

import io.gantry.base.Arn;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/**
 * Files agents' reports. An agent repeats a report for ever unless it is accepted or answered by InvalidParameterException,
 * so no other refusal may leave here.
 */
final class Reports {
    private Reports() {}

    /**
     * Applies {@code report} to the task that the agent names.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when there is no such task
     */
    static void file(StateStore store, Scope scope, String cluster, String named, TaskReport report) {
        store.transact(tx -> {
            Task task = find(tx, scope, cluster, named)
                    .orElseThrow(() -> EcsErrors.invalidParameter("The referenced task was not found."));
            tx.put(Tasks.TABLE, task.observe(report, tx.now()));
            return task;
        });
    }

    private static Optional<Task> find(View view, Scope scope, String cluster, String named) {
        if (Arn.looksLikeArn(named)) {
            return Tasks.byArn(view, scope, named);
        }
        return Clusters.name(scope, Optional.of(cluster))
                .flatMap(name -> view.get(Clusters.TABLE, scope.id(name)))
                .flatMap(known -> task(view, known, named));
    }

    private static Optional<Task> task(View view, Cluster cluster, String id) {
        return view.get(Tasks.TABLE, Tasks.recordId(cluster, id));
    }

    /** The state that a report names; empty for none, and for one that only newer agents know. */
    static Optional<ContainerState> state(String name) {
        return name == null ? Optional.empty() : ContainerState.of(name);
    }

    /** Ports in our form. */
    static List<NetworkBinding> bindings(List<software.amazon.awssdk.services.ecs.model.NetworkBinding> reported) {
        return reported.stream()
                .map(binding -> new NetworkBinding(
                        LaunchParameters.text(binding.bindIP()),
                        Demands.value(binding.containerPort()),
                        Demands.value(binding.hostPort()),
                        LaunchParameters.text(binding.protocolAsString()),
                        LaunchParameters.text(binding.containerPortRange()),
                        LaunchParameters.text(binding.hostPortRange())))
                .toList();
    }
}
