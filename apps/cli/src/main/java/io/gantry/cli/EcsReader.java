package io.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists and descriptions, all pages of them. */
final class EcsReader {
    private static final int PER_CALL = 100;

    private final AwsClient ecs;

    EcsReader(AwsClient ecs) {
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

    /** The tasks of a service that are meant to run. */
    List<JsonNode> tasksOf(String cluster, String service) {
        ObjectNode list = object().put("cluster", cluster).put("serviceName", service);
        return describe("ListTasks", list, "taskArns", "DescribeTasks", "tasks", object().put("cluster", cluster));
    }

    /**
     * A service as it is described, INACTIVE ones too.
     *
     * @throws CommandFailure when there is none of this name, saying which there are
     */
    JsonNode service(String cluster, String nameOrArn) {
        return findService(cluster, nameOrArn).orElseThrow(() -> {
            List<String> names = new ArrayList<>();
            ecs.call("ListServices", object().put("cluster", cluster))
                    .path("serviceArns")
                    .forEach(arn -> names.add(last(arn.asString(""))));
            return new CommandFailure("there is no service " + nameOrArn + " in the cluster " + cluster + ". "
                    + (names.isEmpty()
                            ? "It has none; --cluster NAME looks into another one."
                            : "It has " + String.join(", ", names) + "; --cluster NAME looks into another one."));
        });
    }

    /** A service as it is described, INACTIVE ones too, if there is one. */
    Optional<JsonNode> findService(String cluster, String nameOrArn) {
        ObjectNode in = object().put("cluster", cluster);
        in.putArray("services").add(nameOrArn);
        return ecs.call("DescribeServices", in).path("services").valueStream().findFirst();
    }

    /** The tasks whose ids begin so, whether they are meant to run or have stopped. */
    List<JsonNode> findTasks(String cluster, String idOrArn) {
        String id = last(idOrArn);
        List<JsonNode> found = new ArrayList<>();
        for (String status : List.of("RUNNING", "STOPPED")) {
            tasks(cluster, status).stream()
                    .filter(task -> last(text(task, "taskArn")).startsWith(id))
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * The one task of all clusters whose id begins so.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    JsonNode task(String idOrArn) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode cluster : clusters()) {
            found.addAll(findTasks(text(cluster, "clusterName"), idOrArn));
        }
        if (found.size() != 1) {
            throw new CommandFailure(
                    (found.isEmpty() ? "there is no task " : "there are " + found.size() + " tasks that begin with ")
                            + idOrArn + ". ./gantry status lists them.");
        }
        return found.getFirst();
    }

    /** Whether a family has an ACTIVE task definition. */
    boolean hasFamily(String family) {
        ObjectNode in =
                object().put("familyPrefix", family).put("status", "ACTIVE").put("maxResults", 1);
        return !ecs.call("ListTaskDefinitions", in).path("taskDefinitionArns").isEmpty();
    }

    /** The newest service deployment of a service, if it has had one. */
    Optional<JsonNode> rollout(String cluster, String service) {
        ObjectNode list =
                object().put("cluster", cluster).put("service", service).put("maxResults", 1);
        String arn = text(
                ecs.call("ListServiceDeployments", list)
                        .path("serviceDeployments")
                        .path(0),
                "serviceDeploymentArn");
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode in = object();
        in.putArray("serviceDeploymentArns").add(arn);
        return ecs.call("DescribeServiceDeployments", in)
                .path("serviceDeployments")
                .valueStream()
                .findFirst();
    }

    /** A task definition, by its ARN, its family, or its family and revision. */
    JsonNode taskDefinition(String named) {
        return ecs.call("DescribeTaskDefinition", object().put("taskDefinition", named))
                .path("taskDefinition");
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
