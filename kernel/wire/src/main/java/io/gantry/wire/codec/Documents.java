package io.gantry.wire.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Members whose content the model leaves open. */
final class Documents {
    private Documents() {}

    static void write(JsonGenerator out, Document value) {
        if (value.isNull()) {
            out.writeNull();
        } else if (value.isBoolean()) {
            out.writeBoolean(value.asBoolean());
        } else if (value.isString()) {
            out.writeString(value.asString());
        } else if (value.isNumber()) {
            out.writeNumber(value.asNumber().bigDecimalValue());
        } else if (value.isList()) {
            out.writeStartArray();
            value.asList().forEach(item -> write(out, item));
            out.writeEndArray();
        } else {
            out.writeStartObject();
            value.asMap().forEach((name, member) -> {
                out.writeName(name);
                write(out, member);
            });
            out.writeEndObject();
        }
    }

    /** Reads the value at which {@code in} stands. */
    static Document read(JsonParser in) {
        @Nullable JsonToken token = in.currentToken();
        if (token == null) {
            throw new MalformedInput("the body ends too early");
        }
        return switch (token) {
            case VALUE_NULL -> Document.fromNull();
            case VALUE_TRUE -> Document.fromBoolean(true);
            case VALUE_FALSE -> Document.fromBoolean(false);
            case VALUE_STRING -> Document.fromString(Texts.wellFormed(in.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                Document.fromNumber(
                        SdkNumber.fromString(Timestamps.number(in.getString()).toString()));
            case START_ARRAY -> {
                List<Document> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(in));
                }
                yield Document.fromList(list);
            }
            case START_OBJECT -> {
                Map<String, Document> map = new LinkedHashMap<>();
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    in.nextToken();
                    map.put(Texts.wellFormed(name), read(in));
                }
                yield Document.fromMap(map);
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new MalformedInput("Unexpected token in a document");
        };
    }
}
