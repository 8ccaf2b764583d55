package io.gantry.ecs.capacity;

import io.gantry.ecs.resource.EcsErrors;
import java.util.HashSet;
import java.util.List;

/**
 * The capacity providers that there are: those that AWS has made for every account. Tasks of both run on the same hosts, and
 * nothing interrupts those of FARGATE_SPOT, since no host here is taken back.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html">ECS: Fargate
 *     capacity providers</a>
 */
public final class CapacityProviders {
    /** Their names, in order. */
    public static final List<String> PREDEFINED = List.of("FARGATE", "FARGATE_SPOT");

    private static final int MOST_OF_A_CLUSTER = 20;

    private CapacityProviders() {}

    /**
     * Checks what a cluster is to have.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException for too many, unknown ones or the same one twice
     */
    public static void check(List<String> providers) {
        if (providers.size() > MOST_OF_A_CLUSTER) {
            throw EcsErrors.invalidParameter("The maximum number of capacity providers per cluster has been exceeded.");
        }
        for (String provider : providers) {
            if (!PREDEFINED.contains(provider)) {
                throw EcsErrors.invalidParameter("The specified capacity provider '" + provider
                        + "' was not found. Specify a valid name or ARN and try again.");
            }
        }
        if (new HashSet<>(providers).size() != providers.size()) {
            throw EcsErrors.invalidParameter("Duplicate capacity providers were specified.");
        }
    }
}
