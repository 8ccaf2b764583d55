package io.gantry.ecs.taskdefinition.rule;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Names, images, and that a container is essential. */
final class ContainerNameRule implements Rule {
    private static final int NAME_LENGTH = 255;

    @Override
    public void check(Draft draft) {
        Set<String> names = new HashSet<>();
        for (ContainerDefinition container : draft.containers()) {
            String name = container.name();
            if (name == null || name.isEmpty()) {
                throw Refusal.because("Container.name should not be null or empty.");
            }
            if (!name.matches("[a-zA-Z0-9_-]+") || name.length() > NAME_LENGTH) {
                throw Refusal.because("Invalid container name '" + name
                        + "'. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are"
                        + " allowed.");
            }
            if (!names.add(name)) {
                throw Refusal.because("Container name '" + name
                        + "' is used more than once. Container names must be unique in a task definition.");
            }
            checkImage(container);
        }
        if (draft.containers().stream().noneMatch(Draft::essential)) {
            throw Refusal.because(
                    "All containers are marked as non-essential. At least one container must be essential.");
        }
    }

    private static void checkImage(ContainerDefinition container) {
        String image = container.image();
        if (image == null || image.isEmpty()) {
            throw Refusal.because("Container.image should not be null or empty.");
        }
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        String digest = image.substring(name.length());
        if (!name.matches("[a-zA-Z0-9_.:/#\\-]{1,255}")
                || !(digest.isEmpty() || digest.matches("@sha256:[0-9a-f]{64}"))) {
            throw Refusal.setting(
                    "image",
                    container,
                    "An image is 'repository:tag' of up to 255 letters, numbers and - _ : . / # characters, or"
                            + " 'repository@sha256:digest', not '" + image + "'.");
        }
    }
}
