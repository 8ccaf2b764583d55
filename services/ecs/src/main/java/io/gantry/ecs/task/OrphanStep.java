package io.gantry.ecs.task;

import io.gantry.control.Step;
import io.gantry.ecs.instance.ContainerInstance;
import java.time.Duration;
import java.util.List;

/** What is to be done about a container instance that was deregistered. */
sealed interface OrphanStep extends Step {
    /** Files the report that its agent will not send, for some of its tasks. */
    record Report(List<Task> tasks) implements OrphanStep, Step.Commit {}

    /** It has been INACTIVE long enough, with no task left: it is forgotten with its ledger. */
    record Forget(ContainerInstance instance) implements OrphanStep, Step.Commit {}

    /** It is still shown. */
    record Keep(Duration delay) implements OrphanStep, Step.Wait {}

    /** It is registered, or gone. */
    record Rest() implements OrphanStep, Step.Settled {}
}
