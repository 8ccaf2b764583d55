package io.gantry.ecs.deployment;

import io.gantry.ecs.task.TaskContainer;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a container's image was found to be for a revision, as its first task told. Later tasks of the revision are held to it.
 *
 * @param container its name
 * @param image as the definition writes it
 * @param digest {@code sha256:...}
 * @param at when it was known
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerImage.html">ECS: ContainerImage</a>
 */
public record ImagePin(String container, String image, String digest, Instant at) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Of a container whose image's digest was reported. */
    public static ImagePin of(TaskContainer container, Instant now) {
        return new ImagePin(container.name(), container.image(), container.imageDigest(), now);
    }

    /** Whether a reported digest names an image. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }
}
