package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.state.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ProtectedTask;

/**
 * The tasks that a call about protection names: those that can be protected, and what is wrong with the others.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">ECS: API failure
 *     reasons</a>
 */
record ProtectedTasks(List<Task> tasks, List<Failure> failures) {
    private static final String NOT_VALID = "TASK_NOT_VALID";

    ProtectedTasks {
        tasks = List.copyOf(tasks);
        failures = List.copyOf(failures);
    }

    /**
     * Those that {@code names} mean, each once.
     *
     * @param most how many a call may name
     * @throws io.gantry.base.AwsError InvalidParameterException for none, too many, or a malformed name
     */
    static ProtectedTasks named(View view, Cluster cluster, List<String> names, int most) {
        if (names.isEmpty()) {
            throw EcsErrors.invalidParameter("Tasks cannot be empty.");
        }
        if (names.size() > most) {
            throw EcsErrors.invalidParameter("Tasks can have at most " + most + " items.");
        }
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        names.forEach(name -> ids.add(Tasks.recordId(cluster, name)));
        List<Task> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : ids) {
            Optional<Task> task = view.get(Tasks.TABLE, id).filter(known -> cluster.holdsSince(known.createdAt()));
            if (task.isEmpty()) {
                failures.add(TaskShapes.missing(cluster, id));
            } else if (!task.get().launch().group().startsWith(Tasks.SERVICE_GROUP)) {
                failures.add(TaskShapes.failure(task.get().arn().toString(), NOT_VALID));
            } else {
                tasks.add(task.get());
            }
        }
        return new ProtectedTasks(tasks, failures);
    }

    /** With its tasks changed. A task that is stopping cannot be spared any more. */
    ProtectedTasks with(UnaryOperator<Task> change) {
        List<Task> changed = new ArrayList<>();
        List<Failure> all = new ArrayList<>(failures);
        for (Task task : tasks) {
            if (task.desiredStopped()) {
                all.add(TaskShapes.failure(task.arn().toString(), NOT_VALID));
            } else {
                changed.add(change.apply(task));
            }
        }
        return new ProtectedTasks(changed, all);
    }

    /** In AWS's shape. A period that is over is not shown. */
    List<ProtectedTask> shapes(Instant now) {
        return tasks.stream()
                .map(task -> {
                    Optional<Instant> until =
                            TaskTimes.instant(task.times().protectedUntil()).filter(now::isBefore);
                    return ProtectedTask.builder()
                            .taskArn(task.arn().toString())
                            .protectionEnabled(until.isPresent())
                            .expirationDate(until.orElse(null))
                            .build();
                })
                .toList();
    }
}
