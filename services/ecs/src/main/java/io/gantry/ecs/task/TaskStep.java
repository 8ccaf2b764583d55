package io.gantry.ecs.task;

import io.gantry.control.Step;
import java.time.Duration;

/** What is to be done about a task. */
sealed interface TaskStep extends Step {
    /** Nothing is attached to it: RUNNING becomes STOPPING. */
    record Detach(Task task) implements TaskStep, Step.Commit {}

    /** It has no interface yet: EC2 makes one. */
    record MakeInterface(Task task) implements TaskStep, Step.Call {}

    /** It has ended: from now on it gives back what it held. */
    record Deprovision(Task task) implements TaskStep, Step.Commit {}

    /** It has ended: EC2 deletes its interface. */
    record DeleteInterface(Task task) implements TaskStep, Step.Call {}

    /** Its agent has seen its end: on to STOPPED, and its host gets back what it held. */
    record Finish(Task task) implements TaskStep, Step.Commit {}

    /** It has been STOPPED long enough to be forgotten. */
    record Forget(String taskId) implements TaskStep, Step.Commit {}

    /** It is STOPPED and still shown. */
    record Keep(Duration delay) implements TaskStep, Step.Wait {}

    /** It waits for its agent or its caller. */
    record Rest() implements TaskStep, Step.Settled {}
}
