package io.gantry.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.gantry.records.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The JSON of every message: an envelope {@code {"type","message"}} (agent-protocol.md 5.2). Empty text, lists, maps and
 * optionals are left out and never written as null; numbers and booleans are always written. On reading, unknown members
 * are ignored, and an absent member is empty, zero or false.
 */
public final class AgentMessages {
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .withConfigOverride(
                    Optional.class,
                    override -> override.setInclude(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS)))
            .withConfigOverride(
                    Map.class,
                    override -> override.setInclude(JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                            .setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule("epoch seconds")
                    .addSerializer(Instant.class, new SecondsWriter())
                    .addDeserializer(Instant.class, new SecondsReader()))
            .build();

    private static final Map<String, Class<? extends AgentMessage>> TYPES = types();

    private AgentMessages() {}

    /** The frame of {@code message}. */
    public static String encode(AgentMessage message) {
        ObjectNode envelope = MAPPER.createObjectNode();
        envelope.put("type", typeOf(message));
        envelope.set("message", MAPPER.valueToTree(message));
        return MAPPER.writeValueAsString(envelope);
    }

    /**
     * The message in a frame; empty for a type that is none of ours, which both sides ignore.
     *
     * @throws IllegalArgumentException when {@code text} is no JSON, no envelope, or a member has the wrong kind
     */
    public static Optional<AgentMessage> decode(String text) {
        try {
            JsonNode envelope = MAPPER.readTree(text);
            JsonNode type = envelope.path("type");
            JsonNode message = envelope.path("message");
            if (!type.isString() || !message.isObject()) {
                throw new IllegalArgumentException(
                        "a frame is an object with a text \"type\" and an object \"message\"");
            }
            String name = type.stringValue();
            Optional<Refusal.Name> refusal = Refusal.Name.of(name);
            if (refusal.isPresent()) {
                return Optional.of(
                        new Refusal(refusal.get(), message.path("message").asString("")));
            }
            Class<? extends AgentMessage> record = TYPES.get(name);
            return record == null ? Optional.empty() : Optional.of(MAPPER.treeToValue(message, record));
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("unreadable frame: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    /** The JSON of a record of this package without an envelope: a request body, or a task to be stored. */
    public static String write(Record value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads what {@link #write} wrote, or an answer of the control plane.
     *
     * @throws IllegalArgumentException when {@code text} does not fit {@code type}
     */
    public static <T extends Record> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    /** The {@code type} of a message. */
    public static String typeOf(AgentMessage message) {
        return message instanceof Refusal refusal
                ? refusal.name().wireName()
                : message.getClass().getSimpleName();
    }

    private static Map<String, Class<? extends AgentMessage>> types() {
        Map<String, Class<? extends AgentMessage>> byName = new LinkedHashMap<>();
        for (Class<?> channel : List.of(AcsMessage.class, TcsMessage.class, TerminalMessage.class)) {
            Arrays.stream(channel.getPermittedSubclasses())
                    .forEach(type -> byName.put(type.getSimpleName(), type.asSubclass(AgentMessage.class)));
        }
        return Map.copyOf(byName);
    }

    private static final class SecondsWriter extends StdSerializer<Instant> {
        SecondsWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
            BigDecimal seconds = BigDecimal.valueOf(value.getEpochSecond()).add(BigDecimal.valueOf(value.getNano(), 9));
            out.writeNumber(seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros());
        }
    }

    private static final class SecondsReader extends StdDeserializer<Instant> {
        SecondsReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) {
            BigDecimal seconds = in.getDecimalValue();
            long whole = seconds.longValue();
            return Instant.ofEpochSecond(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .longValue());
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Instant.EPOCH;
        }
    }
}
