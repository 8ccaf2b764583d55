package io.gantry.agent.node;

import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which images to remove (agent-protocol.md 12.4): those this node pulled, that nobody uses, the least recently used first. */
public final class ImageCleanup {
    private ImageCleanup() {}

    /** How often, how old at least, how many at once. */
    public record Rules(Duration interval, Duration minimumAge, int perCycle) {
        public static final Rules DEFAULT = new Rules(Duration.ofMinutes(30), Duration.ofHours(1), 5);

        /** An interval that outlives every process. */
        public static final Rules NEVER = new Rules(Duration.ofDays(36_500), Duration.ZERO, 0);
    }

    /**
     * An image that this node has pulled.
     *
     * @param reference as the definition writes it
     */
    public record PulledImage(String reference, Instant pulledAt, Instant lastUsedAt) {}

    /**
     * The references to remove now.
     *
     * @param present what is on the host
     * @param inUse references that known containers use
     */
    public static List<String> choose(
            List<PulledImage> pulled, List<Image> present, Set<String> inUse, Rules rules, Instant now) {
        return pulled.stream()
                .filter(image -> !inUse.contains(image.reference()))
                .filter(image -> !image.pulledAt().plus(rules.minimumAge()).isAfter(now))
                .filter(image -> present.stream().anyMatch(here -> names(here, image.reference())))
                .sorted(Comparator.comparing(PulledImage::lastUsedAt).thenComparing(PulledImage::reference))
                .limit(rules.perCycle())
                .map(PulledImage::reference)
                .toList();
    }

    /** References of ours that nothing on the host answers to any more. */
    public static List<String> gone(List<PulledImage> pulled, List<Image> present, Rules rules, Instant now) {
        return pulled.stream()
                .filter(image -> !image.pulledAt().plus(rules.minimumAge()).isAfter(now))
                .map(PulledImage::reference)
                .filter(reference -> present.stream().noneMatch(here -> names(here, reference)))
                .toList();
    }

    private static boolean names(Image image, String reference) {
        ImageReference wanted = ImageReference.parse(reference);
        return wanted.isAmong(wanted.digest().isEmpty() ? image.names() : image.digests());
    }
}
