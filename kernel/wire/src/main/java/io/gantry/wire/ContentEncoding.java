package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.base.Limits;
import io.gantry.wire.codec.MalformedInput;
import io.gantry.wire.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Bodies that were compressed on the way; the signature covers the compressed form. */
final class ContentEncoding {
    private ContentEncoding() {}

    static byte[] decoded(Request request) {
        String encoding = request.headers().firstOrEmpty("content-encoding");
        if (!encoding.equals("gzip")) {
            return request.body();
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            byte[] body = in.readNBytes(Limits.REQUEST_BYTES + 1);
            if (body.length > Limits.REQUEST_BYTES) {
                throw AwsError.client(
                                "RequestEntityTooLargeException",
                                "The decompressed body exceeds " + Limits.REQUEST_BYTES + " bytes.")
                        .withStatus(413);
            }
            return body;
        } catch (IOException broken) {
            throw new MalformedInput("the body is no gzip stream");
        }
    }
}
