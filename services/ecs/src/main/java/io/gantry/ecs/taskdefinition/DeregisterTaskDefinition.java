package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;

/** Makes a revision INACTIVE: it stays describable, and what runs with it goes on. */
public final class DeregisterTaskDefinition
        implements Operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> {
    private final StateStore store;

    public DeregisterTaskDefinition(StateStore store) {
        this.store = store;
    }

    @Override
    public DeregisterTaskDefinitionResponse call(DeregisterTaskDefinitionRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        if (!TaskDefinitions.hasRevision(in.taskDefinition())) {
            throw EcsErrors.client("Revision is missing.");
        }
        return store.transact(tx -> {
            TaskDefinition definition = TaskDefinitions.find(tx, scope, in.taskDefinition())
                    .orElseThrow(() -> EcsErrors.client("The specified task definition does not exist."));
            TaskDefinition answer = definition;
            if (definition.status() == TaskDefinition.Status.ACTIVE) {
                answer = definition.inactive(tx.now());
                tx.put(TaskDefinitions.TABLE, answer);
                tx.put(
                        Families.TABLE,
                        Families.of(tx, scope, definition.family()).deregistered());
            }
            return DeregisterTaskDefinitionResponse.builder()
                    .taskDefinition(TaskDefinitionDescription.of(answer))
                    .build();
        });
    }
}
