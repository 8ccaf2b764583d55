package io.gantry.ecs.deployment;

/**
 * The stages that a service deployment passes through, as AWS prints them, in their order. From PRE_PRODUCTION_TRAFFIC_SHIFT to
 * PRODUCTION_TRAFFIC_SHIFT is passed once for each step of the shift.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html">ECS:
 *     deployment lifecycle stages</a>
 */
public enum LifecycleStage {
    /** Revisions that are neither the one to leave nor the one to come are removed. */
    RECONCILE_SERVICE,
    PRE_SCALE_UP,
    /** The new revision gets all its tasks, without traffic. */
    SCALE_UP,
    POST_SCALE_UP,
    TEST_TRAFFIC_SHIFT,
    POST_TEST_TRAFFIC_SHIFT,
    /** For hooks only: a deployment that is here says that it is in the stage before. */
    PRE_PRODUCTION_TRAFFIC_SHIFT,
    /** A part of the traffic goes to the new revision, and a pause follows until the next part. */
    PRODUCTION_TRAFFIC_SHIFT,
    POST_PRODUCTION_TRAFFIC_SHIFT,
    /** All traffic goes to the new revision, and the old one is kept ready. */
    BAKE_TIME,
    /** The old revision's tasks are removed. */
    CLEAN_UP;

    /** Whether a PAUSE hook may be here. Where work goes on, or a rollback passes too, none may. */
    public boolean takesPauseHooks() {
        return switch (this) {
            case RECONCILE_SERVICE,
                    PRE_SCALE_UP,
                    POST_SCALE_UP,
                    POST_TEST_TRAFFIC_SHIFT,
                    PRE_PRODUCTION_TRAFFIC_SHIFT,
                    POST_PRODUCTION_TRAFFIC_SHIFT -> true;
            case SCALE_UP, TEST_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT, BAKE_TIME, CLEAN_UP -> false;
        };
    }
}
