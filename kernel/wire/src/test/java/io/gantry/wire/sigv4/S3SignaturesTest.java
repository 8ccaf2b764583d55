package io.gantry.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SignatureRefused.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The worked examples of S3's documentation: header form, query form, and a body in signed chunks. */
final class S3SignaturesTest {
    private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");
    private static final String DATE = "20130524T000000Z";
    private static final String SCOPE = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
    private static final Credential EXAMPLE =
            Credential.root("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "111122223333");

    private static final String CHUNKED =
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                    + "x-amz-storage-class";
    private static final String FIRST = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
    private static final String SECOND = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    private static final String LAST = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";

    private final SigV4Verifier verifier =
            new SigV4Verifier(key -> key.equals("AKIAIOSFODNN7EXAMPLE") ? Optional.of(EXAMPLE) : Optional.empty());

    private static Request request(
            String method, String path, String query, byte[] body, String signed, String signature, String... fields) {
        Headers.Builder headers = new Headers.Builder()
                .add("x-amz-date", DATE)
                .add(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + SCOPE + ",SignedHeaders=" + signed + ",Signature="
                                + signature);
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return new Request(
                method, path, query, headers.build(), body, URI.create("https://examplebucket.s3.amazonaws.com"));
    }

    private void refused(Request request, Instant at, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(request, at))
                .isInstanceOfSatisfying(
                        SignatureRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anObjectIsReadInPart() {
        Request get = request(
                "GET",
                "/test.txt",
                "",
                new byte[0],
                "host;range;x-amz-content-sha256;x-amz-date",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                "Host",
                "examplebucket.s3.amazonaws.com",
                "Range",
                "bytes=0-9",
                "x-amz-content-sha256",
                Hashes.OF_NOTHING);
        assertThat(verifier.verify(get, THEN).service()).isEqualTo("s3");
        refused(get.withBody(bytes("x")), THEN, Reason.MISMATCH);
    }

    @Test
    void anObjectIsWrittenWhoseKeyHasADollarSign() {
        Request put = request(
                "PUT",
                "/test%24file.text",
                "",
                bytes("Welcome to Amazon S3."),
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                "Host",
                "examplebucket.s3.amazonaws.com",
                "Date",
                "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        assertThat(verifier.verify(put, THEN).region()).isEqualTo("us-east-1");
    }

    @Test
    void aQueryWithoutAValueAndOneWithValues() {
        String signed = "host;x-amz-content-sha256;x-amz-date";
        String[] fields = {
            "Host", "examplebucket.s3.amazonaws.com", "x-amz-content-sha256", Hashes.OF_NOTHING,
        };
        verifier.verify(
                request(
                        "GET",
                        "/",
                        "lifecycle",
                        new byte[0],
                        signed,
                        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
                        fields),
                THEN);
        verifier.verify(
                request(
                        "GET",
                        "/",
                        "max-keys=2&prefix=J",
                        new byte[0],
                        signed,
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                        fields),
                THEN);
    }

    @Test
    void aPresignedRequestLivesUntilItsSecondAndNotLonger() {
        Request get = presigned("86400", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
        verifier.verify(get, THEN);
        verifier.verify(get, THEN.plusSeconds(86_400));
        refused(get, THEN.plusSeconds(86_401), Reason.EXPIRED_REQUEST);
        // A clock that is ahead by no more than what signed requests may be.
        verifier.verify(get, THEN.minusSeconds(15 * 60));
        refused(get, THEN.minusSeconds(15 * 60 + 1), Reason.SKEWED);
        refused(
                presigned("86401", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
                THEN,
                Reason.MISMATCH);
        for (String never : new String[] {"604801", "-1", "", "1.5", "99999999999999999999", "a"}) {
            refused(presigned(never, "0"), THEN, Reason.INCOMPLETE);
        }
    }

    private static Request presigned(String expires, String signature) {
        return new Request(
                "GET",
                "/test.txt",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + SCOPE.replace("/", "%2F") + "&X-Amz-Date=" + DATE
                        + "&X-Amz-Expires=" + expires + "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + signature,
                Headers.of("Host", "examplebucket.s3.amazonaws.com"),
                new byte[0],
                URI.create("https://examplebucket.s3.amazonaws.com"));
    }

    private static byte[] chunks(String first, String second, String last) {
        return bytes("10000;chunk-signature=" + first + "\r\n" + "a".repeat(65_536) + "\r\n400;chunk-signature="
                + second + "\r\n" + "a".repeat(1_024) + "\r\n0;chunk-signature=" + last + "\r\n\r\n");
    }

    private static Request chunked(byte[] body) {
        return request(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "",
                body,
                CHUNKED,
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                "Host",
                "s3.amazonaws.com",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                "66560",
                "Content-Length",
                "66824");
    }

    @Test
    void signedChunksAreCheckedAndTakenOutOfTheirFrames() {
        Request put = chunked(chunks(FIRST, SECOND, LAST));
        assertThat(put.body()).hasSize(66_824);
        Verified verified = verifier.verify(put, THEN);
        assertThat(SigV4Verifier.payload(put, verified)).isEqualTo(bytes("a".repeat(66_560)));
    }

    @Test
    void noChunkMayBeAlteredLeftOutOrMoved() {
        refused(chunked(chunks(SECOND, FIRST, LAST)), THEN, Reason.MISMATCH);
        refused(chunked(chunks(FIRST, SECOND, SECOND)), THEN, Reason.MISMATCH);
        byte[] altered = chunks(FIRST, SECOND, LAST);
        altered[40_000] = 'b';
        refused(chunked(altered), THEN, Reason.MISMATCH);
        String whole = new String(chunks(FIRST, SECOND, LAST), StandardCharsets.UTF_8);
        int second = whole.indexOf("400;chunk");
        int last = whole.indexOf("0;chunk-signature=" + LAST);
        refused(chunked(bytes(whole.substring(0, second) + whole.substring(last))), THEN, Reason.MISMATCH);
        for (String broken : new String[] {
            "",
            whole.substring(0, 100),
            whole.substring(0, last),
            whole + "x",
            whole.substring(0, whole.length() - 2),
            whole.replace("400;", "401;"),
            whole.replace("400;", "fffffff;"),
            whole.replace("400;", "-400;"),
            whole.replace(";chunk-signature=" + SECOND, ""),
            "0\r\n\r\n"
        }) {
            refused(chunked(bytes(broken)), THEN, Reason.INCOMPLETE);
        }
    }

    @Test
    void formsOfChunksThatAreNotReadAreRefusedWithThoseThatAre() {
        Headers.Builder headers = new Headers.Builder();
        Request put = chunked(chunks(FIRST, SECOND, LAST));
        put.headers().forEach((name, value) -> {
            if (name.equals("host")) {
                headers.add(name, value);
            }
        });
        Request bare = put.withHeaders(headers.add("x-amz-content-sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")
                .build());
        Scope scope = new Scope("20130524", "us-east-1", "s3");
        List<String> names = List.of("host", "x-amz-content-sha256", "x-amz-date");
        Request dated = bare.withHeaders(bare.headers().with("x-amz-date", DATE));
        String text =
                CanonicalRequest.stringToSign(dated, scope, DATE, names, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD");
        String signature =
                Hashes.hex(Hashes.hmac(Hashes.signingKey(EXAMPLE.secret(), "20130524", "us-east-1", "s3"), text));
        Request signed = dated.withHeaders(dated.headers()
                .with(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=" + SCOPE + ", SignedHeaders=" + String.join(";", names)
                                + ", Signature=" + signature));
        refused(signed, THEN, Reason.UNSUPPORTED);
    }
}
