package io.gantry.cli;

import io.gantry.control.RealEnv;
import io.gantry.settings.Announcement;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What runs: the server, the hosts, the clusters and the tasks. */
@Command(name = "status", description = "Show the server, its hosts, clusters and tasks.")
final class Status implements Callable<Integer> {
    private static final int STOPPED_SHOWN = 5;

    @Mixin
    private Home home = new Home();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Announcement server = home.announcement();
        EcsReader reader = new EcsReader(home.ecs());
        List<JsonNode> clusters = reader.clusters();
        out.printf(
                "Server %s, process %d, account %s, region %s%n%n",
                server.endpoint(), server.processId(), server.accountId(), server.region());
        printInstances(out, reader, clusters);
        TextTable table = new TextTable("CLUSTER", "STATUS", "INSTANCES", "RUNNING", "PENDING");
        for (JsonNode cluster : clusters) {
            table.row(
                    EcsReader.text(cluster, "clusterName"),
                    EcsReader.text(cluster, "status"),
                    EcsReader.text(cluster, "registeredContainerInstancesCount"),
                    EcsReader.text(cluster, "runningTasksCount"),
                    EcsReader.text(cluster, "pendingTasksCount"));
        }
        table.print(out);
        out.println();
        printTasks(out, reader, clusters);
        return 0;
    }

    private static void printInstances(PrintWriter out, EcsReader reader, List<JsonNode> clusters) {
        TextTable table =
                new TextTable("HOST", "CLUSTER", "STATUS", "AGENT", "CPU FREE", "MEMORY FREE", "RUNNING", "PENDING");
        for (JsonNode cluster : clusters) {
            String name = EcsReader.text(cluster, "clusterName");
            for (JsonNode instance : reader.containerInstances(name)) {
                table.row(
                        EcsReader.last(EcsReader.text(instance, "containerInstanceArn")),
                        name,
                        EcsReader.text(instance, "status"),
                        instance.path("agentConnected").asBoolean(false) ? "connected" : "NOT CONNECTED",
                        free(instance, "CPU", 1024, "vCPU"),
                        free(instance, "MEMORY", 1, "MiB"),
                        EcsReader.text(instance, "runningTasksCount"),
                        EcsReader.text(instance, "pendingTasksCount"));
            }
        }
        if (table.empty()) {
            out.println("No host has joined. ./gantry up makes this machine one; ./gantry logs node says why not.");
        } else {
            table.print(out);
        }
        out.println();
    }

    private static String free(JsonNode instance, String resource, int unit, String unitName) {
        return amount(instance.path("remainingResources"), resource, unit) + " of "
                + amount(instance.path("registeredResources"), resource, unit) + " " + unitName;
    }

    private static String amount(JsonNode resources, String name, int unit) {
        for (JsonNode resource : resources) {
            if (EcsReader.text(resource, "name").equals(name)) {
                int value = resource.path("integerValue").asInt(0);
                return value % unit == 0 ? String.valueOf(value / unit) : String.valueOf((double) value / unit);
            }
        }
        return "?";
    }

    private static void printTasks(PrintWriter out, EcsReader reader, List<JsonNode> clusters) {
        TextTable table = new TextTable("TASK", "CLUSTER", "DEFINITION", "STATUS", "AGE", "PORTS, OR WHY IT STOPPED");
        try (RealEnv env = new RealEnv()) {
            Instant now = env.now();
            for (JsonNode cluster : clusters) {
                String name = EcsReader.text(cluster, "clusterName");
                List<JsonNode> tasks = new ArrayList<>(reader.tasks(name, "RUNNING"));
                reader.tasks(name, "STOPPED").stream()
                        .sorted(Comparator.comparing(Status::createdAt).reversed())
                        .limit(STOPPED_SHOWN)
                        .forEach(tasks::add);
                for (JsonNode task : tasks) {
                    table.row(
                            EcsReader.last(EcsReader.text(task, "taskArn")),
                            name,
                            EcsReader.last(EcsReader.text(task, "taskDefinitionArn")),
                            EcsReader.text(task, "lastStatus"),
                            age(Duration.between(createdAt(task), now)),
                            detail(task));
                }
            }
        }
        if (table.empty()) {
            out.println("No tasks. Run one: aws ecs run-task --cluster default --task-definition NAME");
        } else {
            table.print(out);
        }
    }

    private static Instant createdAt(JsonNode task) {
        return Instant.ofEpochMilli((long) (task.path("createdAt").asDouble(0) * 1000));
    }

    static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.toHours() < 3
                ? age.toMinutes() + " min"
                : age.toHours() < 72 ? age.toHours() + " h" : age.toDays() + " d";
    }

    static String detail(JsonNode task) {
        if (EcsReader.text(task, "lastStatus").equals("STOPPED")) {
            StringBuilder why = new StringBuilder(EcsReader.text(task, "stoppedReason"));
            for (JsonNode container : task.path("containers")) {
                if (container.has("exitCode")) {
                    why.append(why.isEmpty() ? "" : "; ")
                            .append(EcsReader.text(container, "name"))
                            .append(" exited ")
                            .append(EcsReader.text(container, "exitCode"));
                } else if (container.has("reason")) {
                    why.append(why.isEmpty() ? "" : "; ").append(EcsReader.text(container, "reason"));
                }
            }
            return why.toString();
        }
        List<String> ports = new ArrayList<>();
        for (JsonNode container : task.path("containers")) {
            for (JsonNode binding : container.path("networkBindings")) {
                ports.add(EcsReader.text(binding, "hostPort") + "->" + EcsReader.text(container, "name") + ":"
                        + EcsReader.text(binding, "containerPort") + "/" + EcsReader.text(binding, "protocol"));
            }
        }
        return String.join(" ", ports);
    }
}
