package io.gantry.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AgentMessagesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FRAMES = List.of(
            "payload,payload-stop,payload-full,ack,nack,heartbeat,heartbeat-ack,manifest,stop-verification",
            "stop-verification-ack,credentials,credentials-ack,attach-task-eni,attach-instance-eni,confirm-attachment",
            "stage-update,perform-update,close,error,network,inactive,metrics-idle,metrics,health,instance-status,ack-metric",
            "ack-health,ack-instance-status,stop-telemetry,execute-command,terminal-size,terminal-typed,terminal-end");

    private static List<String> frames() {
        return FRAMES.stream().flatMap(line -> Arrays.stream(line.split(","))).toList();
    }

    /** Every member of every frame in the reference's shapes survives reading and writing. */
    @Test
    void everyFrameComesBackWhole() {
        for (String name : frames()) {
            JsonNode frame = JSON.readTree(frame(name));

            AgentMessage message = AgentMessages.decode(frame(name)).orElseThrow();
            JsonNode written = JSON.readTree(AgentMessages.encode(message));

            assertThat(AgentMessages.decode(AgentMessages.encode(message)))
                    .as(name)
                    .contains(message);
            assertThat(missing(withoutEmpty(frame), written, "")).as(name).isEmpty();
        }
    }

    @Test
    void everyTypeOfTheCatalogueHasAFrame() {
        Set<String> seen = frames().stream()
                .map(name -> AgentMessages.decode(frame(name))
                        .orElseThrow()
                        .getClass()
                        .getSimpleName())
                .collect(Collectors.toSet());

        Set<String> all = Stream.of(AcsMessage.class, TcsMessage.class, TerminalMessage.class)
                .flatMap(channel -> Arrays.stream(channel.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        all.add("Refusal");
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void unknownTypesAndMembersAreIgnored() {
        assertThat(AgentMessages.decode("{\"type\":\"Novelty\",\"message\":{\"a\":1}}"))
                .isEmpty();
        assertThat(AgentMessages.decode(
                        "{\"type\":\"ErrorMessage\",\"x\":2,\"message\":{\"message\":\"m\",\"a\":[1]}}"))
                .contains(new AcsMessage.ErrorMessage("m"));
    }

    @Test
    void nothingAbsentIsWritten() {
        TaskPayload task = TaskPayload.builder("arn:aws:ecs:us-east-1:1:task/c/t", "STOPPED")
                .build();
        String frame = AgentMessages.encode(
                new AcsMessage.PayloadMessage("m", "c", "i", 1, 2, Optional.empty(), List.of(task)));

        assertThat(frame)
                .isEqualTo("{\"type\":\"PayloadMessage\",\"message\":{\"messageId\":\"m\",\"clusterArn\":\"c\","
                        + "\"containerInstanceArn\":\"i\",\"generatedAt\":1,\"seqNum\":2,\"tasks\":[{\"arn\":"
                        + "\"arn:aws:ecs:us-east-1:1:task/c/t\",\"desiredStatus\":\"STOPPED\",\"cpu\":0.0,\"memory\":0,"
                        + "\"enableFaultInjection\":false}]}}");
    }

    @Test
    void nullsOfAPeerAreAbsence() {
        AgentMessage message = AgentMessages.decode(
                        "{\"type\":\"PayloadMessage\",\"message\":{\"messageId\":null,\"seqNum\":null,"
                                + "\"tasks\":[{\"arn\":\"a\",\"containers\":null,\"memory\":null,\"roleCredentials\":null}]}}")
                .orElseThrow();

        assertThat(message)
                .isEqualTo(new AcsMessage.PayloadMessage(
                        "",
                        "",
                        "",
                        0,
                        0,
                        Optional.empty(),
                        List.of(TaskPayload.builder("a", "").build())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"type\":1,\"message\":{}}",
                "{\"type\":\"AckRequest\",\"message\":3}",
                "{\"type\":\"PayloadMessage\",\"message\":{\"tasks\":7}}"
            })
    void whatIsNoFrameIsRefused(String text) {
        assertThatThrownBy(() -> AgentMessages.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void credentialsAreNeitherShownNorKept() {
        AcsMessage.PayloadMessage payload = (AcsMessage.PayloadMessage)
                AgentMessages.decode(frame("payload-full")).orElseThrow();
        RoleCredentials credentials =
                payload.tasks().getFirst().roleCredentials().orElseThrow();

        assertThat(new RoleCredentials("id", "role", "ASIA", "geheim", "jeton", "2030", "").toString())
                .doesNotContain("geheim")
                .doesNotContain("jeton");
        assertThat(credentials.credentialsId()).isEqualTo("5e4c");
        assertThat(AgentMessages.write(payload.tasks().getFirst().withoutCredentials()))
                .doesNotContain("ASIAEXAMPLE");
    }

    @Test
    void aStateChangeIsWrittenAsTheApiTakesIt() {
        TaskStateChange change = new TaskStateChange(
                "default",
                "arn:t",
                "STOPPED",
                "",
                List.of(new TaskStateChange.ContainerChange("x", "4fb2", "STOPPED", Optional.of(0), "", "", List.of())),
                List.of(),
                List.of(new TaskStateChange.ManagedAgentChange("x", "ExecuteCommandAgent", "STOPPED", "")),
                Optional.of(Instant.ofEpochMilli(1795255215591L)),
                Optional.empty(),
                Optional.empty());

        String body = AgentMessages.write(change);

        assertThat(JSON.readTree(body))
                .isEqualTo(JSON.readTree(
                        "{\"cluster\":\"default\",\"task\":\"arn:t\",\"status\":\"STOPPED\",\"containers\":["
                                + "{\"containerName\":\"x\",\"runtimeId\":\"4fb2\",\"status\":\"STOPPED\",\"exitCode\":0}],"
                                + "\"managedAgents\":[{\"containerName\":\"x\","
                                + "\"managedAgentName\":\"ExecuteCommandAgent\",\"status\":\"STOPPED\"}],"
                                + "\"pullStartedAt\":1795255215.591}"));
        assertThat(AgentMessages.read(body, TaskStateChange.class)).isEqualTo(change);
    }

    /** Paths in {@code wanted} whose value is another or absent in {@code found}. */
    private static List<String> missing(JsonNode wanted, JsonNode found, String path) {
        List<String> paths = new ArrayList<>();
        if (wanted.isObject() && found.isObject()) {
            for (Map.Entry<String, JsonNode> member : wanted.properties()) {
                paths.addAll(missing(member.getValue(), found.path(member.getKey()), path + "/" + member.getKey()));
            }
        } else if (wanted.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                paths.addAll(missing(wanted.get(i), found.get(i), path + "/" + i));
            }
        } else if (!wanted.equals(found)) {
            paths.add(path + ": " + wanted + " became " + found);
        }
        return paths;
    }

    private static JsonNode withoutEmpty(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = JSON.createObjectNode();
            object.properties().forEach(member -> {
                JsonNode value = member.getValue();
                boolean empty = (value.isString() && value.stringValue().isEmpty())
                        || (value.isContainer()
                                && value.isEmpty()
                                && !member.getKey().equals("host"));
                if (!empty) {
                    kept.set(member.getKey(), withoutEmpty(value));
                }
            });
            return kept;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = JSON.createArrayNode();
            array.forEach(item -> kept.add(withoutEmpty(item)));
            return kept;
        }
        return node;
    }

    private static String frame(String name) {
        try (InputStream in = AgentMessagesTest.class.getResourceAsStream("/frames/" + name + ".json")) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
