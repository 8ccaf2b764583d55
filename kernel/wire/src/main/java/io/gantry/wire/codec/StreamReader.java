package io.gantry.wire.codec;

import io.gantry.base.Limits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads model objects from a JSON or CBOR stream. */
final class StreamReader {
    private final Dialect dialect;

    StreamReader(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What the caller is told about bytes that Jackson refused; its own texts name our classes. */
    static MalformedInput malformed(JacksonException unreadable) {
        if (unreadable instanceof StreamConstraintsException) {
            return new MalformedInput("The body is nested more than " + Limits.REQUEST_DEPTH
                    + " levels deep, or holds a name, text or number that is too long");
        }
        TokenStreamLocation at = unreadable.getLocation();
        // Formats without lines know only how far they came.
        return new MalformedInput(
                at == null || at.getLineNr() < 1
                        ? "The body cannot be parsed"
                        : "The body cannot be parsed at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    /** Reads the one structure that the stream holds; an empty stream is an empty structure. */
    void document(JsonParser in, SdkPojo builder) {
        JsonToken token = in.nextToken();
        if (token == null) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw unexpected(token, "structure");
        }
        try {
            members(in, builder);
        } catch (MalformedInput wrong) {
            String path = in.streamReadContext().pathAsPointer().toString();
            throw path.isEmpty() ? wrong : new MalformedInput(wrong.message() + " at '" + Shown.of(path) + "'");
        }
        if (in.nextToken() != null) {
            throw new MalformedInput("something follows the document");
        }
    }

    /** The texts {@code names} among the members of the one structure that the stream holds. */
    static Map<String, String> texts(JsonParser in, Set<String> names) {
        Map<String, String> found = new HashMap<>();
        if (in.nextToken() != JsonToken.START_OBJECT) {
            return found;
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            if (!names.contains(name)) {
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                found.put(name, text(in, token, "String"));
            }
        }
        return found;
    }

    private void members(JsonParser in, SdkPojo builder) {
        Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            SdkField<?> field = fields.get(name);
            if (field == null || field.location() != MarshallLocation.PAYLOAD) {
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                field.set(builder, value(in, token, field));
            }
        }
        if (in.currentToken() != JsonToken.END_OBJECT) {
            throw new MalformedInput("the body ends inside a structure");
        }
    }

    Object value(JsonParser in, @Nullable JsonToken token, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(in, token, "String");
            case INTEGER -> (int) integral(in, token, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
            case LONG -> integral(in, token, Long.MIN_VALUE, Long.MAX_VALUE, "Long");
            case SHORT -> (short) integral(in, token, Short.MIN_VALUE, Short.MAX_VALUE, "Short");
            case BYTE -> (byte) integral(in, token, Byte.MIN_VALUE, Byte.MAX_VALUE, "Byte");
            case BOOLEAN -> bool(in, token);
            case DOUBLE -> real(in, token);
            case FLOAT -> (float) real(in, token);
            case BIG_DECIMAL -> decimal(in, token, "BigDecimal");
            case INSTANT ->
                token == JsonToken.VALUE_STRING
                        ? Timestamps.parse(text(in, token, "Timestamp"))
                        : Timestamps.ofEpochSeconds(decimal(in, token, "Timestamp"));
            case SDK_BYTES -> bytes(in, token);
            case SDK_POJO -> structure(in, token, field);
            case LIST -> list(in, token, field);
            case MAP -> map(in, token, field);
            case DOCUMENT -> Documents.read(in);
            case NULL -> throw new IllegalStateException("a member has no type: " + field.memberName());
        };
    }

    private Object structure(JsonParser in, @Nullable JsonToken token, SdkField<?> field) {
        if (token != JsonToken.START_OBJECT) {
            throw unexpected(token, "structure");
        }
        SdkPojo builder = field.constructor().get();
        members(in, builder);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private List<Object> list(JsonParser in, @Nullable JsonToken token, SdkField<?> field) {
        if (token != JsonToken.START_ARRAY) {
            throw unexpected(token, "list");
        }
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> list = new ArrayList<>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            if (next == JsonToken.VALUE_NULL) {
                throw new MalformedInput("a list holds null");
            }
            list.add(value(in, next, item));
        }
        return list;
    }

    private Map<String, Object> map(JsonParser in, @Nullable JsonToken token, SdkField<?> field) {
        if (token != JsonToken.START_OBJECT) {
            throw unexpected(token, "map");
        }
        SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken next = in.nextToken();
            if (next == JsonToken.VALUE_NULL) {
                throw new MalformedInput("a map holds null");
            }
            map.put(Texts.wellFormed(name), value(in, next, item));
        }
        if (in.currentToken() != JsonToken.END_OBJECT) {
            throw new MalformedInput("the body ends inside a map");
        }
        return map;
    }

    private static String text(JsonParser in, @Nullable JsonToken token, String wanted) {
        if (token != JsonToken.VALUE_STRING) {
            throw unexpected(token, wanted);
        }
        return Texts.wellFormed(in.getString());
    }

    private static long integral(JsonParser in, @Nullable JsonToken token, long min, long max, String wanted) {
        long number;
        if (token == JsonToken.VALUE_NUMBER_INT) {
            if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new MalformedInput("a number is out of the range of " + wanted);
            }
            number = in.getLongValue();
        } else {
            BigDecimal decimal = decimal(in, token, wanted);
            // A whole number may be written with a fraction of zeros, as some JSON writers do.
            if (decimal.abs().compareTo(BigDecimal.valueOf(1L << 53)) > 0
                    || decimal.remainder(BigDecimal.ONE).signum() != 0) {
                throw new MalformedInput("a number is no " + wanted);
            }
            number = decimal.longValue();
        }
        if (number < min || number > max) {
            throw new MalformedInput("a number is out of the range of " + wanted);
        }
        return number;
    }

    private static BigDecimal decimal(JsonParser in, @Nullable JsonToken token, String wanted) {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw unexpected(token, wanted);
        }
        if (in.getNumberType() == JsonParser.NumberType.DOUBLE || in.getNumberType() == JsonParser.NumberType.FLOAT) {
            double real = in.getDoubleValue();
            if (!Double.isFinite(real)) {
                throw new MalformedInput("a number is not finite");
            }
        }
        BigDecimal decimal = in.getDecimalValue();
        // The arithmetic on a number of a few bytes, such as 1e999999999, must not cost gigabytes.
        if (Math.abs((long) decimal.scale()) > 400 || decimal.precision() > 400) {
            throw new MalformedInput("a number is out of range");
        }
        return decimal;
    }

    private static double real(JsonParser in, @Nullable JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return in.getDoubleValue();
        }
        return switch (text(in, token, "Double")) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case String other -> throw new MalformedInput("not a number: " + Shown.of(other));
        };
    }

    private static boolean bool(JsonParser in, @Nullable JsonToken token) {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(token, "Boolean");
        }
        return in.getBooleanValue();
    }

    private SdkBytes bytes(JsonParser in, @Nullable JsonToken token) {
        if (dialect == Dialect.CBOR && token == JsonToken.VALUE_EMBEDDED_OBJECT) {
            return SdkBytes.fromByteArray(in.getBinaryValue());
        }
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text(in, token, "Blob")));
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedInput("a blob is not in base 64");
        }
    }

    private static MalformedInput unexpected(@Nullable JsonToken token, String wanted) {
        if (token == null) {
            return new MalformedInput("the body ends too early");
        }
        return switch (token) {
            case START_OBJECT, START_ARRAY ->
                new MalformedInput("Start of " + (token == JsonToken.START_ARRAY ? "list" : "structure or map")
                        + " found where not expected.");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new MalformedInput("NUMBER_VALUE cannot be converted to " + wanted);
            case VALUE_STRING -> new MalformedInput("STRING_VALUE cannot be converted to " + wanted);
            case VALUE_TRUE -> new MalformedInput("TRUE_VALUE cannot be converted to " + wanted);
            case VALUE_FALSE -> new MalformedInput("FALSE_VALUE cannot be converted to " + wanted);
            case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                new MalformedInput("Unexpected token where a " + wanted + " belongs");
        };
    }
}
