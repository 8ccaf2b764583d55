package io.gantry.cli;

import io.gantry.control.RealEnv;
import io.gantry.settings.Announcement;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The end of {@code ./gantry up}: waits for this machine to be a host, runs the sample task, says what to do next. */
@Command(name = "welcome", hidden = true, description = "The end of ./gantry up.")
final class Welcome implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER = "default";
    private static final String FAMILY = "gantry-sample";

    @Mixin
    private Home home = new Home();

    @Option(names = "--sample", paramLabel = "IMAGE", description = "Run the sample task from this image.")
    private String image = "";

    @Option(names = "--terminal", description = "Standard output is a terminal.")
    private boolean terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Announcement server = home.announcement();
        AwsClient ecs = home.ecs();
        EcsReader reader = new EcsReader(ecs);
        try (RealEnv env = new RealEnv()) {
            Wait wait = new Wait(env, new Progress(out, terminal));
            Keeper node = new Keeper(home.path(), "node");
            if (wait.until("Waiting for this machine to join as a host", PATIENCE, () -> connected(reader, node))
                    .isEmpty()) {
                throw new CommandFailure("this machine has not joined as a host within " + PATIENCE.toSeconds()
                        + " seconds. ./gantry logs node says why.");
            }
            if (!image.isEmpty()) {
                runSample(out, env, wait, ecs);
            }
        }
        out.println();
        out.println("Gantry is up: " + server.endpoint() + "  (account " + server.accountId() + ", region "
                + server.region() + ")");
        out.println();
        out.println("  eval \"$(./gantry env)\"                 # point the AWS CLI and SDKs at it");
        out.println("  aws ecs list-container-instances --cluster " + CLUSTER);
        out.println("  aws ecs run-task --cluster " + CLUSTER + " --task-definition " + FAMILY);
        out.println("  ./gantry status                       # what runs");
        out.println("  ./gantry logs TASK                    # a task's output");
        out.println("  ./gantry down                         # stop; ./gantry up brings everything back");
        return 0;
    }

    private static Optional<JsonNode> connected(EcsReader reader, Keeper node) {
        node.lastWords().ifPresent(said -> {
            throw new CommandFailure("the node has ended, and a new start would not mend it:%n%s".formatted(said));
        });
        return reader.containerInstances(CLUSTER).stream()
                .filter(instance -> instance.path("agentConnected").asBoolean(false))
                .findFirst();
    }

    private void runSample(PrintWriter out, RealEnv env, Wait wait, AwsClient ecs) {
        Instant begin = env.now();
        ecs.call("RegisterTaskDefinition", definition());
        ObjectNode run = EcsReader.object().put("cluster", CLUSTER).put("taskDefinition", FAMILY);
        JsonNode ran = ecs.call("RunTask", run);
        String arn = EcsReader.text(ran.path("tasks").path(0), "taskArn");
        if (arn.isEmpty()) {
            throw new CommandFailure("the sample task could not be placed: "
                    + EcsReader.text(ran.path("failures").path(0), "reason") + ". ./gantry status shows what is free.");
        }
        ObjectNode which = EcsReader.object().put("cluster", CLUSTER);
        which.putArray("tasks").add(arn);
        JsonNode task = wait.until("Starting the sample task", PATIENCE, () -> settled(ecs, which))
                .orElseThrow(() -> new CommandFailure("the sample task does not run after " + PATIENCE.toSeconds()
                        + " seconds. ./gantry status shows it, ./gantry logs node says what the node did."));
        if (!EcsReader.text(task, "lastStatus").equals("RUNNING")) {
            throw new CommandFailure("the sample task failed: " + Status.detail(task) + ". ./gantry logs "
                    + EcsReader.last(arn) + " shows its output.");
        }
        String seconds = String.format(
                Locale.ROOT, "%.1f", Duration.between(begin, env.now()).toMillis() / 1000.0);
        String port = EcsReader.text(
                task.path("containers").path(0).path("networkBindings").path(0), "hostPort");
        out.println("The sample task runs after " + seconds + " s:  curl http://127.0.0.1:" + port);
        out.println("  its output: ./gantry logs " + EcsReader.last(arn));
        out.println("  to stop it: aws ecs stop-task --cluster " + CLUSTER + " --task " + EcsReader.last(arn));
    }

    private static Optional<JsonNode> settled(AwsClient ecs, ObjectNode which) {
        JsonNode task = ecs.call("DescribeTasks", which).path("tasks").path(0);
        String status = EcsReader.text(task, "lastStatus");
        return Optional.of(task).filter(t -> status.equals("RUNNING") || status.equals("STOPPED"));
    }

    private ObjectNode definition() {
        ObjectNode definition = EcsReader.object().put("family", FAMILY).put("networkMode", "bridge");
        ObjectNode container = definition
                .putArray("containerDefinitions")
                .addObject()
                .put("name", "web")
                .put("image", image)
                .put("cpu", 64)
                .put("memory", 32)
                .put("essential", true);
        container
                .putArray("portMappings")
                .addObject()
                .put("containerPort", 8080)
                .put("hostPort", 0);
        return definition;
    }
}
