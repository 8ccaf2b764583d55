package io.gantry.cli;

import io.gantry.ecs.Ecs;
import io.gantry.placement.Request;
import io.gantry.placement.Tally;
import io.gantry.placement.query.Query;
import io.gantry.wire.codec.AwsJson;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import tools.jackson.databind.JsonNode;

/** Where one more task would fit, why not elsewhere, and what would make it fit. The exit code is 1 when it fits nowhere. */
@Command(
        name = "explain",
        description = "Say on which hosts one more task fits, and what would make it fit on the others.")
final class Explain implements Callable<Integer> {
    @Mixin
    private Home home = new Home();

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "A service, a task (or the beginning of its id), or a task definition: a name or an ARN.")
    private String what = "";

    @Option(names = "--cluster", paramLabel = "NAME", description = "Whose hosts (default: default).")
    private String cluster = "default";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * What is asked about.
     *
     * @param title how it is called in the answer
     * @param request for one more of it
     */
    private record Subject(String title, Request request) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EcsReader reader = new EcsReader(home.ecs());
        Subject subject = subject(reader);
        Explanation explanation = new Explanation(subject.request(), hosts(reader, subject.request()));
        out.println(subject.title() + ", in the cluster " + cluster);
        out.println();
        explanation.lines().forEach(out::println);
        return explanation.fitting() > 0 ? 0 : 1;
    }

    private Subject subject(EcsReader reader) {
        if (what.contains(":task-definition/") || (what.contains(":") && !what.startsWith("arn:"))) {
            return ofDefinition(reader);
        }
        if (!what.contains(":task/")) {
            var service = reader.findService(cluster, what);
            if (service.isPresent()) {
                return ofService(reader, service.get());
            }
            if (reader.hasFamily(what)) {
                return ofDefinition(reader);
            }
        }
        List<JsonNode> tasks = reader.findTasks(cluster, what);
        if (tasks.size() != 1) {
            throw new CommandFailure((tasks.isEmpty()
                            ? "there is no service, no task definition and no task " + what
                            : "there are " + tasks.size() + " tasks that begin with " + what)
                    + " in the cluster " + cluster
                    + ". ./gantry status lists tasks, aws ecs list-services and list-task-definitions the"
                    + " others; --cluster NAME looks into another one.");
        }
        return ofTask(reader, tasks.getFirst());
    }

    private Subject ofDefinition(EcsReader reader) {
        TaskDefinition definition = definition(reader, what);
        return new Subject(
                "A task of " + definition.family() + ":" + definition.revision(),
                Ecs.placementRequest(
                        definition,
                        TaskOverride.builder().build(),
                        "EC2",
                        "family:" + definition.family(),
                        List.of(),
                        false));
    }

    private Subject ofService(EcsReader reader, JsonNode json) {
        Service service = AwsJson.read(json.toString(), Service.builder());
        if (service.deployments().isEmpty()) {
            throw new CommandFailure("the service " + service.serviceName() + " is " + service.status()
                    + " and has no deployment. Name a task definition instead.");
        }
        TaskDefinition definition =
                definition(reader, service.deployments().getFirst().taskDefinition());
        List<PlacementConstraint> constraints = service.placementConstraints();
        return new Subject(
                "One more task of the service " + service.serviceName() + " (" + definition.family() + ":"
                        + definition.revision() + ", " + service.runningCount() + " of " + service.desiredCount()
                        + " run)",
                Ecs.placementRequest(
                        definition,
                        TaskOverride.builder().build(),
                        service.capacityProviderStrategy().isEmpty()
                                ? launchType(service.launchTypeAsString())
                                : "FARGATE",
                        "service:" + service.serviceName(),
                        constraints,
                        Boolean.TRUE.equals(service.enableExecuteCommand())));
    }

    private static Subject ofTask(EcsReader reader, JsonNode json) {
        Task task = AwsJson.read(json.toString(), Task.builder());
        TaskDefinition definition = definition(reader, task.taskDefinitionArn());
        String host = EcsReader.last(EcsReader.text(json, "containerInstanceArn"));
        return new Subject(
                "One more task like " + EcsReader.last(task.taskArn()) + " (" + definition.family() + ":"
                        + definition.revision() + ", " + task.lastStatus() + " on " + host + ")",
                Ecs.placementRequest(
                        definition,
                        task.overrides() == null ? TaskOverride.builder().build() : task.overrides(),
                        launchType(task.launchTypeAsString()),
                        task.group(),
                        List.of(),
                        Boolean.TRUE.equals(task.enableExecuteCommand())));
    }

    private static String launchType(String given) {
        return given == null ? "EC2" : given;
    }

    private static TaskDefinition definition(EcsReader reader, String named) {
        return AwsJson.read(reader.taskDefinition(named).toString(), TaskDefinition.builder());
    }

    private List<ClusterHost> hosts(EcsReader reader, Request request) {
        boolean tasks =
                request.distinctHosts() || request.constraints().stream().anyMatch(Query::asksAboutTasks);
        Map<String, Tally> groups = tasks ? groups(reader) : Map.of();
        return reader.containerInstances(cluster).stream()
                .map(instance -> ClusterHost.of(
                        instance, groups.getOrDefault(EcsReader.text(instance, "containerInstanceArn"), Tally.none())))
                .toList();
    }

    /** How many tasks of each group there are on each container instance, by its ARN. */
    private Map<String, Tally> groups(EcsReader reader) {
        Map<String, Tally> groups = new HashMap<>();
        for (String desired : List.of("RUNNING", "STOPPED")) {
            for (JsonNode task : reader.tasks(cluster, desired)) {
                if (!EcsReader.text(task, "lastStatus").equals("STOPPED")) {
                    groups.merge(
                            EcsReader.text(task, "containerInstanceArn"),
                            Tally.none().plus(EcsReader.text(task, "group"), 1),
                            (before, one) -> before.plus(EcsReader.text(task, "group"), 1));
                }
            }
        }
        return groups;
    }
}
