package io.gantry.simulation;

import io.gantry.kit.agent.Behaviour;
import io.gantry.kit.agent.FakeRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The images of the simulation and the task definitions that run them, each a case of its own. */
final class Programs {
    private static final SortedMap<String, Program> ALL = all();

    private Programs() {}

    /**
     * A task definition.
     *
     * @param cpu CPU units of a task
     * @param memory MiB of a task
     * @param ports fixed host ports of a task
     * @param containers the containers' names
     * @param json what registers it
     */
    record Program(String family, int cpu, int memory, Set<Integer> ports, List<String> containers, String json) {}

    /** Every program by its family. */
    static SortedMap<String, Program> byFamily() {
        return ALL;
    }

    static void publish(FakeRegistry registry) {
        registry.publish("web:1", Behaviour.runs());
        registry.publish("job0:1", Behaviour.exits(Duration.ofSeconds(20), 0));
        registry.publish("job3:1", Behaviour.exits(Duration.ofSeconds(5), 3));
        registry.publish("flash:1", Behaviour.exits(Duration.ZERO, 1));
        registry.publish("hungry:1", Behaviour.outOfMemory(Duration.ofSeconds(30)));
        registry.publish("deaf:1", Behaviour.runs().ignoringTerm());
        registry.publish("broken:1", Behaviour.failsToStart(Behaviour.NO_SUCH_COMMAND));
        registry.publish("db:1", Behaviour.runs().health(Duration.ofSeconds(5), true));
    }

    private static SortedMap<String, Program> all() {
        SortedMap<String, Program> all = new TreeMap<>();
        for (Program program : List.of(
                one("web", "web:1", 128, 64, "\"portMappings\":[{\"containerPort\":80}]", Set.of()),
                one(
                        "fixed",
                        "web:1",
                        64,
                        64,
                        "\"portMappings\":[{\"containerPort\":80,\"hostPort\":8080}]",
                        Set.of(8080)),
                one("big", "web:1", 1024, 900, "\"stopTimeout\":5", Set.of()),
                one("job0", "job0:1", 256, 128, "\"essential\":true", Set.of()),
                one("job3", "job3:1", 256, 128, "\"essential\":true", Set.of()),
                one("flash", "flash:1", 16, 16, "\"essential\":true", Set.of()),
                one("hungry", "hungry:1", 128, 64, "\"essential\":true", Set.of()),
                one("deaf", "deaf:1", 128, 64, "\"stopTimeout\":8", Set.of()),
                one("broken", "broken:1", 128, 64, "\"essential\":true", Set.of()),
                one("missing", "missing:1", 128, 64, "\"essential\":true", Set.of()),
                pair())) {
            all.put(program.family(), program);
        }
        return Collections.unmodifiableSortedMap(all);
    }

    private static Program one(String family, String image, int cpu, int memory, String more, Set<Integer> ports) {
        String container = "{\"name\":\"main\",\"image\":\"" + image + "\",\"cpu\":" + cpu + ",\"memory\":" + memory
                + "," + more + "}";
        return new Program(family, cpu, memory, ports, List.of("main"), definition(family, container));
    }

    /** A web server that waits for its database to be healthy, and a helper that may end. */
    private static Program pair() {
        String containers = """
                {"name":"web","image":"web:1","cpu":128,"memory":64,
                 "dependsOn":[{"containerName":"db","condition":"HEALTHY"}],
                 "portMappings":[{"containerPort":80},{"containerPort":81}]},
                {"name":"db","image":"db:1","cpu":128,"memory":128,
                 "healthCheck":{"command":["CMD","true"]},
                 "portMappings":[{"containerPort":5432,"hostPort":5432}]},
                {"name":"setup","image":"job0:1","cpu":16,"memory":16,"essential":false}
                """;
        return new Program(
                "pair", 272, 208, Set.of(5432), List.of("web", "db", "setup"), definition("pair", containers));
    }

    private static String definition(String family, String containers) {
        return "{\"family\":\"" + family + "\",\"networkMode\":\"bridge\",\"containerDefinitions\":[" + containers
                + "]}";
    }
}
