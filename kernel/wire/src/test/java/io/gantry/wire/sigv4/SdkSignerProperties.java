package io.gantry.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Percent;
import io.gantry.wire.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Random requests signed by AWS's own Java signer pass our verifier, in both forms, and fail it when altered. */
final class SdkSignerProperties {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ALPHABET = "abcXYZ019-_.~ /+&=%:?#äß漢𝄞\"'(),*";
    private static final int CASES = 400;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);

    @Test
    void headerForm() {
        for (int i = 0; i < CASES; i++) {
            verify(random(i), "ecs", Optional.empty(), i % 2 == 0 ? Optional.of("session/token+=") : Optional.empty());
        }
    }

    @Test
    void presignedForm() {
        for (int i = 0; i < CASES; i++) {
            verify(random(i), "sts", Optional.of(Duration.ofMinutes(1 + i)), Optional.empty());
            verify(random(i), "sts", Optional.of(Duration.ofMinutes(1 + i)), Optional.of("session/token+="));
        }
    }

    @Test
    void objectsOfS3KeepTheirPaths() {
        for (int i = 0; i < CASES; i++) {
            verify(random(i), "s3", Optional.empty(), Optional.empty());
            verify(random(i), "s3", Optional.of(Duration.ofMinutes(1 + i)), Optional.empty());
        }
    }

    /** AWS's signer cuts the body into chunks, over plain connections with a signature each. */
    @Test
    void bodiesOfS3InChunks() throws java.io.IOException {
        SigV4Verifier verifier = new SigV4Verifier(key ->
                Optional.of(new Credential("secret", "123456789012", "arn", true, Optional.empty(), Optional.empty())));
        for (int i = 0; i < 20; i++) {
            byte[] body = new byte[random.nextInt(400_000)];
            random.nextBytes(body);
            SdkHttpFullRequest put = SdkHttpFullRequest.builder()
                    .method(SdkHttpMethod.PUT)
                    .protocol("http")
                    .host("gantry.local")
                    .port(4566)
                    .encodedPath("/bucket/key")
                    .putHeader("Content-Length", Integer.toString(body.length))
                    .build();
            SignedRequest signed = AwsV4HttpSigner.create()
                    .sign(SignRequest.builder(AwsCredentialsIdentity.create("AKIA", "secret"))
                            .request(put)
                            .payload(() -> new java.io.ByteArrayInputStream(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-3")
                            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                            .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                            .build());
            byte[] sent = signed.payload().orElseThrow().newStream().readAllBytes();
            Request request = received(signed.request(), sent);
            assertThat(request.headers().firstOrEmpty("x-amz-content-sha256"))
                    .isEqualTo("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
            Verified verified = verifier.verify(request, NOW);
            assertThat(SigV4Verifier.payload(request, verified)).isEqualTo(body);
            byte[] altered = sent.clone();
            altered[random.nextInt(altered.length)] ^= 1;
            assertRefused(verifier, request.withBody(altered), NOW);
        }
    }

    private record Case(SdkHttpFullRequest request, String text) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private Case random(int number) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(number % 3 == 0 ? SdkHttpMethod.GET : SdkHttpMethod.POST)
                .protocol("https")
                .host("gantry.local")
                .port(4566)
                .encodedPath("/" + Percent.encode(text(12), true).replace("//", "/"));
        for (int i = random.nextInt(4); i > 0; i--) {
            request.appendRawQueryParameter("q" + text(3), text(8));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.appendHeader("x-amz-meta-" + i, "  v " + random.nextInt(10) + "   w ");
        }
        String body = number % 3 == 0 ? "" : text(40);
        return new Case(request.build(), body);
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        int[] letters = ALPHABET.codePoints().toArray();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static void verify(Case wanted, String service, Optional<Duration> presigned, Optional<String> token) {
        Request request = received(sign(wanted, service, presigned, token), wanted.body());
        SigV4Verifier verifier = new SigV4Verifier(
                key -> Optional.of(new Credential("secret", "123456789012", "arn", true, token, Optional.empty())));
        assertThat(verifier.verify(request, NOW).service())
                .as(request.toString())
                .isEqualTo(service);
        Instant last = NOW.plus(presigned.orElse(Duration.ofMinutes(service.equals("s3") ? 15 : 5)));
        verifier.verify(request, last);
        assertRefused(verifier, request, last.plusSeconds(1));
        assertRefused(
                verifier,
                new Request(
                        "DELETE",
                        request.path(),
                        request.query(),
                        request.headers(),
                        request.body(),
                        request.endpoint()),
                NOW);
        assertRefused(
                verifier,
                new Request(
                        request.method(),
                        request.path() + "x",
                        request.query(),
                        request.headers(),
                        request.body(),
                        request.endpoint()),
                NOW);
        if (presigned.isEmpty() || !service.equals("s3")) {
            assertRefused(verifier, request.withBody(new byte[] {'!'}), NOW);
        }
    }

    private static void assertRefused(SigV4Verifier verifier, Request request, Instant at) {
        assertThatThrownBy(() -> verifier.verify(request, at)).isInstanceOf(SignatureRefused.class);
    }

    private static SdkHttpRequest sign(
            Case wanted, String service, Optional<Duration> presigned, Optional<String> token) {
        AwsCredentialsIdentity identity = token.<AwsCredentialsIdentity>map(
                        session -> AwsSessionCredentialsIdentity.create("AKIA", "secret", session))
                .orElse(AwsCredentialsIdentity.create("AKIA", "secret"));
        SignRequest.Builder<AwsCredentialsIdentity> request = SignRequest.builder(identity)
                .request(wanted.request())
                .payload(() -> new java.io.ByteArrayInputStream(wanted.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-3")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
        presigned.ifPresent(life -> request.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                // S3's presigned requests leave the body open; the others' sign it.
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !service.equals("s3"))
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, life));
        return AwsV4HttpSigner.create().sign(request.build()).request();
    }

    private static Request received(SdkHttpRequest sent, byte[] body) {
        Headers.Builder headers = new Headers.Builder();
        sent.forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
        return new Request(
                sent.method().name(),
                sent.encodedPath(),
                sent.encodedQueryParameters().orElse(""),
                headers.build(),
                body,
                URI.create("http://gantry.local:4566"));
    }
}
