package io.gantry.survival;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Acknowledged.Definition;
import io.gantry.survival.Acknowledged.Run;
import io.gantry.survival.Definitions.Life;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at what the API says, again and again, and holds it against what was acknowledged and what it said before. */
final class Observer implements AutoCloseable {
    private static final int BATCH = 100;
    private static final int CPU = 8;
    private static final int MEMORY = 16;

    private final RunningGantry gantry;
    private final Acknowledged acknowledged;
    private final Verdict verdict;
    private final Signals signals;
    private final String hostPort;
    private final Map<String, JsonNode> last = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("observer").unstarted(this::loop);
    private volatile boolean ending;

    Observer(RunningGantry gantry, Acknowledged acknowledged, Verdict verdict, Signals signals, int hostPort) {
        this.gantry = gantry;
        this.acknowledged = acknowledged;
        this.verdict = verdict;
        this.signals = signals;
        this.hostPort = Integer.toString(hostPort);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (!ending) {
                try {
                    boolean _ = look(acknowledged.unfinished());
                } catch (EcsCalls.Unreachable away) {
                    // It was killed; it will be back.
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError wrong) {
            verdict.fault("the observer: " + wrong);
        }
    }

    /** The description of a task that was seen last. */
    synchronized JsonNode last(String arn) {
        return last.getOrDefault(arn, EcsCalls.object());
    }

    /**
     * Looks at {@code runs} and at the instance.
     *
     * @return whether the instance's books agree with the tasks; they may not while something changes
     */
    synchronized boolean look(Collection<Run> runs) {
        JsonNode before = instance();
        List<Run> all = List.copyOf(runs);
        for (int from = 0; from < all.size(); from += BATCH) {
            describe(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        JsonNode after = instance();
        signals.raise(Signals.Kind.OBSERVED);
        return before.path("remainingResources").equals(after.path("remainingResources")) && agrees(after);
    }

    private void describe(List<Run> runs) {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.putArray("include").add("TAGS");
        runs.forEach(run -> input.withArray("tasks").add(run.arn()));
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode task : gantry.calls().ok("DescribeTasks", input).path("tasks")) {
            found.put(task.path("taskArn").asString(), task);
        }
        for (Run run : runs) {
            JsonNode task = found.get(run.arn());
            if (task == null) {
                verdict.fault("an acknowledged task is lost: " + run.arn());
            } else {
                judge(run, task);
            }
        }
    }

    private void judge(Run run, JsonNode task) {
        JsonNode before = last.put(run.arn(), task);
        if (before != null) {
            for (String fault : Forward.faults(before, task)) {
                verdict.fault(run.arn() + ": " + fault);
            }
        }
        same(run, task, "taskDefinitionArn", run.definition().arn());
        same(run, task, "group", run.group());
        same(run, task, "startedBy", run.startedBy());
        // StopTask deletes a task's tags, as on AWS.
        boolean tagsGone =
                acknowledged.stopAsked(run.arn()) && task.path("tags").isEmpty();
        verdict.check(
                tagsGone || task.path("tags").path(0).path("value").asString("").equals(run.tag()),
                () -> run.arn() + " has lost its tag: " + task.path("tags"));
        boolean stopped = task.path("lastStatus").asString().equals("STOPPED");
        if (run.definition().life().runsOn() && !acknowledged.stopAsked(run.arn())) {
            verdict.check(
                    task.path("desiredStatus").asString().equals("RUNNING"),
                    () -> "a task that should run does not: " + task);
        }
        if (stopped) {
            ended(run, task);
            acknowledged.finished(run.arn());
        }
    }

    private void same(Run run, JsonNode task, String member, String wanted) {
        verdict.check(
                task.path(member).asString("").equals(wanted),
                () -> run.arn() + ": " + member + " is " + task.path(member) + " and was " + wanted);
    }

    private void ended(Run run, JsonNode task) {
        JsonNode code = Forward.container(task, "main").path("exitCode");
        boolean ran = task.has("startedAt");
        Definition definition = run.definition();
        boolean right = definition.life().runsOn()
                ? stoppedCode(code, ran)
                : code.asInt(-1) == definition.exitCode()
                        && task.path("stopCode").asString("").equals("EssentialContainerExited");
        verdict.check(right, () -> "it did not end as it should (exit code " + definition.exitCode() + "): " + task);
    }

    /** A task that was stopped before its container was started has no exit code. */
    private static boolean stoppedCode(JsonNode code, boolean ran) {
        return code.isMissingNode()
                ? !ran
                : code.asInt() == Definitions.STOPPED_KINDLY || code.asInt() == Definitions.KILLED;
    }

    private JsonNode instance() {
        JsonNode arns = gantry.calls()
                .ok("ListContainerInstances", EcsCalls.object().put("cluster", RunningGantry.CLUSTER))
                .path("containerInstanceArns");
        verdict.check(arns.size() == 1, () -> "one node is not one container instance: " + arns);
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.set("containerInstances", arns);
        return gantry.calls()
                .ok("DescribeContainerInstances", input)
                .path("containerInstances")
                .path(0);
    }

    private boolean agrees(JsonNode instance) {
        int containers = 0;
        boolean port = false;
        for (Run run : acknowledged.unfinished()) {
            containers += run.definition().life() == Life.ENDS_WITH_SIDECAR ? 2 : 1;
            port |= run.definition().life() == Life.PORT;
        }
        int cpu = number(instance, "remainingResources", "CPU");
        int memory = number(instance, "remainingResources", "MEMORY");
        verdict.check(cpu >= 0 && memory >= 0, () -> "over-committed: " + instance.path("remainingResources"));
        return number(instance, "registeredResources", "CPU") - cpu == containers * CPU
                && number(instance, "registeredResources", "MEMORY") - memory == containers * MEMORY
                && ports(instance).contains(hostPort) == port;
    }

    private static int number(JsonNode instance, String resources, String name) {
        return resource(instance, resources, name).path("integerValue").asInt();
    }

    private static Set<String> ports(JsonNode instance) {
        Set<String> ports = new TreeSet<>();
        resource(instance, "remainingResources", "PORTS")
                .path("stringSetValue")
                .forEach(port -> ports.add(port.asString()));
        return ports;
    }

    private static JsonNode resource(JsonNode instance, String resources, String name) {
        for (JsonNode resource : instance.path(resources)) {
            if (resource.path("name").asString().equals(name)) {
                return resource;
            }
        }
        throw new AssertionError("no " + name + " in " + instance.path(resources));
    }

    /** Every revision that was registered still answers as it was. */
    void lookAtDefinitions(Collection<Definition> definitions) {
        for (Definition definition : definitions) {
            JsonNode now = gantry.calls()
                    .ok("DescribeTaskDefinition", EcsCalls.object().put("taskDefinition", definition.arn()))
                    .path("taskDefinition");
            verdict.check(
                    now.equals(definition.body()),
                    () -> "a registered revision is not what it was: " + now + " was " + definition.body());
        }
    }

    /** Every task there is: none may be there that nobody has asked for. */
    void lookForStrangers() {
        Set<String> there = new TreeSet<>();
        for (String desired : List.of("RUNNING", "STOPPED")) {
            String token = "";
            do {
                ObjectNode input =
                        EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("desiredStatus", desired);
                if (!token.isEmpty()) {
                    input.put("nextToken", token);
                }
                JsonNode page = gantry.calls().ok("ListTasks", input);
                page.path("taskArns").forEach(arn -> there.add(arn.asString()));
                token = page.path("nextToken").asString("");
            } while (!token.isEmpty());
        }
        Set<String> known = new TreeSet<>();
        acknowledged.runs().forEach(run -> known.add(run.arn()));
        List<String> strangers = new ArrayList<>(there);
        strangers.removeAll(known);
        known.removeAll(there);
        verdict.check(strangers.isEmpty(), () -> "tasks that nobody was told of: " + strangers);
        verdict.check(known.isEmpty(), () -> "acknowledged tasks are not listed: " + known);
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
