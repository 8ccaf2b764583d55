package io.gantry.wire.codec;

import io.gantry.base.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * AWS's JSON of an SDK model class, as awsJson and restJson carry it. Writing keeps every member that is set, also an
 * empty list; reading ignores members that the class does not have, as AWS does. So a value that went out and came back
 * equals what it was; instants keep milliseconds.
 */
public final class AwsJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.REQUEST_DEPTH)
                    .maxNameLength(Limits.REQUEST_BYTES)
                    .build())
            .build();

    private static final StreamWriter WRITER = new StreamWriter(Dialect.JSON);
    private static final StreamReader READER = new StreamReader(Dialect.JSON);

    private AwsJson() {}

    /** {@code value}, a model object or its builder, as JSON text. */
    public static String write(SdkPojo value) {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }

    /** {@code value}, a model object or its builder, as JSON in UTF-8. */
    public static byte[] writeBytes(SdkPojo value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            WRITER.structure(json, value);
        }
        return out.toByteArray();
    }

    /** A plain structure: names to strings, numbers, booleans, or lists and maps of them. */
    static byte[] writeBytes(Map<String, ?> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            StreamWriter.plain(json, members);
        }
        return out.toByteArray();
    }

    /**
     * Reads {@code json} into {@code builder} and builds it.
     *
     * @param builder for example {@code TaskDefinition.builder()}
     * @throws MalformedInput when it is no JSON, or no JSON of that class
     */
    public static <B extends SdkBuilder<B, T>, T> T read(String json, B builder) {
        return read(json.getBytes(StandardCharsets.UTF_8), builder);
    }

    /**
     * Reads {@code json} into {@code builder} and builds it.
     *
     * @throws MalformedInput when it is no JSON in UTF-8, or no JSON of that class
     */
    public static <B extends SdkBuilder<B, T>, T> T read(byte[] json, B builder) {
        readInto(json, (SdkPojo) builder);
        return builder.build();
    }

    /**
     * Sets in {@code builder} what {@code json} holds.
     *
     * @throws MalformedInput when it is no JSON in UTF-8, or no JSON of that class
     */
    public static void readInto(byte[] json, SdkPojo builder) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            READER.document(parser, builder);
        } catch (JacksonException unreadable) {
            throw StreamReader.malformed(unreadable);
        }
    }

    /**
     * The texts {@code names} among the outermost members of {@code json}.
     *
     * @throws MalformedInput when it is no JSON in UTF-8, or one of them is no text
     */
    static Map<String, String> texts(byte[] json, Set<String> names) {
        try (JsonParser parser = parser(json)) {
            return StreamReader.texts(parser, names);
        } catch (JacksonException unreadable) {
            throw StreamReader.malformed(unreadable);
        }
    }

    static JsonGenerator generator(ByteArrayOutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    static JsonParser parser(byte[] json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }
}
