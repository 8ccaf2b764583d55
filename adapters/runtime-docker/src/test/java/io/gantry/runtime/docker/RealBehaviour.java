package io.gantry.runtime.docker;

import io.gantry.kit.agent.Behaviour;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a real container behave as a {@link Behaviour} says: a script in the busybox image. */
final class RealBehaviour {
    static final String IMAGE = "gantry/busybox:latest";

    private RealBehaviour() {}

    static void act(ObjectNode body, Behaviour behaviour) {
        body.put("Image", IMAGE);
        ArrayNode command = body.putArray("Cmd");
        if (behaviour.startError().isPresent()) {
            command.add("/no/such/command");
            return;
        }
        command.add("sh").add("-c").add(script(behaviour));
        if (behaviour.outOfMemory()) {
            ObjectNode host = (ObjectNode) body.get("HostConfig");
            host.put("Memory", 8 << 20).put("MemorySwap", 8 << 20);
        }
        behaviour.health().ifPresent(change -> {
            ObjectNode check = body.putObject("Healthcheck");
            check.putArray("Test").add("CMD-SHELL").add(change.healthy() ? "true" : "false");
            check.put("Interval", change.after().toNanos())
                    .put("Timeout", 5_000_000_000L)
                    .put("Retries", 1);
        });
    }

    private static String script(Behaviour behaviour) {
        String trap =
                behaviour.ignoresTerm() ? "trap '' TERM; " : "trap 'exit " + behaviour.termExitCode() + "' TERM; ";
        String print = behaviour.output().isEmpty()
                ? ""
                : "printf '" + behaviour.output().replace("\n", "\\n") + "'; ";
        if (behaviour.exit().isEmpty()) {
            return trap + print + "while :; do sleep 1 & wait $!; done";
        }
        String sleep = String.format(
                Locale.ROOT, "sleep %.3f; ", behaviour.exit().get().toMillis() / 1000.0);
        return trap
                + print
                + sleep
                + (behaviour.outOfMemory() ? "exec tail /dev/zero" : "exit " + behaviour.exitCode());
    }
}
