package io.gantry.agent.node.task;

import io.gantry.control.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The next thing to do for a task: a change of what we know, a call to the engine, or nothing before a moment. */
public sealed interface TaskStep {
    /** The task is to stop; {@code reason} is empty when a container's own reason says it all. */
    record StopTask(String reason) implements TaskStep, Step.Commit {}

    /** A container ends without the engine: it was never created or never started, or can never start. */
    record EndContainer(String container, Optional<Integer> exitCode, String reason) implements TaskStep, Step.Commit {}

    /** All containers have ended. */
    record EndTask() implements TaskStep, Step.Commit {}

    /** Make volumes and control group. */
    record Prepare() implements TaskStep, Step.Call {}

    /** Make the container that holds the task's network, and connect it. */
    record MakeSandbox() implements TaskStep, Step.Call {}

    /** Take the task's network away, and the container that holds it. */
    record RemoveSandbox() implements TaskStep, Step.Call {}

    /** Ask the registry for the image's digest. */
    record Resolve(String container) implements TaskStep, Step.Call {}

    /** Pull the image. */
    record Pull(String container) implements TaskStep, Step.Call {}

    /** Create the container. */
    record Create(String container) implements TaskStep, Step.Call {}

    /** Start the container; {@code again} when its restart policy says so. */
    record Start(String container, boolean again) implements TaskStep, Step.Call {}

    /** Look at the container: it is not known what the last call did. */
    record Inspect(String container) implements TaskStep, Step.Call {}

    /** Stop the container. */
    record Stop(String container, Duration grace) implements TaskStep, Step.Call {}

    /** Remove what the container left. */
    record Remove(String container) implements TaskStep, Step.Call {}

    /** Remove the task's volumes and group. */
    record RemoveResources() implements TaskStep, Step.Call {}

    /** Nothing is left of the task: forget it. */
    record Forget() implements TaskStep, Step.Commit {}

    /** Nothing to do before {@code until}, or at all until something changes. */
    record Wait(Optional<Instant> until) implements TaskStep, Step {}
}
