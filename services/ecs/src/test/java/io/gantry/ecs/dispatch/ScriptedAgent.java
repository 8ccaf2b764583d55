package io.gantry.ecs.dispatch;

import io.gantry.ecs.EcsRoom;
import io.gantry.records.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An agent that says what a test tells it to, and keeps the frames it hears as plain JSON. */
final class ScriptedAgent implements AgentChannel {
    private final List<JsonNode> heard = new ArrayList<>();
    private final List<Integer> closes = new ArrayList<>();
    private Optional<AgentSession> session = Optional.empty();
    private boolean hangs;

    /** The query of the command channel as a public agent writes it. */
    static String acsQuery(String instanceArn) {
        return "agentHash=abc123&agentVersion=1.105.1&clusterArn=default&containerInstanceArn=" + encode(instanceArn)
                + "&dockerVersion=DockerVersion%3A+20.10.24&protocolVersion=2&sendCredentials=true&seqNum=1";
    }

    /** The query of the telemetry channel as a public agent writes it. */
    static String tcsQuery(String instanceArn) {
        return "agentHash=abc123&agentVersion=1.105.1&cluster=default&containerInstance=" + encode(instanceArn)
                + "&dockerVersion=20.10.24";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static ScriptedAgent connect(AgentSessions sessions, ChannelKind kind, String query) {
        ScriptedAgent agent = new ScriptedAgent();
        agent.session = Optional.of(sessions.open(kind, EcsRoom.scope(), query, agent));
        return agent;
    }

    void say(String frame) {
        session.orElseThrow().onText(frame);
    }

    /** Says a message in its envelope. */
    void say(String type, Map<String, Object> message) {
        say(Json.MAPPER.writeValueAsString(Map.of("type", type, "message", message)));
    }

    void hangUp() {
        session.orElseThrow().onClose();
    }

    /** The messages of a type heard so far, oldest first. */
    List<JsonNode> heard(String type) {
        return heard.stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .map(frame -> frame.path("message"))
                .toList();
    }

    JsonNode last(String type) {
        return heard(type).getLast();
    }

    /** Forgets what was heard. */
    void clear() {
        heard.clear();
    }

    List<Integer> closes() {
        return List.copyOf(closes);
    }

    /** Acknowledges a message as the public agent does. */
    void acknowledge(JsonNode message) {
        say(
                "AckRequest",
                Map.of(
                        "cluster", message.path("clusterArn").asString(),
                        "containerInstance",
                                message.path("containerInstanceArn").asString(),
                        "messageId", message.path("messageId").asString()));
    }

    /** From now on it answers nothing, and its connection stays open. */
    void hang() {
        hangs = true;
    }

    @Override
    public void send(String frame) {
        JsonNode node = Json.MAPPER.readTree(frame);
        heard.add(node);
        if (!hangs && node.path("type").asString().equals("HeartbeatMessage")) {
            say(
                    "HeartbeatAckRequest",
                    Map.of("messageId", node.path("message").path("messageId").asString()));
        }
    }

    @Override
    public void close(int code, String reason) {
        closes.add(code);
    }
}
