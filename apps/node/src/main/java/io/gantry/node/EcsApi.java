package io.gantry.node;

import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.HostAttributes;
import io.gantry.agent.protocol.TaskStateChange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ECS operations that an agent calls (agent-protocol.md 3.2 and 3.4): signed AWS JSON 1.1 over HTTP. */
final class EcsApi implements ControlPlane {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    /** For a call that makes something new each time it is repeated. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    /**
     * For a call that may be repeated: on a link that was cut and is back, a new call gets through sooner than one that went
     * before.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final JsonCalls calls;
    private final Signing signing;
    private final Ec2Api ec2;

    EcsApi(JsonCalls calls, Signing signing, Ec2Api ec2) {
        this.ec2 = ec2;
        this.calls = calls;
        this.signing = signing;
    }

    @Override
    public void submitTaskStateChange(TaskStateChange change) {
        JsonNode _ = call(TIMEOUT, "SubmitTaskStateChange", AgentMessages.write(change));
    }

    @Override
    public SecurityRules securityRules(String vpcId) {
        Ec2Api.Vpc vpc = ec2.vpc(vpcId);
        Set<String> instances = Set.copyOf(vpc.instances().values());
        // All of it on one host: then it is on this one, and there is nobody to find.
        Map<String, String> addresses = instances.size() < 2 ? Map.of() : networkAddresses(instances);
        Map<String, String> hosts = new HashMap<>();
        vpc.instances()
                .forEach((address, instance) ->
                        Optional.ofNullable(addresses.get(instance)).ifPresent(host -> hosts.put(address, host)));
        return vpc.rules().on(hosts);
    }

    /** Where container instances say that they take what other hosts send to their tasks, by ARN. */
    private Map<String, String> networkAddresses(Set<String> instances) {
        Set<String> clusters = instances.stream()
                .map(arn -> arn.split("/", 3))
                .filter(parts -> parts.length == 3)
                .map(parts -> parts[1])
                .collect(Collectors.toSet());
        Map<String, String> addresses = new HashMap<>();
        for (String cluster : clusters) {
            ObjectNode body = JSON.createObjectNode();
            body.put("cluster", cluster);
            body.put("targetType", "container-instance");
            body.put("attributeName", HostAttributes.NETWORK_ADDRESS);
            String next;
            do {
                JsonNode answer = call(TIMEOUT, "ListAttributes", JSON.writeValueAsString(body));
                answer.path("attributes")
                        .forEach(one -> addresses.put(
                                one.path("targetId").asString(""),
                                one.path("value").asString("")));
                next = answer.path("nextToken").asString("");
                body.put("nextToken", next);
            } while (!next.isEmpty());
        }
        return addresses;
    }

    /** RegisterContainerInstance; the answer's {@code containerInstance}. */
    JsonNode register(ObjectNode body) {
        return call(PATIENT, "RegisterContainerInstance", JSON.writeValueAsString(body))
                .path("containerInstance");
    }

    /** DiscoverPollEndpoint. */
    JsonNode discover(String cluster, String containerInstance) {
        ObjectNode body = JSON.createObjectNode();
        body.put("cluster", cluster);
        body.put("containerInstance", containerInstance);
        return call(TIMEOUT, "DiscoverPollEndpoint", JSON.writeValueAsString(body));
    }

    /** ListTagsForResource, as names and values. */
    Map<String, String> tags(String arn) {
        ObjectNode body = JSON.createObjectNode();
        body.put("resourceArn", arn);
        Map<String, String> tags = new TreeMap<>();
        call(TIMEOUT, "ListTagsForResource", JSON.writeValueAsString(body))
                .path("tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asString(""), tag.path("value").asString("")));
        return tags;
    }

    private JsonNode call(Duration limit, String operation, String body) {
        return calls.call(signing, TARGET + operation, limit, body);
    }
}
