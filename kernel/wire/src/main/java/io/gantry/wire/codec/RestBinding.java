package io.gantry.wire.codec;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Parameters;
import io.gantry.wire.http.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * What REST protocols carry outside the body: labels of the path, query, header fields and the status.
 *
 * @see <a href="https://smithy.io/2.0/spec/http-bindings.html">Smithy: HTTP bindings</a>
 */
final class RestBinding {
    private RestBinding() {}

    /** Sets in {@code builder} every member that does not travel in the body. */
    static void read(SdkPojo builder, Request request, Map<String, String> labels) {
        Parameters query = Parameters.parse(request.query())
                .orElseThrow(
                        () -> new MalformedInput("The query string holds a broken percent escape or is not in UTF-8"));
        for (SdkField<?> field : builder.sdkFields()) {
            Optional<Object> value = switch (field.location()) {
                case PATH, GREEDY_PATH ->
                    Optional.ofNullable(labels.get(field.locationName()))
                            .map(text -> Scalars.read(field, text, field.locationName()));
                case QUERY_PARAM -> ofQuery(field, query, builder);
                case HEADER -> ofHeaders(field, request.headers());
                case PAYLOAD, STATUS_CODE -> Optional.empty();
            };
            value.ifPresent(present -> field.set(builder, present));
        }
    }

    private static Optional<Object> ofQuery(SdkField<?> field, Parameters query, SdkPojo builder) {
        String name = field.locationName();
        return switch (field.marshallingType().getKnownType()) {
            case MAP -> ofRest(field, query, builder);
            case LIST -> {
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> list = new ArrayList<>();
                query.pairs().stream()
                        .filter(pair -> pair.name().equals(name))
                        .forEach(pair -> list.add(Scalars.read(item, pair.value(), name)));
                yield list.isEmpty() ? Optional.empty() : Optional.of(list);
            }
            case STRING,
                    INTEGER,
                    LONG,
                    SHORT,
                    BYTE,
                    BOOLEAN,
                    DOUBLE,
                    FLOAT,
                    BIG_DECIMAL,
                    INSTANT,
                    SDK_BYTES,
                    SDK_POJO,
                    DOCUMENT,
                    NULL -> query.first(name).map(text -> Scalars.read(field, text, name));
        };
    }

    /** A map takes the parameters that no other member has. */
    private static Optional<Object> ofRest(SdkField<?> field, Parameters query, SdkPojo builder) {
        Set<String> named = new HashSet<>();
        builder.sdkFields().stream()
                .filter(other -> other != field && other.location() == MarshallLocation.QUERY_PARAM)
                .forEach(other -> named.add(other.locationName()));
        SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
        boolean lists = item.marshallingType().getKnownType() == MarshallingKnownType.LIST;
        Map<String, Object> map = new LinkedHashMap<>();
        for (Parameters.Pair pair : query.pairs()) {
            if (!named.contains(pair.name()) && !pair.name().startsWith("X-Amz-")) {
                map.put(pair.name(), lists ? List.of(pair.value()) : Scalars.read(item, pair.value(), pair.name()));
            }
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    private static Optional<Object> ofHeaders(SdkField<?> field, Headers headers) {
        String name = Headers.lower(field.locationName());
        return switch (field.marshallingType().getKnownType()) {
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                headers.forEach((header, value) -> {
                    if (header.startsWith(name)) {
                        map.putIfAbsent(header.substring(name.length()), value.strip());
                    }
                });
                yield map.isEmpty() ? Optional.empty() : Optional.of(map);
            }
            case LIST -> {
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> list = new ArrayList<>();
                for (String value : headers.all(name)) {
                    for (String part : value.split(",", -1)) {
                        list.add(Scalars.read(item, part.strip(), field.locationName()));
                    }
                }
                yield list.isEmpty() ? Optional.empty() : Optional.of(list);
            }
            case STRING,
                    INTEGER,
                    LONG,
                    SHORT,
                    BYTE,
                    BOOLEAN,
                    DOUBLE,
                    FLOAT,
                    BIG_DECIMAL,
                    INSTANT,
                    SDK_BYTES,
                    SDK_POJO,
                    DOCUMENT,
                    NULL -> headers.first(name).map(text -> Scalars.read(field, text.strip(), field.locationName()));
        };
    }

    /** Adds the members of {@code output} that are header fields. */
    static void write(SdkPojo output, Headers.Builder headers) {
        for (SdkField<?> field : output.sdkFields()) {
            @Nullable
            Object value = field.location() == MarshallLocation.HEADER ? field.getValueOrDefault(output) : null;
            if (value == null || !StreamWriter.isSet(value)) {
                continue;
            }
            switch (value) {
                case Map<?, ?> map ->
                    map.forEach((key, item) -> headers.add(field.locationName() + key, line(String.valueOf(item))));
                case List<?> list -> {
                    SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                    StringJoiner joined = new StringJoiner(",");
                    list.forEach(each -> joined.add(Scalars.write(item, each, Format.RFC_822)));
                    headers.add(field.locationName(), line(joined.toString()));
                }
                case Object scalar ->
                    headers.add(field.locationName(), line(Scalars.write(field, scalar, Format.RFC_822)));
            }
        }
    }

    /** A header field is one line: nothing that an operation answers may start another. */
    private static String line(String value) {
        StringBuilder line = new StringBuilder(value);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }

    /** The status: the member that holds one, or else {@code usual}. */
    static int status(SdkPojo output, int usual) {
        for (SdkField<?> field : output.sdkFields()) {
            if (field.location() == MarshallLocation.STATUS_CODE
                    && field.getValueOrDefault(output) instanceof Integer status) {
                return status;
            }
        }
        return usual;
    }

    /** The member that is the whole body, where there is one. */
    static Optional<SdkField<?>> payload(SdkPojo value) {
        for (SdkField<?> field : value.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Whether any member travels in the body. */
    static boolean hasBody(SdkPojo value) {
        for (SdkField<?> field : value.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD) {
                return true;
            }
        }
        return false;
    }
}
