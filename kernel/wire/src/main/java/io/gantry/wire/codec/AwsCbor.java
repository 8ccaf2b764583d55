package io.gantry.wire.codec;

import io.gantry.base.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * The CBOR of an SDK model class.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
public final class AwsCbor {
    private static final CBORFactory FACTORY = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.REQUEST_DEPTH)
                    .maxNameLength(Limits.REQUEST_BYTES)
                    .build())
            .build();

    private static final StreamWriter WRITER = new StreamWriter(Dialect.CBOR);
    private static final StreamReader READER = new StreamReader(Dialect.CBOR);

    private AwsCbor() {}

    /** {@code value}, a model object or its builder, as CBOR. */
    public static byte[] writeBytes(SdkPojo value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator cbor = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            WRITER.structure(cbor, value);
        }
        return out.toByteArray();
    }

    /** A plain structure: names to strings, numbers, booleans, or lists and maps of them. */
    static byte[] writeBytes(Map<String, ?> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator cbor = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            StreamWriter.plain(cbor, members);
        }
        return out.toByteArray();
    }

    /**
     * Sets in {@code builder} what {@code cbor} holds.
     *
     * @throws MalformedInput when it is no CBOR of that class
     */
    public static void readInto(byte[] cbor, SdkPojo builder) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), cbor)) {
            READER.document(parser, builder);
        } catch (JacksonException unreadable) {
            throw StreamReader.malformed(unreadable);
        }
    }
}
