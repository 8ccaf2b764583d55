package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** Describes a revision in any status, or the newest ACTIVE one of a family. */
public final class DescribeTaskDefinition
        implements Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> {
    private final StateStore store;

    public DescribeTaskDefinition(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeTaskDefinitionResponse call(DescribeTaskDefinitionRequest in, CallContext call) {
        TaskDefinition definition = TaskDefinitions.find(store.view(), Scope.of(call), in.taskDefinition())
                .orElseThrow(() -> EcsErrors.client("Unable to describe task definition."));
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(TaskDefinitionDescription.of(definition))
                .tags(in.include().contains(TaskDefinitionField.TAGS) ? Tags.toShape(definition.tags()) : null)
                .build();
    }
}
