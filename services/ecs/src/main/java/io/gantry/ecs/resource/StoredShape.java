package io.gantry.ecs.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AWS's shapes as the JSON text that records keep: wire names, and only the members that were set, so that an empty list
 * and a missing one stay two things. ECS's stored shapes hold text, numbers, booleans, lists, maps and shapes.
 */
public final class StoredShape {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredShape() {}

    /** The JSON of {@code shape}. */
    public static String write(SdkPojo shape) {
        return MAPPER.writeValueAsString(members(shape));
    }

    /**
     * The shape that {@link #write} wrote.
     *
     * @param builder an empty builder of the shape
     * @throws IllegalStateException when {@code stored} is no such shape
     */
    public static <B extends SdkPojo> B read(String stored, B builder) {
        fill(builder, MAPPER.readTree(stored));
        return builder;
    }

    private static Map<String, Object> members(SdkPojo shape) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : shape.sdkFields()) {
            written(field, field.getValueOrDefault(shape)).ifPresent(value -> members.put(field.locationName(), value));
        }
        return members;
    }

    private static Optional<Object> written(SdkField<?> field, Object value) {
        if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            return Optional.empty();
        }
        if (value instanceof SdkPojo shape) {
            return Optional.of(members(shape));
        }
        if (value instanceof List<?> list) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> items = new ArrayList<>();
            list.forEach(item -> written(member, item).ifPresent(items::add));
            return Optional.of(items);
        }
        if (value instanceof Map<?, ?> map) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach(
                    (key, item) -> written(member, item).ifPresent(found -> entries.put(String.valueOf(key), found)));
            return Optional.of(entries);
        }
        return Optional.of(value);
    }

    private static void fill(SdkPojo builder, JsonNode stored) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = stored.path(field.locationName());
            if (!value.isMissingNode() && !value.isNull()) {
                field.set(builder, read(field, value));
            }
        }
    }

    private static Object read(SdkField<?> field, JsonNode value) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return value.asString();
        } else if (type == MarshallingType.INTEGER) {
            return value.asInt();
        } else if (type == MarshallingType.LONG) {
            return value.asLong();
        } else if (type == MarshallingType.DOUBLE) {
            return value.asDouble();
        } else if (type == MarshallingType.BOOLEAN) {
            return value.asBoolean();
        } else if (type == MarshallingType.SDK_POJO) {
            return built(field.constructor(), value);
        } else if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(read(member, item)));
            return items;
        } else if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> entries = new LinkedHashMap<>();
            value.properties().forEach(entry -> entries.put(entry.getKey(), read(member, entry.getValue())));
            return entries;
        }
        throw new IllegalStateException("no stored shape has a member of type " + type);
    }

    private static Object built(Supplier<SdkPojo> constructor, JsonNode value) {
        SdkPojo builder = constructor.get();
        fill(builder, value);
        return ((Buildable) builder).build();
    }
}
