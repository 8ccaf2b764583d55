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
    /** The agent cuts its own texts to these lengths; another reporter's are cut here, lest a record outgrow a commit. */
    private static final int REASON_LENGTH = 1024;

    private static final int TEXT_LENGTH = 255;
    private static final int MOST_BINDINGS = 500;

    private Reports() {}

    /** A reason as it is kept. */
    static String reason(String reported) {
        return cut(reported, REASON_LENGTH);
    }

    /** An id, a digest or an address as it is kept. */
    static String text(String reported) {
        return cut(reported, TEXT_LENGTH);
    }

    private static String cut(String reported, int length) {
        String text = LaunchParameters.text(reported);
        return text.length() <= length ? text : text.substring(0, length);
    }

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
                .limit(MOST_BINDINGS)
                .map(binding -> new NetworkBinding(
                        text(binding.bindIP()),
                        Demands.value(binding.containerPort()),
                        Demands.value(binding.hostPort()),
                        text(binding.protocolAsString()),
                        text(binding.containerPortRange()),
                        text(binding.hostPortRange())))
                .toList();
    }
}
