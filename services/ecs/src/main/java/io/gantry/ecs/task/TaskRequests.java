package io.gantry.ecs.task;

import io.gantry.placement.Request;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What one more task asks of its host, from AWS's shapes alone: for those who explain to people what placement does. */
public final class TaskRequests {
    private TaskRequests() {}

    /**
     * As a request for one place, without preferences.
     *
     * @param constraints of the call or the service; those of the definition come to them
     * @param executeCommand whether ECS Exec is to be enabled
     * @throws io.gantry.base.AwsError when an override or an expression is none
     */
    public static Request of(
            TaskDefinition definition,
            TaskOverride overrides,
            String launchType,
            String group,
            List<PlacementConstraint> constraints,
            boolean executeCommand) {
        EffectiveDefinition effective = EffectiveDefinition.of(definition, overrides);
        PlacementRules.Constraints all = PlacementRules.constraints(constraints)
                .and(effective.definition().placementConstraints());
        return new Request(
                1, Demands.of(effective, launchType, executeCommand), all.distinct(), List.of(), all.queries(), group);
    }
}
