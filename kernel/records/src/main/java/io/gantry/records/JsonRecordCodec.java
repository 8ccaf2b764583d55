package io.gantry.records;

import io.gantry.state.RecordCodec;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores a record as JSON with its component names. Empty optionals, lists, maps and false or zero values are left out;
 * a member missing on read gets that empty value, which is how a record grows members. Members of the stored form that
 * this release does not know, at the top level, are carried over on each write.
 */
public final class JsonRecordCodec<T> implements RecordCodec<T> {
    private final Class<T> type;

    private JsonRecordCodec(Class<T> type) {
        this.type = type;
    }

    /** The codec of {@code type}, a record of records, text, numbers, enums, instants, lists, maps and optionals. */
    public static <T> JsonRecordCodec<T> of(Class<T> type) {
        return new JsonRecordCodec<>(type);
    }

    @Override
    public byte[] encode(T value, byte[] previous) {
        return previous.length == 0 || !hasUnknown(previous)
                ? Json.MAPPER.writeValueAsBytes(value)
                : carryUnknown(value, previous);
    }

    /** Most records have no member that this release does not know, and finding that out needs no tree. */
    private boolean hasUnknown(byte[] stored) {
        try (JsonParser parser = Json.MAPPER.createParser(stored)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return true;
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (!Json.isKnown(type, name)) {
                    return true;
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return false;
        }
    }

    private byte[] carryUnknown(T value, byte[] previous) {
        ObjectNode now = Json.MAPPER.valueToTree(value);
        for (Map.Entry<String, JsonNode> member : Json.MAPPER.readTree(previous).properties()) {
            if (!Json.isKnown(type, member.getKey())) {
                now.set(member.getKey(), member.getValue());
            }
        }
        return Json.MAPPER.writeValueAsBytes(now);
    }

    @Override
    public T decode(byte[] stored) {
        try {
            return Json.MAPPER.readValue(stored, type);
        } catch (JacksonException unreadable) {
            throw new IllegalStateException(
                    "no " + type.getSimpleName() + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }
}
