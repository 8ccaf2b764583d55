package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The frames and calls of the public container agent in its external mode, in a cluster of its own; this test plays the
 * agent and runs nothing.
 */
@ExtendWith(SharedGantry.class)
final class PublicAgentIT {
    private static final String DEFINITION = """
            {'family': 'agents', 'networkMode': 'bridge', 'containerDefinitions': [{
              'name': 'web', 'image': 'shop:1', 'cpu': 128, 'memory': 256, 'memoryReservation': 128, 'essential': true,
              'command': ['serve'], 'environment': [{'name': 'STAGE', 'value': 'dev'}],
              'portMappings': [{'containerPort': 8080}],
              'healthCheck': {'command': ['CMD-SHELL', 'true'], 'interval': 5}}]}""";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String RUNTIME_ID = "4fb2".repeat(16);

    private final RunningGantry gantry;
    private final PublicAgent agent;

    PublicAgentIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.agent = new PublicAgent(gantry);
    }

    @BeforeEach
    void define() {
        JsonNode _ = agent.ok("RegisterTaskDefinition", EcsCalls.json(DEFINITION));
    }

    @AfterEach
    void leave() {
        EcsCalls.Answer _ = agent.deregister();
        JsonNode _ = agent.ok("DeleteCluster", EcsCalls.object().put("cluster", agent.cluster()));
    }

    private String run() {
        JsonNode answer = agent.ok("RunTask", agent.clustered().put("taskDefinition", "agents"));
        assertThat(answer.path("failures")).isEmpty();
        return answer.path("tasks").path(0).path("taskArn").asString();
    }

    private JsonNode task(String arn) {
        ObjectNode input = agent.clustered();
        input.putArray("tasks").add(arn);
        return agent.ok("DescribeTasks", input).path("tasks").path(0);
    }

    private static String web(String status, String more) {
        return "'containers': [{'containerName': 'web', 'runtimeId': '" + RUNTIME_ID + "', 'status': '" + status + "'"
                + more + "}]";
    }

    @Test
    void a_registration_comes_back_whole_and_again_after_a_restart() {
        ObjectNode again = agent.registration();
        again.put("clientToken", "0c1d").put("containerInstanceArn", agent.instance());
        JsonNode repeated = agent.register(again);
        assertThat(repeated.path("containerInstanceArn").asString()).isEqualTo(agent.instance());
        assertThat(repeated.path("attributes").valueStream()).containsAll(again.path("attributes"));
        assertThat(agent.ok("ListContainerInstances", agent.clustered()).path("containerInstanceArns"))
                .hasSize(1);
        JsonNode endpoints = agent.endpoints();
        for (String name : new String[] {"endpoint", "telemetryEndpoint"}) {
            assertThat(endpoints.path(name).asString()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void a_registration_whose_answer_was_lost_makes_no_second_instance() {
        JsonNode repeated = agent.register(agent.registration());
        assertThat(repeated.path("containerInstanceArn").asString()).isEqualTo(agent.instance());
        assertThat(agent.ok("ListContainerInstances", agent.clustered()).path("containerInstanceArns"))
                .hasSize(1);
    }

    @Test
    void a_task_goes_its_whole_way() {
        try (AgentSocket acs = agent.control(gantry.key(), true);
                AgentSocket tcs = agent.telemetry()) {
            JsonNode manifest = agent.connected(acs);
            assertThat(manifest.path("tasks")).isEmpty();
            agent.awaitConnected(true);
            JsonNode version = agent.describeInstance().path("versionInfo");
            assertThat(version.path("agentVersion").asString()).isEqualTo("1.105.1");
            assertThat(version.path("dockerVersion").asString()).isEqualTo("DockerVersion: 20.10.24");
            String task = run();
            JsonNode payload = acs.next("PayloadMessage");
            carriesTheTask(payload, task);
            assertThat(payload.path("seqNum").asLong())
                    .isGreaterThan(manifest.path("timeline").asLong());
            agent.acknowledge(acs, payload);
            runs(task);
            isMeasured(tcs, task);
            JsonNode stopping = agent.ok(
                            "StopTask", agent.clustered().put("task", task).put("reason", "enough"))
                    .path("task");
            assertThat(stopping.path("desiredStatus").asString()).isEqualTo("STOPPED");
            JsonNode stop = acs.next("PayloadMessage");
            assertThat(stop.path("tasks").path(0).path("arn").asString()).isEqualTo(task);
            assertThat(stop.path("tasks").path(0).path("desiredStatus").asString())
                    .isEqualTo("STOPPED");
            assertThat(stop.path("seqNum").asLong())
                    .isGreaterThan(payload.path("seqNum").asLong());
            agent.acknowledge(acs, stop);
            stops(task);
        }
    }

    private void carriesTheTask(JsonNode payload, String arn) {
        assertThat(payload.path("messageId").asString()).isNotEmpty();
        assertThat(payload.path("containerInstanceArn").asString()).isEqualTo(agent.instance());
        assertThat(payload.path("tasks")).hasSize(1);
        JsonNode task = payload.path("tasks").path(0);
        assertThat(task.path("arn").asString()).isEqualTo(arn);
        assertThat(task.path("desiredStatus").asString()).isEqualTo("RUNNING");
        assertThat(task.path("family").asString()).isEqualTo("agents");
        assertThat(task.path("version").isString()).isTrue();
        assertThat(task.path("networkMode").asString()).isEqualTo("bridge");
        assertThat(EcsCalls.read(task.path("overrides").asString("{}")).isObject())
                .isTrue();
        JsonNode web = task.path("containers").path(0);
        assertThat(web.path("name").asString()).isEqualTo("web");
        assertThat(web.path("image").asString()).isEqualTo("shop:1");
        assertThat(web.path("essential").asBoolean()).isTrue();
        assertThat(web.path("cpu").asInt()).isEqualTo(128);
        assertThat(web.path("memory").asInt()).isEqualTo(256);
        assertThat(web.path("command").toString()).isEqualTo("[\"serve\"]");
        assertThat(web.path("environment").path("STAGE").asString()).isEqualTo("dev");
        assertThat(web.path("healthCheckType").asString()).isEqualTo("docker");
        JsonNode port = web.path("portMappings").path(0);
        assertThat(port.path("containerPort").asInt()).isEqualTo(8080);
        assertThat(port.path("hostPort").asInt()).isZero();
        assertThat(port.path("protocol").asString()).isEqualTo("tcp");
        JsonNode docker = web.path("dockerConfig");
        JsonNode host = EcsCalls.read(docker.path("hostConfig").asString());
        assertThat(host.path("NetworkMode").asString()).isEqualTo("bridge");
        assertThat(host.path("MemoryReservation").asLong()).isEqualTo(128L << 20);
        JsonNode check = EcsCalls.read(docker.path("config").asString()).path("Healthcheck");
        assertThat(check.path("Test").toString()).isEqualTo("[\"CMD-SHELL\",\"true\"]");
        assertThat(check.path("Interval").asLong()).isEqualTo(5_000_000_000L);
    }

    private void runs(String arn) {
        agent.submit(
                arn,
                "PENDING",
                "'containers': [{'containerName': 'web', 'status': 'PENDING', 'imageDigest': 'sha256:" + "ab".repeat(32)
                        + "'}]");
        agent.submit(
                arn,
                "RUNNING",
                "'pullStartedAt': 1795255215.591, 'pullStoppedAt': 1795255229.665, "
                        + web(
                                "RUNNING",
                                ", 'networkBindings': [{'bindIP': '0.0.0.0', 'containerPort': 8080, 'hostPort': 49153,"
                                        + " 'protocol': 'tcp'}]"));
        JsonNode task = task(arn);
        assertThat(task.path("lastStatus").asString()).isEqualTo("RUNNING");
        assertThat(task.path("connectivity").asString()).isEqualTo("CONNECTED");
        assertThat(task.path("pullStartedAt").asDouble()).isEqualTo(1795255215.591);
        assertThat(task.path("startedAt").asDouble()).isPositive();
        JsonNode web = EcsTasks.container(task, "web");
        assertThat(web.path("runtimeId").asString()).isEqualTo(RUNTIME_ID);
        assertThat(web.path("imageDigest").asString()).startsWith("sha256:abab");
        assertThat(EcsTasks.hostPort(task, "web")).isEqualTo(49153);
    }

    private ObjectNode measured(String more) {
        return EcsCalls.json(
                "{'metadata': {'cluster': '" + agent.cluster() + "', 'containerInstance': '" + agent.instance()
                        + "', 'fin': true, 'messageId': '98f0', 'requestId': '98f1', 'idle': false}, 'timestamp': 1795255094.46, "
                        + more + "}");
    }

    private void isMeasured(AgentSocket tcs, String arn) {
        String task = "'taskArn': '" + arn + "', 'taskDefinitionFamily': 'agents', 'taskDefinitionVersion': '1', ";
        tcs.sendSigned("PublishMetricsRequest", measured("'taskMetrics': [{" + task + """
                'containerMetrics': [{'containerName': 'web',
                  'cpuStatsSet': {'min': 0, 'max': 1.76, 'sampleCount': 19, 'sum': 5.4},
                  'memoryStatsSet': {'min': 21, 'max': 22, 'sampleCount': 19, 'sum': 410}}]}]"""));
        JsonNode _ = tcs.next("AckPublishMetric");
        tcs.sendSigned("PublishHealthRequest", measured("'tasks': [{" + task + """
                'containers': [{'containerName': 'web', 'healthStatus': 'HEALTHY', 'statusSince': 1795255090.7}]}]"""));
        JsonNode _ = tcs.next("AckPublishHealth");
        assertThat(task(arn).path("healthStatus").asString()).isEqualTo("HEALTHY");
        assertThat(EcsTasks.container(task(arn), "web").path("healthStatus").asString())
                .isEqualTo("HEALTHY");
        tcs.sendSigned("PublishInstanceStatusRequest", measured("""
                'statuses': [{'type': 'ContainerRuntime', 'status': 'OK', 'lastUpdated': 1795255213.1,
                  'lastStatusChange': 1795255213.1}]"""));
        JsonNode _ = tcs.next("AckPublishInstanceStatus");
        assertThat(agent.describeInstance()
                        .path("healthStatus")
                        .path("overallStatus")
                        .asString())
                .isEqualTo("OK");
    }

    private void stops(String arn) {
        agent.submit(arn, "STOPPED", "'executionStoppedAt': 1795255329.735, " + web("STOPPED", ", 'exitCode': 143"));
        JsonNode stopped = RunningGantry.awaitFound(
                "the task has stopped",
                LIMIT,
                () -> Optional.of(task(arn))
                        .filter(task -> task.path("lastStatus").asString().equals("STOPPED")));
        assertThat(stopped.path("stopCode").asString()).isEqualTo("UserInitiated");
        assertThat(stopped.path("stoppedReason").asString()).isEqualTo("enough");
        assertThat(EcsTasks.container(stopped, "web").path("exitCode").asInt()).isEqualTo(143);
        agent.submit(arn, "RUNNING", web("RUNNING", ""));
        assertThat(task(arn).path("lastStatus").asString()).as("a late report").isEqualTo("STOPPED");
        assertThat(agent.describeInstance().path("remainingResources"))
                .isEqualTo(agent.describeInstance().path("registeredResources"));
    }

    @Test
    void a_new_connection_is_told_everything_and_ends_the_old_one() {
        try (AgentSocket first = agent.control(gantry.key(), true)) {
            JsonNode earlier = agent.connected(first);
            agent.awaitConnected(true);
            String task = run();
            JsonNode unanswered = first.next("PayloadMessage");
            try (AgentSocket second = agent.control(gantry.key(), false)) {
                assertThat(first.awaitClosed()).isNotEqualTo(1006);
                JsonNode payload = second.next("PayloadMessage");
                assertThat(payload.path("tasks").path(0).path("arn").asString()).isEqualTo(task);
                assertThat(payload.path("seqNum").asLong())
                        .isGreaterThan(earlier.path("timeline").asLong());
                assertThat(unanswered.path("tasks").path(0).path("arn").asString())
                        .isEqualTo(task);
                agent.acknowledge(second, payload);
                JsonNode manifest = agent.connected(second);
                assertThat(manifest.path("timeline").asLong())
                        .isGreaterThan(payload.path("seqNum").asLong());
                assertThat(manifest.path("tasks").path(0).path("taskArn").asString())
                        .isEqualTo(task);
                stopsWhatTheManifestLacks(second, manifest, task);
                agent.awaitConnected(true);
                agent.ok("StopTask", agent.clustered().put("task", task));
                JsonNode stop = second.next("PayloadMessage");
                agent.acknowledge(second, stop);
                agent.submit(task, "STOPPED", "'containers': []");
            }
        }
    }

    /** The agent asks about a task it runs and misses in the manifest, and about one that is wanted. */
    private void stopsWhatTheManifestLacks(AgentSocket acs, JsonNode manifest, String wanted) {
        String unknown = wanted.substring(0, wanted.length() - 4) + "dead";
        ObjectNode question =
                EcsCalls.object().put("messageId", manifest.path("messageId").asString());
        for (String arn : new String[] {unknown, wanted}) {
            question.withArray("stopCandidates")
                    .addObject()
                    .put("taskArn", arn)
                    .put("taskClusterArn", manifest.path("clusterArn").asString())
                    .put("desiredStatus", "STOPPED");
        }
        acs.send("TaskStopVerificationMessage", question);
        JsonNode verdict = acs.next("TaskStopVerificationAck");
        assertThat(verdict.path("messageId")).isEqualTo(manifest.path("messageId"));
        assertThat(verdict.path("stopTasks")
                        .valueStream()
                        .map(each -> each.path("taskArn").asString()))
                .containsExactly(unknown);
    }

    @Test
    void who_may_not_connect_is_told_so() {
        assertThatThrownBy(() -> agent.control(new RootKey(gantry.key().accessKeyId(), "x".repeat(40)), true))
                .isInstanceOfSatisfying(
                        AgentSocket.Refused.class,
                        refused -> assertThat(refused.status()).isBetween(400, 403));
        try (AgentSocket acs = agent.control(gantry.key(), true)) {
            JsonNode _ = agent.connected(acs);
            agent.awaitConnected(true);
            assertThat(agent.deregister().status()).isEqualTo(200);
            assertThat(acs.awaitClosed()).isNotEqualTo(1006);
        }
        assertThatThrownBy(() -> agent.control(gantry.key(), true))
                .isInstanceOfSatisfying(
                        AgentSocket.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void a_report_of_a_task_that_is_unknown_is_not_repeated_for_ever() {
        EcsCalls.Answer answer = gantry.calls()
                .call(
                        "SubmitTaskStateChange",
                        agent.clustered()
                                .put("task", agent.instance().replace(":container-instance/", ":task/"))
                                .put("status", "STOPPED"));
        // Of all refusals the agent drops a report for this one only.
        assertThat(answer.status() == 200 || answer.error().equals("InvalidParameterException"))
                .as(answer.toString())
                .isTrue();
    }
}
