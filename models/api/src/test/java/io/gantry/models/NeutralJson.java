package io.gantry.models;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Model objects in a form of the tests' own, in which every member stands under its model's name in lower case, wherever
 * and however a protocol carries it: what a codec is compared with must not be written by that codec.
 */
final class NeutralJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private NeutralJson() {}

    static byte[] write(SdkPojo value) {
        return JsonMapper.shared().writeValueAsBytes(structure(value));
    }

    private static ObjectNode structure(SdkPojo value) {
        ObjectNode node = NODES.objectNode();
        for (SdkField<?> field : value.sdkFields()) {
            @Nullable Object member = field.getValueOrDefault(value);
            if (member != null
                    && !(member instanceof SdkAutoConstructList)
                    && !(member instanceof SdkAutoConstructMap)) {
                node.set(name(field), node(member));
            }
        }
        return node;
    }

    private static String name(SdkField<?> field) {
        // The SDK renames some members, not all, whose name is a word of Java.
        String name = field.memberName().equals("ReturnValue") ? "Return" : field.memberName();
        return name.toLowerCase(Locale.ROOT);
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case SdkPojo inner -> structure(inner);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, item) -> object.set(String.valueOf(key), node(item)));
                yield object;
            }
            case String text -> NODES.stringNode(text);
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number.doubleValue());
            case BigDecimal number -> NODES.numberNode(number);
            case Instant instant -> NODES.numberNode(instant.getEpochSecond());
            case SdkBytes bytes -> NODES.binaryNode(bytes.asByteArray());
            case Document document -> JsonMapper.shared().readTree(document.toString());
            case Object other -> throw new IllegalStateException("no form for " + other.getClass());
        };
    }

    static SdkPojo read(byte[] json, SdkPojo builder) {
        return structure(JsonMapper.shared().readTree(json), builder);
    }

    private static SdkPojo structure(JsonNode node, SdkPojo builder) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(name(field), field));
        node.properties().forEach(entry -> {
            SdkField<?> field = fields.get(entry.getKey());
            // The peer may be newer than our classes.
            if (field != null) {
                field.set(builder, value(entry.getValue(), field));
            }
        });
        return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
    }

    private static Document document(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Document.fromString(node.asString());
            case BOOLEAN -> Document.fromBoolean(node.asBoolean());
            case NUMBER -> Document.fromNumber(node.asString());
            case ARRAY ->
                Document.fromList(node.valueStream().map(NeutralJson::document).toList());
            case OBJECT -> {
                Map<String, Document> map = new LinkedHashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), document(entry.getValue())));
                yield Document.fromMap(map);
            }
            case NULL, MISSING, BINARY, POJO -> Document.fromNull();
        };
    }

    private static Object value(JsonNode node, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> node.asString();
            case INTEGER -> node.asInt();
            case LONG -> node.asLong();
            case SHORT -> (short) node.asInt();
            case BYTE -> (byte) node.asInt();
            case BOOLEAN -> node.asBoolean();
            case DOUBLE -> node.asDouble();
            case FLOAT -> (float) node.asDouble();
            case BIG_DECIMAL -> node.asDecimal();
            case INSTANT -> Instant.ofEpochSecond(node.asLong());
            case SDK_BYTES ->
                SdkBytes.fromByteArray(java.util.Base64.getDecoder().decode(node.asString()));
            case SDK_POJO -> structure(node, field.constructor().get());
            case LIST -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item ->
                        list.add(value(item, field.getTrait(ListTrait.class).memberFieldInfo())));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties()
                        .forEach(entry -> map.put(
                                entry.getKey(),
                                value(
                                        entry.getValue(),
                                        field.getTrait(MapTrait.class).valueFieldInfo())));
                yield map;
            }
            case DOCUMENT -> document(node);
            case NULL -> throw new IllegalStateException("no form for " + field.memberName());
        };
    }
}
