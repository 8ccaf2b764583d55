package io.gantry.records;

import io.gantry.state.RecordCodec;
import java.util.Map;
import tools.jackson.core.JacksonException;
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
        if (previous.length == 0) {
            return Json.MAPPER.writeValueAsBytes(value);
        }
        JsonNode before = Json.MAPPER.readTree(previous);
        ObjectNode now = Json.MAPPER.valueToTree(value);
        boolean carried = false;
        for (Map.Entry<String, JsonNode> member : before.properties()) {
            if (!Json.isKnown(type, member.getKey())) {
                now.set(member.getKey(), member.getValue());
                carried = true;
            }
        }
        return Json.MAPPER.writeValueAsBytes(carried ? now : value);
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
