package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the public container agent calls and sends in its external mode, from a container instance in a cluster of its own. */
final class PublicAgent {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String REGISTRATION = """
            {'cluster': 'CLUSTER', 'clientToken': '6b0d4a55-20f5-4b7f-8e1a-6d1c6b3c1a11',
             'attributes': [
               {'name': 'com.amazonaws.ecs.capability.privileged-container'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.17'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.18'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.19'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.21'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.24'},
               {'name': 'com.amazonaws.ecs.capability.docker-remote-api.1.29'},
               {'name': 'com.amazonaws.ecs.capability.logging-driver.json-file'},
               {'name': 'ecs.capability.container-health-check'},
               {'name': 'ecs.capability.container-ordering'},
               {'name': 'ecs.capability.external'},
               {'name': 'ecs.capability.full-sync'},
               {'name': 'ecs.os-type', 'value': 'linux'},
               {'name': 'ecs.os-family', 'value': 'LINUX'},
               {'name': 'ecs.cpu-architecture', 'value': 'x86_64'}],
             'instanceIdentityDocument': '', 'instanceIdentityDocumentSignature': '',
             'totalResources': [
               {'name': 'CPU', 'type': 'INTEGER', 'integerValue': 4096},
               {'name': 'MEMORY', 'type': 'INTEGER', 'integerValue': 7820},
               {'name': 'PORTS', 'type': 'STRINGSET', 'stringSetValue': ['22', '2375', '2376', '51678', '51679']},
               {'name': 'PORTS_UDP', 'type': 'STRINGSET', 'stringSetValue': []}]}""";

    private final RunningGantry gantry;
    private final String cluster = "agents-" + ThreadLocalRandom.current().nextInt(1 << 30);
    private final String instance;

    /** Makes the cluster and registers. */
    PublicAgent(RunningGantry gantry) {
        this.gantry = gantry;
        JsonNode _ = ok("CreateCluster", EcsCalls.object().put("clusterName", cluster));
        this.instance = register(registration()).path("containerInstanceArn").asString();
    }

    /** The ARN of its container instance. */
    String instance() {
        return instance;
    }

    /** The name of its cluster. */
    String cluster() {
        return cluster;
    }

    /** What it registers with. */
    ObjectNode registration() {
        return EcsCalls.json(REGISTRATION.replace("CLUSTER", cluster));
    }

    /** Deregisters it, running tasks or not. */
    EcsCalls.Answer deregister() {
        return gantry.calls()
                .call(
                        "DeregisterContainerInstance",
                        clustered().put("containerInstance", instance).put("force", true));
    }

    /** Calls, and expects success. */
    JsonNode ok(String operation, ObjectNode input) {
        return gantry.calls().ok(operation, input);
    }

    /** An input that names its cluster. */
    ObjectNode clustered() {
        return EcsCalls.object().put("cluster", cluster);
    }

    /** Registers, and answers the container instance. */
    JsonNode register(ObjectNode input) {
        return ok("RegisterContainerInstance", input).path("containerInstance");
    }

    /** Where its channels are. */
    JsonNode endpoints() {
        return ok(
                "DiscoverPollEndpoint",
                clustered().put("containerInstance", instance).put("zoneId", ""));
    }

    /**
     * Opens the control channel.
     *
     * @param first whether the process has not had a connection before, and wants the credentials of its tasks
     */
    AgentSocket control(RootKey key, boolean first) {
        Map<String, String> query = new TreeMap<>();
        query.put("agentHash", "0a1b2c3d");
        query.put("agentVersion", "1.105.1");
        query.put("clusterArn", cluster);
        query.put("containerInstanceArn", instance);
        query.put("dockerVersion", "DockerVersion: 20.10.24");
        query.put("protocolVersion", "2");
        query.put("sendCredentials", Boolean.toString(first));
        query.put("seqNum", "1");
        return new AgentSocket(endpoints().path("endpoint").asString(), query, key);
    }

    /** Opens the telemetry channel. */
    AgentSocket telemetry() {
        Map<String, String> query = new TreeMap<>();
        query.put("agentHash", "0a1b2c3d");
        query.put("agentVersion", "1.105.1");
        query.put("cluster", cluster);
        query.put("containerInstance", instance);
        query.put("dockerVersion", "20.10.24");
        return new AgentSocket(endpoints().path("telemetryEndpoint").asString(), query, gantry.key());
    }

    /** Acknowledges a message of the control channel. */
    void acknowledge(AgentSocket acs, JsonNode message) {
        acs.send(
                "AckRequest",
                EcsCalls.object()
                        .put("cluster", message.path("clusterArn").asString())
                        .put("containerInstance", instance)
                        .put("messageId", message.path("messageId").asString()));
    }

    /** Takes the manifest that follows the payloads of a new connection, and acknowledges it. */
    JsonNode connected(AgentSocket acs) {
        JsonNode manifest = acs.next("TaskManifestMessage");
        assertThat(manifest.path("containerInstanceArn").asString()).isEqualTo(instance);
        assertThat(manifest.path("clusterArn").asString()).endsWith(":cluster/" + cluster);
        assertThat(manifest.path("generatedAt").isIntegralNumber()).isTrue();
        acknowledge(acs, manifest);
        return manifest;
    }

    /** Its container instance as DescribeContainerInstances shows it. */
    JsonNode describeInstance() {
        ObjectNode input = clustered();
        input.putArray("containerInstances").add(instance);
        input.putArray("include").add("CONTAINER_INSTANCE_HEALTH");
        return ok("DescribeContainerInstances", input)
                .path("containerInstances")
                .path(0);
    }

    /** Waits until its container instance is shown as connected, or as not. */
    void awaitConnected(boolean wanted) {
        RunningGantry.await(
                "agentConnected is " + wanted,
                LIMIT,
                () -> describeInstance().path("agentConnected").asBoolean() == wanted);
    }

    /**
     * Reports a task.
     *
     * @param more further members as JSON with single quotes
     */
    void submit(String task, String status, String more) {
        String text = "{'cluster': '" + cluster + "', 'task': '" + task + "', 'status': '" + status
                + "', 'reason': '', " + more + "}";
        assertThat(ok("SubmitTaskStateChange", EcsCalls.json(text))
                        .path("acknowledgment")
                        .asString())
                .isNotEmpty();
    }
}
