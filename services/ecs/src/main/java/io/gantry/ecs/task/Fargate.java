package io.gantry.ecs.task;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What FARGATE means here: a task of this launch type runs on any host of the account that has room for it, whichever cluster the
 * host has joined, and nobody is told which one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html">ECS: Fargate platform
 *     versions</a>
 */
public final class Fargate {
    /** The launch type. */
    public static final String TYPE = "FARGATE";

    /** The family of operating systems of every host of ours. */
    public static final String FAMILY = "Linux";

    /** GiB that a task has where its definition says nothing. */
    static final int EPHEMERAL_STORAGE = 20;

    /** AWS's words when no host has room. */
    public static final String NO_CAPACITY =
            "Capacity is unavailable at this time. Please try again later or in a different" + " availability zone";

    private static final String LATEST = "LATEST";
    private static final String NEWEST = "1.4.0";

    private Fargate() {}

    /**
     * The version that {@code asked} means.
     *
     * @param asked null or empty for the newest
     * @throws AwsError PlatformUnknownException for another one
     */
    public static String platformVersion(@Nullable String asked) {
        if (asked == null || asked.isEmpty() || asked.equals(LATEST) || asked.equals(NEWEST)) {
            return NEWEST;
        }
        throw AwsError.client("PlatformUnknownException", "The specified platform version does not exist.");
    }

    /** Refuses what only hosts that one can see are chosen by. */
    public static void checkPlacement(List<?> constraints, List<?> strategies) {
        if (!constraints.isEmpty()) {
            throw EcsErrors.invalidParameter("Placement constraints are not supported with FARGATE launch type.");
        }
        if (!strategies.isEmpty()) {
            throw EcsErrors.invalidParameter("Placement strategies are not supported with FARGATE launch type.");
        }
    }
}
