package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionResponse;

/**
 * Has the service of some tasks spare them for a while when it scales in or rolls over. What a user, a failed health check or
 * the deletion of the service stops is stopped nevertheless.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html">ECS: task
 *     scale-in protection</a>
 */
public final class UpdateTaskProtection
        implements Operation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse> {
    private static final int MOST = 10;
    private static final int LONGEST_MINUTES = 2_880;
    private static final int DEFAULT_MINUTES = 120;

    private final StateStore store;

    public UpdateTaskProtection(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateTaskProtectionResponse call(UpdateTaskProtectionRequest in, CallContext call) {
        boolean wanted = Boolean.TRUE.equals(in.protectionEnabled());
        Duration period = period(in);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            ProtectedTasks answer = ProtectedTasks.named(tx, cluster, in.tasks(), MOST);
            Optional<Instant> until = wanted ? Optional.of(tx.now().plus(period)) : Optional.empty();
            ProtectedTasks changed = answer.with(task -> task.withProtection(until));
            changed.tasks().forEach(task -> tx.put(Tasks.TABLE, task));
            return UpdateTaskProtectionResponse.builder()
                    .protectedTasks(changed.shapes(tx.now()))
                    .failures(changed.failures())
                    .build();
        });
    }

    private static Duration period(UpdateTaskProtectionRequest in) {
        int minutes = Optional.ofNullable(in.expiresInMinutes()).orElse(DEFAULT_MINUTES);
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw EcsErrors.invalidParameter(
                    "expiresInMinutes must be between 1 and " + LONGEST_MINUTES + ", not " + minutes + ".");
        }
        return Duration.ofMinutes(minutes);
    }
}
