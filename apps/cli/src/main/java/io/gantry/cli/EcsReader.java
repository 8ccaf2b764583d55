package io.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists and descriptions, all pages of them. */
final class EcsReader {
    private static final int PER_CALL = 100;

    private final EcsClient ecs;

    EcsReader(EcsClient ecs) {
        this.ecs = ecs;
    }

    List<JsonNode> clusters() {
        return describe("ListClusters", object(), "clusterArns", "DescribeClusters", "clusters", object());
    }

    List<JsonNode> containerInstances(String cluster) {
        ObjectNode in = object().put("cluster", cluster);
        return describe(
                "ListContainerInstances",
                in,
                "containerInstanceArns",
                "DescribeContainerInstances",
                "containerInstances",
                in);
    }

    /** The tasks that are meant to be {@code RUNNING} or {@code STOPPED}. */
    List<JsonNode> tasks(String cluster, String desiredStatus) {
        ObjectNode list = object().put("cluster", cluster).put("desiredStatus", desiredStatus);
        return describe("ListTasks", list, "taskArns", "DescribeTasks", "tasks", object().put("cluster", cluster));
    }

    private List<JsonNode> describe(
            String list, ObjectNode listInput, String arns, String describe, String member, ObjectNode describeInput) {
        List<String> all = new ArrayList<>();
        ObjectNode page = listInput.deepCopy();
        String token;
        do {
            JsonNode answer = ecs.call(list, page);
            answer.path(arns).forEach(arn -> all.add(arn.asString("")));
            token = text(answer, "nextToken");
            page.put("nextToken", token);
        } while (!token.isEmpty());
        List<JsonNode> described = new ArrayList<>();
        String key = arns.replace("Arns", "s");
        for (int from = 0; from < all.size(); from += PER_CALL) {
            ObjectNode in = describeInput.deepCopy();
            ArrayNode some = in.putArray(key);
            all.subList(from, Math.min(all.size(), from + PER_CALL)).forEach(some::add);
            ecs.call(describe, in).path(member).forEach(described::add);
        }
        return described;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A member as text; empty when it is missing. */
    static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }

    /** What stands after the last slash of an ARN. */
    static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
