package io.gantry.wire.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Values as plain text, the way they stand in form fields, XML elements, headers, queries and paths. */
final class Scalars {
    private Scalars() {}

    /** Whether {@code field} holds one value that has a plain text. */
    static boolean isScalar(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING, INTEGER, LONG, SHORT, BYTE, BOOLEAN, DOUBLE, FLOAT, BIG_DECIMAL, INSTANT, SDK_BYTES -> true;
            case NULL, SDK_POJO, LIST, MAP, DOCUMENT -> false;
        };
    }

    /** Reads the value of {@code field} out of {@code text}, naming {@code at} when it is none. */
    static Object read(SdkField<?> field, String text, String at) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case STRING -> Texts.wellFormed(text);
            case INTEGER -> (int) integral(text, Integer.MIN_VALUE, Integer.MAX_VALUE, at);
            case LONG -> integral(text, Long.MIN_VALUE, Long.MAX_VALUE, at);
            case SHORT -> (short) integral(text, Short.MIN_VALUE, Short.MAX_VALUE, at);
            case BYTE -> (byte) integral(text, Byte.MIN_VALUE, Byte.MAX_VALUE, at);
            case BOOLEAN -> bool(text, at);
            case DOUBLE -> real(text, at);
            case FLOAT -> (float) real(text, at);
            case BIG_DECIMAL -> number(text, at);
            case INSTANT -> instant(text, at);
            case SDK_BYTES -> bytes(text, at);
            case NULL, SDK_POJO, LIST, MAP, DOCUMENT ->
                throw wrong(text, at, type.name().toLowerCase(Locale.ROOT));
        };
    }

    /** The text of {@code value}; instants in the field's own format, or else in {@code usual}. */
    static String write(SdkField<?> field, Object value, Format usual) {
        return switch (value) {
            case String text -> text;
            case Instant instant -> instant(field, instant, usual);
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            case Double number -> real(number);
            case Float number -> Float.isFinite(number) ? number.toString() : real(number.doubleValue());
            case BigDecimal number -> number.toPlainString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Short number -> number.toString();
            case Byte number -> number.toString();
            case Boolean bool -> bool.toString();
            case Object other -> throw new IllegalStateException("no plain text for " + other.getClass());
        };
    }

    private static String instant(SdkField<?> field, Instant instant, Format usual) {
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        return switch (trait == null ? usual : trait.format()) {
            case ISO_8601 -> Timestamps.iso8601(instant);
            case RFC_822 -> Timestamps.rfc822(instant);
            case UNIX_TIMESTAMP -> Timestamps.epochSeconds(instant).toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }

    private static String real(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Double.toString(number);
    }

    private static long integral(String text, long min, long max, String at) {
        try {
            if (text.length() <= 20) {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            }
        } catch (NumberFormatException notOne) {
            // The refusal below says it.
        }
        throw wrong(text, at, "integer from " + min + " to " + max);
    }

    private static boolean bool(String text, String at) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw wrong(text, at, "boolean (true or false)");
    }

    private static double real(String text, String at) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case String other -> number(other, at).doubleValue();
        };
    }

    private static BigDecimal number(String text, String at) {
        try {
            return Timestamps.number(text);
        } catch (MalformedInput notOne) {
            throw wrong(text, at, "number");
        }
    }

    private static Instant instant(String text, String at) {
        try {
            return Timestamps.parse(text);
        } catch (MalformedInput notOne) {
            throw wrong(text, at, "timestamp");
        }
    }

    private static SdkBytes bytes(String text, String at) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            throw wrong(text, at, "blob in base 64");
        }
    }

    private static MalformedInput wrong(String text, String at, String wanted) {
        return new MalformedInput("Value '" + Shown.of(text) + "' at '" + Shown.of(at) + "' is no " + wanted);
    }
}
