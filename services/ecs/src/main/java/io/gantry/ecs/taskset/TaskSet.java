package io.gantry.ecs.taskset;

import io.gantry.base.Arn;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.resource.Scope;
import io.gantry.wire.codec.AwsJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;

/**
 * Tasks of one kind inside a service, as many as a part of the service's desired count. The Service record is the fence of
 * their counts.
 *
 * @param cluster the cluster's name
 * @param service the service's name
 * @param number 19 digits, unique
 * @param definition what the caller wrote, with defaults, as the JSON of AWS's CreateTaskSetRequest
 * @param taskDefinition the ARN of what its tasks run
 * @param percent of the service's desired count, 0 to 100
 * @param course how it goes
 */
public record TaskSet(
        Scope scope,
        String cluster,
        String service,
        String number,
        Status status,
        String definition,
        String taskDefinition,
        double percent,
        Course course,
        Map<String, String> tags,
        Instant createdAt,
        Instant updatedAt) {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    public TaskSet {
        tags = Map.copyOf(tags);
    }

    /** A task set's states, as AWS prints them. */
    public enum Status {
        /** It serves. */
        PRIMARY,
        ACTIVE,
        /** Its tasks are being stopped, and then it is gone. */
        DRAINING
    }

    /**
     * How a task set goes.
     *
     * @param steady whether all its tasks are there and healthy
     * @param steadyAt since when that is so, or is not
     * @param quickEnds tasks that failed one after the other; it slows down the next starts
     * @param lastEndAt when the last of them did
     * @param stall why no more tasks could be started, empty unless that is so
     */
    public record Course(boolean steady, Instant steadyAt, int quickEnds, Instant lastEndAt, String stall) {
        static Course begun(Instant now) {
            return new Course(false, now, 0, now, "");
        }

        /** Steady from now on, which makes up for earlier failures, or no more. */
        public Course withSteady(boolean isSteady, Instant now) {
            return new Course(
                    isSteady, isSteady == steady ? steadyAt : now, isSteady ? 0 : quickEnds, lastEndAt, stall);
        }

        /** After more tasks have failed. */
        public Course ended(int quick, Instant now) {
            return new Course(steady, steadyAt, quickEnds + quick, quick > 0 ? now : lastEndAt, stall);
        }

        /** Unable to start tasks for this reason, or able again when it is empty. */
        public Course stalled(String why) {
            return new Course(steady, steadyAt, quickEnds, lastEndAt, why);
        }
    }

    /** One that begins now, with no part of the desired count. */
    public static TaskSet of(
            Scope scope,
            String cluster,
            String service,
            String number,
            CreateTaskSetRequest definition,
            Map<String, String> tags,
            Instant now) {
        return new TaskSet(
                scope,
                cluster,
                service,
                number,
                Status.ACTIVE,
                AwsJson.write(definition),
                definition.taskDefinition(),
                0,
                Course.begun(now),
                tags,
                now,
                now);
    }

    /** The id in {@link TaskSets#TABLE}. */
    public String id() {
        return id(scope, cluster, service, number);
    }

    static String id(Scope scope, String cluster, String service, String number) {
        return scope.id(cluster + "/" + service + "/" + number);
    }

    /** {@code ecs-svc/<number>}: what users call it, and what its tasks name in {@code startedBy}. */
    public String name() {
        return ServiceRevision.STARTED_BY + number;
    }

    /** {@code arn:aws:ecs:<region>:<account>:task-set/<cluster>/<service>/ecs-svc/<number>}. */
    public Arn arn() {
        return scope.arn("task-set/" + cluster + "/" + service + "/" + name());
    }

    /** What the caller wrote. */
    public CreateTaskSetRequest shape() {
        return AwsJson.read(definition, CreateTaskSetRequest.builder());
    }

    /** Its part of a service's desired count, rounded up. */
    public int computed(int desiredCount) {
        return BigDecimal.valueOf(desiredCount)
                .multiply(BigDecimal.valueOf(percent))
                .divide(WHOLE, 0, RoundingMode.CEILING)
                .intValueExact();
    }

    /** In another status. */
    public TaskSet withStatus(Status next, Instant now) {
        return with(next, percent, course, tags, now);
    }

    /** With another part of the desired count: not steady before its tasks are. */
    public TaskSet scaled(double newPercent, Instant now) {
        return with(status, newPercent, course.withSteady(false, now), tags, now);
    }

    /** On another course. */
    public TaskSet with(Course next) {
        return with(status, percent, next, tags, updatedAt);
    }

    /** With these tags instead of its own. */
    public TaskSet withTags(Map<String, String> all) {
        return with(status, percent, course, all, updatedAt);
    }

    private TaskSet with(Status inStatus, double part, Course next, Map<String, String> all, Instant now) {
        return new TaskSet(
                scope, cluster, service, number, inStatus, definition, taskDefinition, part, next, all, createdAt, now);
    }
}
