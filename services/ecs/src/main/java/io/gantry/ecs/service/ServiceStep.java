package io.gantry.ecs.service;

import io.gantry.control.Step;
import io.gantry.ecs.deployment.LifecycleStage;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.taskset.TaskSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to be done for a service next. */
sealed interface ServiceStep extends Step {
    /** The service deployment is no longer pending. */
    record Begin(Service service) implements ServiceStep, Step.Commit {}

    /** Tasks have ended, some of them by themselves and soon after their start: they are counted, once. */
    record Account(Service service, List<Replica> ended, List<Replica> quick) implements ServiceStep, Step.Commit {}

    /** A deployment's tasks work: failures, quick ends or both are forgotten. */
    record Recover(Service service, Deployment line, boolean failures, boolean quickEnds)
            implements ServiceStep, Step.Commit {}

    /** Images of the primary deployment are known: its revision shows them. */
    record Pin(Service service, List<TaskContainer> containers) implements ServiceStep, Step.Commit {}

    /** More tasks of a deployment are wanted: of the primary one, or of one that is kept beside it. */
    record Start(Service service, String revision, int count) implements ServiceStep, Step.Commit {}

    /** So many hosts suit a daemon now. */
    record Count(Service service, int hosts) implements ServiceStep, Step.Commit {}

    /** Each of these hosts is to have a daemon of the primary deployment; named by record id. */
    record StartOn(Service service, List<String> hosts) implements ServiceStep, Step.Commit {}

    /** This host has no room for the daemon that it should have. */
    record Crowded(Service service, DaemonHost host) implements ServiceStep, Step.Commit {}

    /** The zones hold unequal numbers of tasks, or no more so, which is said. */
    record Rebalance(Service service, Optional<Service.Rebalancing> next, String text)
            implements ServiceStep, Step.Commit {}

    /** One task more is to run in this zone, on this host, before one in another zone goes. */
    record StartIn(Service service, String zone, String host) implements ServiceStep, Step.Commit {}

    /** What is to be done for a task set, as if it were a service. */
    record OfTaskSet(Service service, TaskSet taskSet, ServiceStep inner) implements ServiceStep, Step.Commit {}

    /** These tasks are wanted no more. */
    record Stop(Service service, List<Replica> victims, Why why) implements ServiceStep, Step.Commit {
        /** What stops them. */
        enum Why {
            /** There are more than wanted, or newer ones have taken their place. */
            SCALING,
            /** Their zone holds too many. */
            REBALANCING,
            /** Their health checks failed. */
            UNHEALTHY,
            /** The service is being deleted. */
            DELETED;

            /**
             * What the tasks say of it.
             *
             * @param by {@code ecs-svc/<number>} of the deployment or task set
             */
            StopCause cause(String by) {
                return StopCause.byScheduler(
                        switch (this) {
                            case SCALING, REBALANCING -> "Scaling activity initiated by (deployment " + by + ")";
                            case UNHEALTHY -> "Task failed container health checks";
                            case DELETED -> "Service deleted";
                        });
            }
        }
    }

    /** Room is needed no more. */
    record Unstall(Service service) implements ServiceStep, Step.Commit {}

    /** The limits let a rollout neither start nor stop a task. */
    record Jam(Service service) implements ServiceStep, Step.Commit {}

    /** The primary deployment has failed, and its service deployment ends thus, for this reason. */
    record Fail(Service service, Setback why, ServiceDeployment.Status end, String reason)
            implements ServiceStep, Step.Commit {}

    /** Back to the revision that succeeded last. */
    record RollBack(Service service, String revision, Setback why) implements ServiceStep, Step.Commit {}

    /** The primary deployment has all its tasks, and no other has any. */
    record Complete(Service service) implements ServiceStep, Step.Commit {}

    /** The service deployment goes on to another stage of its lifecycle, with so much of the production traffic. */
    record Enter(Service service, LifecycleStage stage, int stepOfShift, int production)
            implements ServiceStep, Step.Commit {}

    /** Hooks of the service deployment have waited long enough. */
    record Expire(Service service) implements ServiceStep, Step.Commit {}

    /** An older deployment has no tasks any more. */
    record Drop(Service service, Deployment deployment) implements ServiceStep, Step.Commit {}

    /** All is as wanted. */
    record Steady(Service service) implements ServiceStep, Step.Commit {}

    /** A service that is being deleted has no tasks any more. */
    record End(Service service) implements ServiceStep, Step.Commit {}

    /** An INACTIVE service has been shown long enough. */
    record Forget(Service service) implements ServiceStep, Step.Commit {}

    /** Nothing before this has passed. */
    record Later(Duration delay) implements ServiceStep, Step.Wait {}

    /** Nothing until something changes. */
    record Rest() implements ServiceStep, Step.Settled {}
}
