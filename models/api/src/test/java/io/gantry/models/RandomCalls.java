package io.gantry.models;

import io.gantry.kit.Gen;
import io.gantry.wire.codec.AwsCbor;
import io.gantry.wire.codec.AwsJson;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Percent;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Well-formed calls of any operation with random members, as a client would send them, not yet signed. */
final class RandomCalls {
    private static final URI ENDPOINT = URI.create("http://gantry:4566");
    private static final int DEPTH = 4;

    private final Gen gen;

    RandomCalls(Gen gen) {
        this.gen = gen;
    }

    /** A call of {@code type} in one of its service's formats. */
    Request call(OperationType<?, ?> type) {
        ServiceModel service = type.service();
        SdkPojo input = fill(type.newInput(), 0);
        Protocol protocol = gen.oneOf(List.copyOf(service.identity().protocols()));
        String prefix = service.identity().targetPrefix();
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1 ->
                request("POST", "/", "", protocol.contentType(), AwsJson.writeBytes(input))
                        .withHeaders(Headers.of(
                                "host",
                                "gantry",
                                "content-type",
                                protocol.contentType(),
                                "x-amz-target",
                                prefix + "." + type.name()));
            case RPC_V2_CBOR -> {
                Request plain = request(
                        "POST",
                        "/service/" + prefix + "/operation/" + type.name(),
                        "",
                        protocol.contentType(),
                        AwsCbor.writeBytes(input));
                yield plain.withHeaders(plain.headers().with("smithy-protocol", "rpc-v2-cbor"));
            }
            case AWS_QUERY, EC2_QUERY -> {
                StringJoiner form = new StringJoiner("&");
                form.add("Action=" + type.name())
                        .add("Version=" + service.identity().apiVersion());
                fields(form, "", input, protocol == Protocol.EC2_QUERY);
                yield request("POST", "/", "", WireFixture.FORM, bytes(form.toString()));
            }
            case REST_JSON_1 -> rest(type, input, protocol, AwsJson.writeBytes(input));
            case REST_XML -> rest(type, input, protocol, bytes(xml(input)));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Request request(String method, String path, String query, String contentType, byte[] body) {
        return new Request(
                method, path, query, Headers.of("host", "gantry", "content-type", contentType), body, ENDPOINT);
    }

    private Request rest(OperationType<?, ?> type, SdkPojo input, Protocol protocol, byte[] body) {
        int mark = type.uri().indexOf('?');
        String path = mark < 0 ? type.uri() : type.uri().substring(0, mark);
        StringJoiner query =
                new StringJoiner("&").add(mark < 0 ? "" : type.uri().substring(mark + 1));
        for (SdkField<?> field : input.sdkFields()) {
            @Nullable Object value = field.getValueOrDefault(input);
            String text = value == null ? "x" : Percent.encode(String.valueOf(value) + "x", false);
            if (field.location() == MarshallLocation.PATH || field.location() == MarshallLocation.GREEDY_PATH) {
                path = path.replace("{" + field.locationName() + "}", text)
                        .replace("{" + field.locationName() + "+}", text);
            } else if (field.location() == MarshallLocation.QUERY_PARAM && value != null) {
                query.add(field.locationName() + "=" + text);
            }
        }
        boolean bare = type.method().equals("GET") || type.method().equals("HEAD");
        return request(type.method(), path, query.toString(), protocol.contentType(), bare ? new byte[0] : body);
    }

    /** Elements by the members' names; enough for a start that mutations then break. */
    private static String xml(SdkPojo value) {
        StringBuilder out = new StringBuilder("<Root>");
        for (SdkField<?> field : value.sdkFields()) {
            @Nullable Object member = field.getValueOrDefault(value);
            String name = field.locationName();
            if (field.location() == MarshallLocation.PAYLOAD && member instanceof SdkPojo inner) {
                out.append(xml(inner).replace("<Root>", "<" + name + ">").replace("</Root>", "</" + name + ">"));
            } else if (member instanceof String text) {
                out.append('<').append(name).append('>').append(Percent.encode(text, true));
                out.append("</").append(name).append('>');
            }
        }
        return out.append("</Root>").toString();
    }

    private static void fields(StringJoiner form, String prefix, SdkPojo value, boolean ec2) {
        for (SdkField<?> field : value.sdkFields()) {
            @Nullable Object member = field.getValueOrDefault(value);
            if (member != null) {
                field(form, prefix + field.locationName(), field, member, ec2);
            }
        }
    }

    private static void field(StringJoiner form, String name, SdkField<?> field, Object value, boolean ec2) {
        switch (value) {
            case SdkPojo inner -> fields(form, name + ".", inner, ec2);
            case List<?> list -> {
                ListTrait trait = field.getTrait(ListTrait.class);
                String between = ec2 || trait.isFlattened() ? "." : ".member.";
                for (int i = 0; i < list.size(); i++) {
                    field(form, name + between + (i + 1), trait.memberFieldInfo(), list.get(i), ec2);
                }
            }
            case Map<?, ?> map -> {
                int number = 1;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String at = name + ".entry." + number++;
                    form.add(at + ".key=" + Percent.encode(String.valueOf(entry.getKey()), false));
                    field(form, at + ".value", field.getTrait(MapTrait.class).valueFieldInfo(), entry.getValue(), ec2);
                }
            }
            case SdkBytes blob ->
                form.add(name + "="
                        + Percent.encode(java.util.Base64.getEncoder().encodeToString(blob.asByteArray()), false));
            case Object scalar -> form.add(name + "=" + Percent.encode(scalar.toString(), false));
        }
    }

    /** {@code builder} with a part of its members set, built. */
    private SdkPojo fill(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (gen.chance(depth == 0 ? 0.5 : 0.3)) {
                field.set(builder, value(field, depth));
            }
        }
        return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
    }

    private Object value(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> gen.chance(0.7) ? gen.name(12) : gen.text(20);
            case INTEGER -> gen.between(-3, 5_000);
            case LONG -> (long) gen.between(-3, 5_000);
            case SHORT -> (short) gen.below(100);
            case BYTE -> (byte) gen.below(100);
            case BOOLEAN -> gen.chance(0.5);
            case DOUBLE -> gen.below(1000) / 8.0;
            case FLOAT -> gen.below(1000) / 8.0f;
            case BIG_DECIMAL -> java.math.BigDecimal.valueOf(gen.below(1000), 2);
            case INSTANT -> Instant.ofEpochSecond(gen.between(0, 2_000_000_000));
            case SDK_BYTES -> SdkBytes.fromUtf8String(gen.name(9));
            case DOCUMENT -> Document.fromString(gen.name(5));
            case SDK_POJO -> {
                SdkPojo inner = field.constructor().get();
                yield depth < DEPTH ? fill(inner, depth + 1) : (SdkPojo) ((SdkBuilder<?, ?>) inner).build();
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int left = depth < DEPTH ? gen.below(4) : 0; left > 0; left--) {
                    list.add(value(field.getTrait(ListTrait.class).memberFieldInfo(), depth + 1));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new HashMap<>();
                for (int left = depth < DEPTH ? gen.below(3) : 0; left > 0; left--) {
                    map.put(gen.name(8), value(field.getTrait(MapTrait.class).valueFieldInfo(), depth + 1));
                }
                yield map;
            }
            case NULL -> throw new IllegalStateException("no value for " + field.memberName());
        };
    }
}
