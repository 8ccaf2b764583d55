package io.gantry.agent.node;

import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which images this node has pulled and which of them its tasks use, and what follows from it for cleanup. */
final class ImageUse {
    private final Ledger ledger;

    ImageUse(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Notes both names of an image: when its tag moves on, the old image is left with its digest only. */
    void pulled(NodeTask task, String container) {
        String image = task.wanted(container).image();
        String digest =
                task.container(container).map(NodeContainer::imageDigest).orElse("");
        ledger.pulled(image);
        if (!digest.isEmpty()) {
            ledger.pulled(byDigest(image, digest));
        }
    }

    /** Has those removed that nobody uses. */
    void clean(List<Image> present, Instant now) {
        Set<String> used = new HashSet<>();
        for (NodeTask task : ledger.tasks()) {
            for (NodeContainer container : task.containers()) {
                String image = task.wanted(container.name()).image();
                used.add(image);
                used.add(byDigest(image, container.imageDigest()));
            }
        }
        ImageCleanup.gone(ledger.images(), present, ledger.settings.imageCleanup(), now)
                .forEach(ledger::imageRemoved);
        ImageCleanup.choose(ledger.images(), present, used, ledger.settings.imageCleanup(), now)
                .forEach(reference -> ledger.out.add(new Work.RemoveImage(reference)));
    }

    private static String byDigest(String image, String digest) {
        return ImageReference.repository(image) + "@" + digest;
    }
}
