package io.gantry.wire.sigv4;

import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SignatureRefused.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The bodies of S3's clients that come in chunks inside the body itself, each with its size and, in one of the two forms
 * that are read here, with a signature that continues the one before it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS: signature calculations for
 *     payloads in multiple chunks</a>
 */
final class ChunkedPayload {
    private static final String PREFIX = "STREAMING-";
    private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String UNSIGNED_WITH_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String SIGNATURE = ";chunk-signature=";

    private final byte[] body;
    private final ByteArrayOutputStream payload;
    private int at;

    private ChunkedPayload(byte[] body) {
        this.body = body;
        this.payload = new ByteArrayOutputStream(body.length);
    }

    /** Signs the next chunk, given the signature of the one before and the chunk's hash. */
    interface Chain {
        String next(String previous, String chunkHash);
    }

    static boolean isDeclared(Request request) {
        return request.headers().firstOrEmpty("x-amz-content-sha256").startsWith(PREFIX);
    }

    /** Refuses {@code request} unless its chunks are whole and continue {@code seed}, its own signature. */
    static void check(Request request, String seed, Chain chain) {
        read(request, Optional.of(chain), seed);
    }

    /** What the chunks of a checked request hold. */
    static byte[] decoded(Request request) {
        return read(request, Optional.empty(), "");
    }

    private static byte[] read(Request request, Optional<Chain> chain, String seed) {
        String form = request.headers().firstOrEmpty("x-amz-content-sha256");
        boolean signed = form.equals(SIGNED);
        if (!signed && !form.equals(UNSIGNED_WITH_TRAILER)) {
            throw new SignatureRefused(
                    Reason.UNSUPPORTED,
                    "x-amz-content-sha256 must be a hash, UNSIGNED-PAYLOAD, " + SIGNED + " or " + UNSIGNED_WITH_TRAILER
                            + ".");
        }
        ChunkedPayload chunks = new ChunkedPayload(request.body());
        chunks.read(signed, chain, seed);
        byte[] payload = chunks.payload.toByteArray();
        String declared = request.headers().firstOrEmpty("x-amz-decoded-content-length");
        if (!declared.equals(Integer.toString(payload.length))) {
            throw broken(
                    "the chunks hold " + payload.length + " bytes and x-amz-decoded-content-length says otherwise");
        }
        return payload;
    }

    private void read(boolean signed, Optional<Chain> chain, String seed) {
        String previous = seed;
        int size;
        do {
            String head = line();
            int mark = head.indexOf(SIGNATURE);
            if (signed != mark >= 0) {
                throw broken(signed ? "a chunk has no signature" : "a chunk has a signature where none is declared");
            }
            size = size(mark < 0 ? head : head.substring(0, mark));
            byte[] data = data(size);
            if (signed && chain.isPresent()) {
                String given = head.substring(mark + SIGNATURE.length());
                String wanted = chain.get().next(previous, Hashes.sha256(data));
                if (!SigV4Verifier.same(wanted, given)) {
                    throw new SignatureRefused(Reason.MISMATCH, SigV4Verifier.MISMATCH);
                }
                previous = given;
            }
            payload.writeBytes(data);
        } while (size > 0);
        end(signed);
    }

    private byte[] data(int size) {
        if (size > body.length - at) {
            throw broken("a chunk is longer than what came");
        }
        byte[] data = Arrays.copyOfRange(body, at, at + size);
        at += size;
        // The last chunk has no data; its end is that of the body, or of the trailer.
        if (size > 0 && !line().isEmpty()) {
            throw broken("a chunk is longer than it says");
        }
        return data;
    }

    /** Fields may follow the last chunk where they are declared: checksums, which need no secret to be made. */
    private void end(boolean signed) {
        String rest = line();
        while (!signed && !rest.isEmpty()) {
            if (rest.indexOf(':') < 1) {
                throw broken("a field after the last chunk has no name");
            }
            rest = at < body.length ? line() : "";
        }
        if (!rest.isEmpty() || at < body.length) {
            throw broken("something follows the last chunk");
        }
    }

    private String line() {
        for (int i = at; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                String line = new String(body, at, i - at, StandardCharsets.ISO_8859_1);
                at = i + 2;
                return line;
            }
        }
        throw broken("it ends inside a chunk");
    }

    private static int size(String hex) {
        boolean fits = !hex.isEmpty() && hex.length() <= 7;
        for (int i = 0; fits && i < hex.length(); i++) {
            fits = Character.digit(hex.charAt(i), 16) >= 0 && hex.charAt(i) < 128;
        }
        if (!fits) {
            throw broken("a chunk has no size");
        }
        return Integer.parseInt(hex, 16);
    }

    private static SignatureRefused broken(String why) {
        return new SignatureRefused(Reason.INCOMPLETE, "The body's chunks cannot be read: " + why + ".");
    }

    /** The text that is signed for a chunk. */
    static String stringToSign(String amzDate, Scope scope, String previous, String chunkHash) {
        return String.join(
                "\n",
                List.of("AWS4-HMAC-SHA256-PAYLOAD", amzDate, scope.toString(), previous, Hashes.OF_NOTHING, chunkHash));
    }
}
