package io.gantry.ecs.taskdefinition.rule;

import io.gantry.ecs.resource.Queries;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;

/** Placement constraints, and that their expressions can be read. */
final class PlacementRule implements Rule {
    private static final int MOST = 10;

    @Override
    public void check(Draft draft) {
        if (draft.request().placementConstraints().size() > MOST) {
            throw Refusal.because("A task definition can have at most " + MOST + " placement constraints.");
        }
        for (TaskDefinitionPlacementConstraint constraint : draft.request().placementConstraints()) {
            if (!"memberOf".equals(constraint.typeAsString())) {
                throw Refusal.because("Invalid placement constraint type '" + constraint.typeAsString()
                        + "'. The only one for task definitions is memberOf.");
            }
            if (constraint.expression() == null || constraint.expression().isBlank()) {
                throw Refusal.because("A memberOf placement constraint requires an expression.");
            }
            Queries.of(constraint.expression(), Refusal::because);
        }
    }
}
