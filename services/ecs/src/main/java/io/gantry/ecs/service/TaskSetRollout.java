package io.gantry.ecs.service;

import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.service.ServiceSnapshot.TaskSetSeen;
import io.gantry.ecs.taskset.TaskSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the task sets of a service ask for: each is kept at its part of the desired count as a {@link Rollout} keeps a service
 * at the whole of it. Which of them serves, and how large each is, another controller says.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html">ECS: external
 *     deployment</a>
 */
final class TaskSetRollout {
    private final ServiceSnapshot seen;
    private final ServiceTiming timing;
    private final Instant now;

    TaskSetRollout(ServiceSnapshot seen, ServiceTiming timing, Instant now) {
        this.seen = seen;
        this.timing = timing;
        this.now = now;
    }

    /** The next step. */
    ServiceStep next() {
        List<Duration> waits = new ArrayList<>();
        for (TaskSetSeen one : seen.taskSets()) {
            switch (next(one)) {
                case ServiceStep.Later later -> waits.add(later.delay());
                case ServiceStep.Rest _ -> {
                    // Another one may ask for something.
                }
                case ServiceStep step -> {
                    return new ServiceStep.OfTaskSet(seen.service(), one.taskSet(), step);
                }
            }
        }
        return waits.stream()
                .min(Comparator.naturalOrder())
                .<ServiceStep>map(ServiceStep.Later::new)
                .orElseGet(ServiceStep.Rest::new);
    }

    private ServiceStep next(TaskSetSeen one) {
        TaskSet set = one.taskSet();
        List<Replica> replicas = seen.replicas().stream()
                .filter(replica -> replica.revision().equals(set.number()))
                .toList();
        if (set.status() == TaskSet.Status.DRAINING && replicas.isEmpty()) {
            return one.emptied() ? new ServiceStep.End(seen.service()) : new ServiceStep.Rest();
        }
        Deployment line = new Deployment(
                set.number(),
                set.taskDefinition(),
                RolloutState.COMPLETED,
                "",
                0,
                set.course().quickEnds(),
                set.course().lastEndAt(),
                set.createdAt(),
                set.updatedAt());
        ServicePlan plan = new ServicePlan(
                seen.plan().minimumHealthyPercent(),
                seen.plan().maximumPercent(),
                Optional.empty(),
                seen.plan().healthCheckGrace(),
                false);
        ServiceSnapshot alone = new ServiceSnapshot(
                asService(set, line),
                plan,
                replicas,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                one.roomAgain());
        return Rollout.of(alone, line, timing, now).next();
    }

    /** The set as if it were a service, for deciding only. */
    private Service asService(TaskSet set, Deployment line) {
        Service service = seen.service();
        int count = set.status() == TaskSet.Status.DRAINING ? 0 : set.computed(service.desiredCount());
        String stall = set.course().stall();
        return service.withDeployments(List.of(line), "")
                .wanting(count, service.definition())
                .withSteady(set.course().steady())
                .withStall(
                        stall.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Service.Stall(stall, set.course().steadyAt())));
    }
}
