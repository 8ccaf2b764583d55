package io.gantry.agent.node.container;

import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.protocol.TaskPayload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Engine names of a task's objects (agent-protocol.md 11.3). The public agent ends them in random digits; ours are a digest
 * of the task and the object, so that a name is known before anything is stored and a repeated create finds the first one.
 */
public final class Names {
    private Names() {}

    /** {@code ecs-<family>-<revision>-<container>-<20 hex>}. */
    public static String container(TaskPayload task, String container) {
        return name(task, "container", container);
    }

    /** {@code ecs-<family>-<revision>-internalecspause-<20 hex>}. */
    public static String sandbox(TaskPayload task) {
        return container(task, Sandbox.CONTAINER);
    }

    /** {@code ecs-internalecspause-<id>}. */
    public static String spare(String id) {
        return "ecs-internalecspause-" + id;
    }

    /** {@code ecs-<family>-<revision>-<volume>-<20 hex>}. */
    public static String volume(TaskPayload task, String volume) {
        return name(task, "volume", volume);
    }

    private static String name(TaskPayload task, String kind, String noun) {
        String digits = digest(task.arn() + "\n" + kind + "\n" + noun).substring(0, 20);
        return "ecs-" + task.family() + "-" + task.version() + "-" + noun.replaceAll("[^A-Za-z0-9-]", "") + "-"
                + digits;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
