package io.gantry.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What tasks leave on this machine when their node is killed and will not come back: the same that {@code gantry reset} removes. */
final class Remains {
    private static final String TASK = "io.gantry.task";

    /** How many digits of the node's digest stand in the names of its routers. */
    private static final int NODE_DIGITS = 6;

    private final RunningGantry gantry;

    Remains(RunningGantry gantry) {
        this.gantry = gantry;
    }

    /** Removes everything. The node has ended. */
    void remove() {
        List<String> containers = new ArrayList<>(gantry.containers());
        Optional<String> node = node();
        node.ifPresent(id -> containers.addAll(spares(id)));
        if (!containers.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("rm", "-f", "-v"));
            words.addAll(containers);
            gantry.docker(words.toArray(String[]::new)).run();
        }
        volumes().forEach(volume -> gantry.docker("volume", "rm", volume).run());
        node.ifPresent(Remains::removeRouters);
    }

    /** The id of a node that has run. */
    private Optional<String> node() {
        try {
            Path file = gantry.home().resolve("node").resolve("node.json");
            return Optional.of(
                    EcsCalls.read(Files.readString(file)).path("node").asString());
        } catch (IOException neverRan) {
            return Optional.empty();
        }
    }

    /** The sandboxes that a node keeps ready for tasks, which no label but the node's finds. */
    private List<String> spares(String node) {
        return gantry.docker(
                        "ps",
                        "-aq",
                        "--no-trunc",
                        "--filter",
                        "label=io.gantry.node=" + node,
                        "--filter",
                        "name=^ecs-internalecspause-")
                .run()
                .success()
                .lines()
                .toList();
    }

    private List<String> volumes() {
        return gantry.docker(
                        "volume",
                        "ls",
                        "--filter",
                        "label=" + TASK,
                        "--format",
                        "{{.Name}} {{.Label \"" + TASK + "\"}}")
                .run()
                .success()
                .lines()
                .filter(line -> line.contains(":" + gantry.account() + ":"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** The link goes first: with the namespace it would go later, and its routes would meet the next test's. */
    private static void removeRouters(String node) {
        String digits = digits(node);
        String prefix = "gantry-" + digits + "-";
        String namespaces = Command.of("ip", "netns", "list").run().output();
        for (String line :
                namespaces.lines().filter(one -> one.startsWith(prefix)).toList()) {
            String name = line.split(" ", 2)[0];
            Command.of("ip", "link", "del", "gu" + digits + name.substring(prefix.length()))
                    .run();
            Command.of("ip", "netns", "del", name).run();
        }
    }

    private static String digits(String node) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(node.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NODE_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
