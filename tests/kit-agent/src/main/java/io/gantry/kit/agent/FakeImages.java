package io.gantry.kit.agent;

import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.base.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The images that a fake engine holds. */
final class FakeImages {
    private final FakeRegistry registry;
    private final Map<String, Held> here = new LinkedHashMap<>();

    FakeImages(FakeRegistry registry) {
        this.registry = registry;
    }

    /** An image and what its program does. */
    record Held(Image image, Behaviour behaviour) {
        Held named(List<String> names) {
            var renamed = new Image(
                    image.id(), names, image.digests(), image.stopSignal(), image.sizeBytes(), image.createdAt());
            return new Held(renamed, behaviour);
        }

        /** Whether it is what {@code reference} means: where there is a digest, the tag means nothing, as in Docker. */
        boolean answersTo(String reference) {
            int at = reference.indexOf('@');
            if (at < 0) {
                return image.names().contains(tagged(reference));
            }
            return image.digests().contains(ImageReference.repository(reference) + reference.substring(at));
        }
    }

    /** Brings an image here; it gets the tag that it is pulled by, and none where it is pulled by digest. */
    Image pull(String reference) {
        Held image = registry.find(reference);
        here.putIfAbsent(image.image().id(), image.named(List.of()));
        if (!reference.contains("@")) {
            tag(image.image().id(), reference);
        }
        return here(image.image().id()).image();
    }

    /** An image that comes from no registry; nothing happens where its name is taken. */
    void load(Env env, String reference) {
        if (find(reference).isEmpty()) {
            String id = "sha256:" + env.newSecret(32);
            var image = new Image(id, List.of(tagged(reference)), List.of(), Optional.empty(), 1 << 10, env.now());
            here.put(id, new Held(image, Behaviour.runs().endingOnTermWith(0)));
        }
    }

    /** Moves a tag to an image that is here. */
    void tag(String imageId, String reference) {
        Held image = here(imageId);
        String name = tagged(reference);
        here.replaceAll((id, known) -> known.named(without(known.image().names(), name)));
        var names = new ArrayList<>(without(image.image().names(), name));
        names.add(name);
        here.put(image.image().id(), image.named(List.copyOf(names)));
    }

    List<Image> here() {
        return here.values().stream().map(Held::image).toList();
    }

    /** The image that a name or an id means here. */
    Held here(String reference) {
        return find(reference)
                .orElseThrow(() -> FakeEngine.daemon(Kind.NOT_FOUND, "No such image: " + tagged(reference)));
    }

    Optional<Held> find(String reference) {
        return here.values().stream()
                .filter(known -> known.image().id().equals(reference) || known.answersTo(reference))
                .findFirst();
    }

    /** Takes a name from an image; one without any goes, unless a container uses it. */
    void remove(String reference, Predicate<String> used) {
        find(reference).map(Held::image).ifPresent(image -> {
            List<String> left = without(image.names(), tagged(reference));
            if (!left.isEmpty()) {
                here.computeIfPresent(image.id(), (id, known) -> known.named(left));
            } else if (!used.test(image.id())) {
                here.remove(image.id());
            }
        });
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    static String tagged(String reference) {
        boolean tagged = reference.contains("@")
                || reference.startsWith("sha256:")
                || reference.lastIndexOf(':') > reference.lastIndexOf('/');
        return tagged ? reference : reference + ":latest";
    }
}
