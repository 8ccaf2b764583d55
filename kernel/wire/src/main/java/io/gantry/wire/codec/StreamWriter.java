package io.gantry.wire.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes model objects to a JSON or CBOR stream. */
final class StreamWriter {
    /** RFC 8949, 3.4.2: seconds since the epoch. */
    private static final int CBOR_EPOCH_TAG = 1;

    private final Dialect dialect;

    StreamWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    void structure(JsonGenerator out, SdkPojo value) {
        out.writeStartObject();
        for (SdkField<?> field : value.sdkFields()) {
            Object member = field.location() == MarshallLocation.PAYLOAD ? field.getValueOrDefault(value) : null;
            if (isSet(member)) {
                out.writeName(field.locationName());
                value(out, field, member);
            }
        }
        out.writeEndObject();
    }

    static boolean isSet(@Nullable Object member) {
        return member != null && !(member instanceof SdkAutoConstructList) && !(member instanceof SdkAutoConstructMap);
    }

    void value(JsonGenerator out, SdkField<?> field, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number.intValue());
            case Boolean bool -> out.writeBoolean(bool);
            case Long number -> out.writeNumber(number.longValue());
            case SdkPojo inner -> structure(out, inner);
            case List<?> list -> list(out, field.getTrait(ListTrait.class).memberFieldInfo(), list);
            case Map<?, ?> map -> map(out, field.getTrait(MapTrait.class).valueFieldInfo(), map);
            case Instant instant -> instant(out, field, instant);
            case Double number -> decimal(out, number);
            case Float number -> decimal(out, number);
            case Short number -> out.writeNumber(number.shortValue());
            case Byte number -> out.writeNumber(number.intValue());
            case BigDecimal number -> out.writeNumber(number);
            case SdkBytes bytes -> out.writeBinary(bytes.asByteArrayUnsafe());
            case Document document -> Documents.write(out, document);
            case Object other -> throw new IllegalStateException("no wire form for " + other.getClass());
        }
    }

    private void list(JsonGenerator out, SdkField<?> item, List<?> list) {
        out.writeStartArray();
        for (Object element : list) {
            value(out, item, element);
        }
        out.writeEndArray();
    }

    private void map(JsonGenerator out, SdkField<?> item, Map<?, ?> map) {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeName(String.valueOf(entry.getKey()));
            value(out, item, entry.getValue());
        }
        out.writeEndObject();
    }

    private void instant(JsonGenerator out, SdkField<?> field, Instant instant) {
        if (dialect == Dialect.CBOR && out instanceof CBORGenerator cbor) {
            cbor.writeTag(CBOR_EPOCH_TAG);
            out.writeNumber(instant.toEpochMilli() / 1000.0);
            return;
        }
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        switch (trait == null ? TimestampFormatTrait.Format.UNIX_TIMESTAMP : trait.format()) {
            case ISO_8601 -> out.writeString(Timestamps.iso8601(instant));
            case RFC_822 -> out.writeString(Timestamps.rfc822(instant));
            case UNIX_TIMESTAMP -> out.writeNumber(Timestamps.epochSeconds(instant));
            case UNIX_TIMESTAMP_MILLIS -> out.writeNumber(instant.toEpochMilli());
        }
    }

    /** JSON has no numbers for what is not finite; AWS writes them as text. */
    private void decimal(JsonGenerator out, double number) {
        if (dialect == Dialect.JSON && !Double.isFinite(number)) {
            out.writeString(Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        } else {
            out.writeNumber(number);
        }
    }

    private void decimal(JsonGenerator out, float number) {
        if (Float.isFinite(number)) {
            out.writeNumber(number);
        } else {
            decimal(out, (double) number);
        }
    }

    static void plain(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case Integer number -> out.writeNumber(number.intValue());
            case Long number -> out.writeNumber(number.longValue());
            case Double number -> out.writeNumber(number.doubleValue());
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((name, member) -> {
                    out.writeName(String.valueOf(name));
                    plain(out, member);
                });
                out.writeEndObject();
            }
            case Iterable<?> list -> {
                out.writeStartArray();
                for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                    plain(out, items.next());
                }
                out.writeEndArray();
            }
            case Object other -> out.writeString(other.toString());
        }
    }
}
