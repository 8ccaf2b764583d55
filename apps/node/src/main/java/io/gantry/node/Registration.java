package io.gantry.node;

import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** RegisterContainerInstance, again and again until the control plane has answered (agent-protocol.md 4). */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Set<String> TERMINAL = Set.of("InvalidParameterException", "ClientException");
    private static final Duration UNREACHABLE = Duration.ofMillis(500);

    private final EcsApi api;
    private final NodeConfig config;
    private final Supplier<Map<String, String>> attributes;
    private final int cpu;
    private final int memory;
    private final Env env;

    /** @param attributes asked at each registration */
    Registration(
            EcsApi api, NodeConfig config, Supplier<Map<String, String>> attributes, int cpu, int memory, Env env) {
        this.api = api;
        this.config = config;
        this.attributes = attributes;
        this.cpu = cpu;
        this.memory = memory;
        this.env = env;
    }

    /** The control plane refuses this node for good; the operator has to act. */
    static final class Terminal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Terminal(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Registers.
     *
     * @param known the ARN of an earlier registration, else empty
     * @return the container instance's ARN
     * @throws Terminal when the control plane refuses for good
     */
    String register(String known) throws InterruptedException {
        Map<String, String> sent = attributes.get();
        ObjectNode body = body(known, sent);
        Instant begun = env.now();
        int attempts = 0;
        boolean told = false;
        while (true) {
            try {
                return checked(api.register(body), sent);
            } catch (ControlPlane.Refused refused) {
                if (TERMINAL.contains(refused.code())) {
                    throw new Terminal("The server refuses to register this node: " + refused.getMessage() + " Remove "
                            + config.directory() + " to register it as a new one.");
                }
                if (!told) {
                    LOG.warn("not registered yet: {} {}", refused.code(), refused.getMessage());
                    told = true;
                }
                attempts++;
                boolean answered = !refused.code().isEmpty();
                Duration pause = answered
                        ? AgentTimers.REGISTER.delay(attempts, env.random().nextDouble())
                        : UNREACHABLE;
                if (answered && env.now().isAfter(begun.plus(Duration.ofHours(1)))) {
                    throw new Terminal("The server did not register this node within an hour: " + refused.getMessage());
                }
                Thread.sleep(pause);
            }
        }
    }

    private static String checked(JsonNode instance, Map<String, String> attributes) {
        String arn = instance.path("containerInstanceArn").asString("");
        if (arn.isEmpty()) {
            throw new Terminal("The server's answer to RegisterContainerInstance has no containerInstanceArn.");
        }
        for (Map.Entry<String, String> sent : attributes.entrySet()) {
            boolean there = false;
            for (JsonNode attribute : instance.path("attributes")) {
                there |= attribute.path("name").asString("").equals(sent.getKey())
                        && attribute.path("value").asString("").equals(sent.getValue());
            }
            if (!there) {
                throw new Terminal("The server did not accept the attribute " + sent.getKey() + ".");
            }
        }
        return arn;
    }

    private ObjectNode body(String known, Map<String, String> sent) {
        ObjectNode body = EcsApi.JSON.createObjectNode();
        body.put("cluster", config.cluster());
        body.put("clientToken", uuid(env.newId()));
        if (!known.isEmpty()) {
            body.put("containerInstanceArn", known);
        }
        body.put("instanceIdentityDocument", "");
        body.put("instanceIdentityDocumentSignature", "");
        ArrayNode all = body.putArray("attributes");
        sent.forEach((name, value) -> {
            ObjectNode attribute = all.addObject().put("name", name);
            if (!value.isEmpty()) {
                attribute.put("value", value);
            }
        });
        ArrayNode resources = body.putArray("totalResources");
        number(resources, "CPU", cpu);
        number(resources, "MEMORY", memory);
        texts(resources, "PORTS", config.reservedPorts());
        texts(resources, "PORTS_UDP", config.reservedUdpPorts());
        return body;
    }

    private static void number(ArrayNode resources, String name, int value) {
        resources.addObject().put("name", name).put("type", "INTEGER").put("integerValue", value);
    }

    private static void texts(ArrayNode resources, String name, List<String> values) {
        ArrayNode set =
                resources.addObject().put("name", name).put("type", "STRINGSET").putArray("stringSetValue");
        values.forEach(set::add);
    }

    private static String uuid(String id) {
        return id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
