package io.gantry.survival;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares two descriptions of a task, one later than the other: what it may not do is go back. */
final class Forward {
    private static final List<String> TASK_ORDER = List.of(
            "PROVISIONING",
            "PENDING",
            "ACTIVATING",
            "RUNNING",
            "DEACTIVATING",
            "STOPPING",
            "DEPROVISIONING",
            "STOPPED");

    private static final List<String> CONTAINER_ORDER = List.of("PENDING", "RUNNING", "STOPPED");

    /** Once there, these stay as they are. */
    private static final List<String> KEPT = List.of(
            "taskDefinitionArn",
            "containerInstanceArn",
            "group",
            "startedBy",
            "createdAt",
            "pullStartedAt",
            "pullStoppedAt",
            "startedAt",
            "executionStoppedAt",
            "stoppingAt",
            "stoppedAt",
            "stopCode",
            "stoppedReason");

    private static final List<String> KEPT_OF_CONTAINER =
            List.of("containerArn", "runtimeId", "exitCode", "networkBindings");

    private Forward() {}

    /** What went back from {@code before} to {@code after}. */
    static List<String> faults(JsonNode before, JsonNode after) {
        List<String> faults = new ArrayList<>();
        back(faults, "lastStatus", TASK_ORDER, before, after);
        back(faults, "desiredStatus", List.of("RUNNING", "STOPPED"), before, after);
        if (after.path("version").asLong() < before.path("version").asLong()) {
            faults.add("version " + before.path("version") + " became " + after.path("version"));
        }
        kept(faults, KEPT, before, after);
        for (JsonNode container : before.path("containers")) {
            String name = container.path("name").asString();
            JsonNode later = container(after, name);
            back(faults, "lastStatus", CONTAINER_ORDER, container, later);
            kept(faults, KEPT_OF_CONTAINER, container, later);
        }
        return faults;
    }

    /** A task's container of this name. */
    static JsonNode container(JsonNode task, String name) {
        for (JsonNode container : task.path("containers")) {
            if (container.path("name").asString("").equals(name)) {
                return container;
            }
        }
        return task.path("there is no container " + name);
    }

    private static void back(List<String> faults, String member, List<String> order, JsonNode before, JsonNode after) {
        String was = before.path(member).asString("");
        String is = after.path(member).asString("");
        if (!order.contains(is) || order.indexOf(is) < order.indexOf(was)) {
            faults.add(member + " " + was + " became " + is);
        }
    }

    private static void kept(List<String> faults, List<String> members, JsonNode before, JsonNode after) {
        for (String member : members) {
            JsonNode was = before.path(member);
            boolean there = !was.isMissingNode() && !(was.isArray() && was.isEmpty());
            if (there && !was.equals(after.path(member))) {
                faults.add(member + " " + was + " became " + after.path(member));
            }
        }
    }
}
