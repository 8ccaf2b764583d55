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
            if (name.length() > NAME_LENGTH) {
                throw Refusal.because("Container.name should be " + NAME_LENGTH + " characters or less.");
            }
            if (!name.matches("[a-zA-Z0-9_-]+")) {
                throw Refusal.because("Container.name contains invalid characters. Letters (uppercase and lowercase),"
                        + " numbers, hyphens and underscores are allowed, unlike in '" + name + "'.");
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
        if (image.length() > NAME_LENGTH) {
            throw Refusal.because("Container.image should be " + NAME_LENGTH + " characters or less.");
        }
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        String digest = image.substring(name.length());
        if (!name.matches("[a-zA-Z0-9_.:/#\\-]+") || !(digest.isEmpty() || digest.matches("@sha256:[0-9a-f]{64}"))) {
            throw Refusal.because(
                    "Container.image contains invalid characters. An image is 'repository:tag' of letters,"
                            + " numbers and - _ : . / # characters, or 'repository@sha256:digest', unlike '" + image
                            + "' of container '" + container.name() + "'.");
        }
    }
}
