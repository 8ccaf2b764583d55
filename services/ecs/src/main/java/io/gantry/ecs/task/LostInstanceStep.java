package io.gantry.ecs.task;

import io.gantry.control.Step;
import io.gantry.ecs.instance.ContainerInstance;
import java.time.Duration;
import java.util.List;

/** What is to be done about the tasks of services on an instance whose agent is away. */
sealed interface LostInstanceStep extends Step {
    /** It counts as lost: some of its tasks are wanted stopped, so that their services start others. */
    record Replace(ContainerInstance instance, List<Task> tasks) implements LostInstanceStep, Step.Commit {}

    /** It may come back, or too little is known. */
    record Await(Duration delay) implements LostInstanceStep, Step.Wait {}

    /** Its agent is there, or no service has a task on it. */
    record Rest() implements LostInstanceStep, Step.Settled {}
}
