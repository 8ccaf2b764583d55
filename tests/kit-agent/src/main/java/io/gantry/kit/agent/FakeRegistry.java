package io.gantry.kit.agent;

import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.base.Env;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry that fake engines pull from; several may share one, and then mean the same image by the same digest. */
public final class FakeRegistry {
    private final Env env;
    private final Map<String, FakeImages.Held> images = new LinkedHashMap<>();

    /**
     * An empty one.
     *
     * @param env where digests come from
     */
    public FakeRegistry(Env env) {
        this.env = env;
    }

    /** Puts an image under a name. One that had that name before is found by its digest from now on. */
    public void publish(String reference, Behaviour behaviour) {
        String name = FakeImages.tagged(reference);
        String digest = ImageReference.repository(name) + "@sha256:" + env.newSecret(32);
        var image = new Image(
                "sha256:" + env.newSecret(32), List.of(name), List.of(digest), Optional.empty(), 1 << 20, env.now());
        Optional.ofNullable(images.remove(name))
                .ifPresent(old -> images.put(old.image().digests().getFirst(), old.named(List.of())));
        images.put(name, new FakeImages.Held(image, behaviour));
    }

    /** The digest of what a name means. */
    String digest(String reference) {
        String digest = find(reference).image().digests().getFirst();
        return digest.substring(digest.indexOf('@') + 1);
    }

    FakeImages.Held find(String reference) {
        return images.values().stream()
                .filter(known -> known.answersTo(reference))
                .findFirst()
                .orElseThrow(() -> FakeEngine.daemon(
                        Kind.NOT_FOUND,
                        "pull access denied for " + reference
                                + ", repository does not exist or may require 'docker login'"));
    }
}
