package io.gantry.ecs.taskdefinition;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Moves INACTIVE revisions to DELETE_IN_PROGRESS; {@link TaskDefinitionReaper} forgets them when nothing uses them. */
public final class DeleteTaskDefinitions
        implements Operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> {
    private static final int MOST = 10;

    private final StateStore store;

    public DeleteTaskDefinitions(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteTaskDefinitionsResponse call(DeleteTaskDefinitionsRequest in, CallContext call) {
        if (in.taskDefinitions().isEmpty()) {
            throw EcsErrors.invalidParameter("size of TaskDefinition references list must be greater than 0");
        }
        if (in.taskDefinitions().size() > MOST) {
            throw EcsErrors.invalidParameter("Size of TaskDefinition references list cannot exceed " + MOST);
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            List<software.amazon.awssdk.services.ecs.model.TaskDefinition> deleted = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (String named : new LinkedHashSet<>(in.taskDefinitions())) {
                Optional<TaskDefinition> found = TaskDefinitions.namesRevision(named)
                        ? TaskDefinitions.find(tx, scope, named)
                        : Optional.empty();
                Optional<String> refusal = refusal(named, found);
                if (refusal.isPresent() || found.isEmpty()) {
                    failures.add(Failure.builder()
                            .arn(arn(scope, named))
                            .reason(refusal.orElse("MISSING"))
                            .build());
                } else {
                    deleted.add(TaskDefinitionDescription.of(delete(tx, found.get())));
                }
            }
            return DeleteTaskDefinitionsResponse.builder()
                    .taskDefinitions(deleted)
                    .failures(failures)
                    .build();
        });
    }

    private static Optional<String> refusal(String named, Optional<TaskDefinition> found) {
        if (!TaskDefinitions.namesRevision(named)) {
            return Optional.of(
                    "The specified task definition identifier is invalid. Specify a valid name or ARN and try again.");
        }
        if (found.isEmpty()) {
            return Optional.of("The specified task definition does not exist. Specify a valid account, family, revision"
                    + " and try again.");
        }
        return found.filter(definition -> definition.status() == TaskDefinition.Status.ACTIVE)
                .map(active ->
                        "The specified task definition is still in ACTIVE status. Please deregister the target and try"
                                + " again.");
    }

    private static TaskDefinition delete(Tx tx, TaskDefinition definition) {
        if (definition.status() == TaskDefinition.Status.DELETE_IN_PROGRESS) {
            return definition;
        }
        TaskDefinition deleting = definition.deleting(tx.now());
        tx.put(TaskDefinitions.TABLE, deleting);
        return deleting;
    }

    private static String arn(Scope scope, String named) {
        return Arn.looksLikeArn(named)
                ? named
                : scope.arn("task-definition/" + named).toString();
    }
}
