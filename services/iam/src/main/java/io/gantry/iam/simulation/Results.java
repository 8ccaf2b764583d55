package io.gantry.iam.simulation;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** Pages of answers. */
final class Results {
    private Results() {}

    static Page<EvaluationResult> page(Simulation simulation, @Nullable String marker, @Nullable Integer maxItems) {
        return Listing.page(
                simulation.results(),
                result -> result.evalActionName() + " " + result.evalResourceName(),
                marker,
                maxItems);
    }
}
