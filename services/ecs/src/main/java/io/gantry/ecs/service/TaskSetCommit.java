package io.gantry.ecs.service;

import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out what was decided for a task set as if it were a service. */
final class TaskSetCommit {
    private final Tx tx;
    private final Service service;
    private final TaskSet set;

    TaskSetCommit(Tx tx, Service service, TaskSet set) {
        this.tx = tx;
        this.service = service;
        this.set = set;
    }

    void apply(ServiceStep step) {
        switch (step) {
            case ServiceStep.Start start -> start(start.count());
            case ServiceStep.Stop stop -> stop(stop);
            case ServiceStep.Unstall _ -> stalled(set.course(), "");
            case ServiceStep.Jam _ -> stall(set.course(), ServiceTexts.jammed(service));
            case ServiceStep.Steady _ -> {
                put(set.course().withSteady(true, tx.now()));
                say(ServiceTexts.steady(service));
            }
            case ServiceStep.End _ -> end();
            case ServiceStep other -> throw new IllegalStateException("no step of a task set: " + other);
        }
    }

    /** Tasks have ended: those that failed slow down the next starts of their sets. */
    static void account(Tx tx, ServiceStep.Account step) {
        for (TaskSet set : Services.taskSets(tx, step.service())) {
            int quick = (int) step.quick().stream()
                    .filter(replica -> replica.revision().equals(set.number()))
                    .count();
            tx.put(TaskSets.TABLE, set.with(set.course().ended(quick, tx.now())));
        }
    }

    private void put(TaskSet.Course course) {
        tx.put(TaskSets.TABLE, set.with(course));
    }

    private void say(String text) {
        ServiceEvents.add(tx, service, ServiceTexts.of(service, set, text));
    }

    private void start(int count) {
        ServiceTasks.Outcome outcome;
        TaskSet.Course course = set.course().withSteady(false, tx.now());
        try {
            Cluster cluster = tx.get(Clusters.TABLE, service.clusterId()).orElseThrow();
            outcome = ServiceTasks.start(
                    tx, cluster, ServiceDefinition.order(service, set), count, DaemonHosts.kept(tx, cluster));
        } catch (AwsError refused) {
            stall(course, ServiceTexts.refused(service, refused.message()));
            return;
        }
        if (!outcome.tasks().isEmpty()) {
            say(ServiceTexts.started(service, ServiceTexts.ids(outcome.tasks())));
        }
        if (outcome.tasks().size() < count) {
            stall(course, ServiceTexts.noPlace(service, outcome.refusals()));
        } else {
            stalled(course, "");
        }
    }

    private void end() {
        tx.delete(TaskSets.TABLE, set.id());
        Service rest = service.withTaskSets(service.taskSets().stream()
                .filter(number -> !number.equals(set.number()))
                .toList());
        tx.put(Services.TABLE, isStalled(rest) ? rest : rest.withStall(Optional.empty()));
    }

    private boolean isStalled(Service held) {
        return Services.taskSets(tx, held).stream()
                .anyMatch(other -> !other.course().stall().isEmpty());
    }

    /** Says why nothing moves, once. */
    private void stall(TaskSet.Course course, String message) {
        if (!message.equals(set.course().stall())) {
            say(message);
        }
        stalled(course, message);
    }

    /** The service is stalled while one of its sets is: that is how it hears of new room. */
    private void stalled(TaskSet.Course course, String message) {
        put(course.stalled(message));
        boolean any = isStalled(service);
        if (any != service.stall().isPresent()) {
            tx.put(
                    Services.TABLE,
                    service.withStall(any ? Optional.of(new Service.Stall(message, tx.now())) : Optional.empty()));
        }
    }

    private void stop(ServiceStep.Stop step) {
        StopCause cause = step.why().cause(set.name());
        List<Task> stopped = new ArrayList<>();
        for (Replica victim : step.victims()) {
            tx.get(Tasks.TABLE, victim.taskId()).ifPresent(task -> {
                stopped.add(task);
                tx.put(Tasks.TABLE, task.stopRequested(cause, tx.now()));
            });
        }
        put(set.course().withSteady(false, tx.now()));
        say(ServiceTexts.stopped(service, ServiceTexts.ids(stopped)));
    }
}
