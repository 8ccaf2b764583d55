package io.gantry.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SignatureRefused.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may differ between what was signed and what came, and what may not. */
final class SigV4VerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T23:59:00Z");
    private static final URI ENDPOINT = URI.create("http://gantry.local:4566");
    private static final Credential ROOT = Credential.root("secret", "123456789012");
    private static final Credential ROLE = new Credential(
            "secret",
            "123456789012",
            "arn:aws:sts::123456789012:assumed-role/task/1",
            false,
            Optional.of("token"),
            Optional.of(NOW.plus(Duration.ofMinutes(10))));

    private final SigV4Verifier verifier = new SigV4Verifier(key -> switch (key) {
        case "AKIAROOT" -> Optional.of(ROOT);
        case "ASIAROLE" -> Optional.of(ROLE);
        case String other -> Optional.empty();
    });

    private static Request call() {
        return new Request(
                "POST",
                "/a/b%20c",
                "x=1&y=2",
                Headers.of(
                        "Host", "gantry.local:4566",
                        "Content-Type", "application/x-amz-json-1.1",
                        "X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters",
                        "User-Agent", "test"),
                "{}".getBytes(StandardCharsets.UTF_8),
                ENDPOINT);
    }

    private static Request signed(Request request, SigV4Signer signer, Instant at) {
        Headers.Builder all = request.headers().toBuilder();
        signer.sign(request, at).forEach(all::add);
        return request.withHeaders(all.build());
    }

    private static Request byRoot(Request request) {
        return signed(request, new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", "ecs"), NOW);
    }

    private static Request byRole(Optional<String> token, Instant at) {
        return signed(call(), new SigV4Signer("ASIAROLE", "secret", token, "eu-west-3", "ecs"), at);
    }

    private static Headers changed(Headers headers, String name, String value) {
        Headers.Builder changed = new Headers.Builder();
        headers.forEach((field, old) -> changed.add(field, field.equals(name) ? value : old));
        return changed.build();
    }

    private void assertRefused(Request request, Instant at, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(request, at))
                .isInstanceOfSatisfying(
                        SignatureRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void whatWasSignedIsWhatIsVerified() {
        Verified verified = verifier.verify(byRoot(call()), NOW);
        assertThat(verified).isEqualTo(new Verified("AKIAROOT", ROOT, "eu-west-3", "ecs"));
    }

    @Test
    void everyAlterationIsRefused() {
        Request good = byRoot(call());
        List<Request> altered = List.of(
                good.withBody("{ }".getBytes(StandardCharsets.UTF_8)),
                good.withBody(new byte[0]),
                good.withHeaders(changed(good.headers(), "host", "other.local")),
                good.withHeaders(changed(good.headers(), "content-type", "text/plain")),
                good.withHeaders(
                        changed(good.headers(), "x-amz-target", "AmazonEC2ContainerServiceV20141113.DeleteCluster")),
                good.withHeaders(good.headers().with("x-amz-target", "Another.Target")),
                good.withHeaders(good.headers().with("x-amz-meta-added", "1")),
                new Request("PUT", good.path(), good.query(), good.headers(), good.body(), ENDPOINT),
                new Request("POST", "/a/b", good.query(), good.headers(), good.body(), ENDPOINT),
                new Request("POST", good.path(), "x=1&y=3", good.headers(), good.body(), ENDPOINT),
                new Request("POST", good.path(), "x=1", good.headers(), good.body(), ENDPOINT),
                new Request("POST", good.path(), "x=1&y=2&z=3", good.headers(), good.body(), ENDPOINT));
        for (Request request : altered) {
            assertRefused(request, NOW, Reason.MISMATCH);
        }
    }

    @Test
    void theAuthorizationItselfCannotBeAltered() {
        Request good = byRoot(call());
        String authorization = good.headers().firstOrEmpty("authorization");
        for (String other : List.of(
                authorization.replace("eu-west-3", "us-east-1"),
                authorization.replace("/ecs/", "/sts/"),
                authorization.replace("content-type;", ""),
                authorization.substring(0, authorization.length() - 1),
                authorization.replace("Signature=", "Signature=0"))) {
            assertRefused(good.withHeaders(changed(good.headers(), "authorization", other)), NOW, Reason.MISMATCH);
        }
        assertRefused(
                good.withHeaders(
                        changed(good.headers(), "authorization", authorization.replace("AKIAROOT", "AKIANONE"))),
                NOW,
                Reason.UNKNOWN_KEY);
    }

    @Test
    void theOrderOfFieldsAndWhatIsNotSignedDoNotMatter() {
        Request good = byRoot(call());
        List<String[]> fields = new ArrayList<>();
        good.headers().forEach((name, value) -> fields.add(new String[] {name, value}));
        Collections.reverse(fields);
        Headers.Builder reversed = new Headers.Builder();
        fields.forEach(field -> reversed.add(field[0], field[0].equals("user-agent") ? "proxy" : field[1]));
        Request other = new Request(
                good.method(),
                good.path(),
                "y=2&x=1",
                reversed.add("x-forwarded-for", "10.0.0.1").build(),
                good.body(),
                ENDPOINT);
        assertThat(verifier.verify(other, NOW).accessKeyId()).isEqualTo("AKIAROOT");
    }

    @Test
    void repeatedFieldsAreSignedTogetherInTheirOrder() {
        Request twice =
                call().withHeaders(call().headers().with("x-amz-meta-a", "1").with("x-amz-meta-a", "2"));
        Request good = byRoot(twice);
        assertThat(verifier.verify(good, NOW).region()).isEqualTo("eu-west-3");
        Headers.Builder swapped = new Headers.Builder();
        good.headers()
                .forEach((name, value) ->
                        swapped.add(name, name.equals("x-amz-meta-a") ? (value.equals("1") ? "2" : "1") : value));
        assertRefused(good.withHeaders(swapped.build()), NOW, Reason.MISMATCH);
    }

    @Test
    void clocksMayDifferByFiveMinutes() {
        Request good = byRoot(call());
        verifier.verify(good, NOW.plus(Duration.ofMinutes(5)));
        verifier.verify(good, NOW.minus(Duration.ofMinutes(5)));
        assertRefused(good, NOW.plus(Duration.ofSeconds(301)), Reason.SKEWED);
        assertRefused(good, NOW.minus(Duration.ofSeconds(301)), Reason.SKEWED);
        assertThatThrownBy(() -> verifier.verify(good, NOW.plus(Duration.ofMinutes(6))))
                .hasMessage("Signature expired: 20261121T235900Z is now earlier than 20261122T000000Z"
                        + " (20261122T000500Z - 5 min.)");
    }

    @Test
    void s3AllowsFifteenMinutes() {
        Request good = signed(call(), new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", "s3"), NOW);
        verifier.verify(good, NOW.plus(Duration.ofMinutes(15)));
        assertRefused(good, NOW.plus(Duration.ofMinutes(16)), Reason.SKEWED);
    }

    @Test
    void temporaryKeysNeedTheirTokenAndExpire() {
        assertThat(verifier.verify(byRole(Optional.of("token"), NOW), NOW).credential())
                .isEqualTo(ROLE);
        assertRefused(byRole(Optional.empty(), NOW), NOW, Reason.WRONG_TOKEN);
        assertRefused(byRole(Optional.of("other"), NOW), NOW, Reason.WRONG_TOKEN);
        Instant later = NOW.plus(Duration.ofMinutes(10));
        assertRefused(byRole(Optional.of("token"), later), later, Reason.EXPIRED_KEY);
        Request token = call().withHeaders(call().headers().with("x-amz-security-token", "token"));
        assertRefused(byRoot(token), NOW, Reason.WRONG_TOKEN);
    }

    @Test
    void incompleteSignaturesAreToldApart() {
        assertRefused(call(), NOW, Reason.MISSING);
        Request good = byRoot(call());
        for (String bad : List.of(
                "Bearer abc",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=AKIAROOT",
                "AWS4-HMAC-SHA256 Credential=AKIAROOT/x, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=A/20261121/r/ecs/aws4, SignedHeaders=host, Signature=0")) {
            assertRefused(good.withHeaders(changed(good.headers(), "authorization", bad)), NOW, Reason.INCOMPLETE);
        }
        assertRefused(
                good.withHeaders(changed(good.headers(), "x-amz-date", "20261321T235900Z")), NOW, Reason.INCOMPLETE);
        assertRefused(
                good.withHeaders(changed(good.headers(), "x-amz-date", "20261122T000000Z")), NOW, Reason.MISMATCH);
    }

    @Test
    void aWebsocketUpgradeSignsHostAndDate() {
        Request upgrade = new Request(
                "GET",
                "/acs/ws",
                "agentVersion=1.0&clusterArn=arn%3Aaws%3Aecs%3Aeu-west-3%3A1%3Acluster%2Fdefault&seqNum=1",
                Headers.of("Host", "gantry.local:4566"),
                new byte[0],
                ENDPOINT);
        Request good = byRoot(upgrade);
        assertThat(good.headers().firstOrEmpty("authorization")).contains("SignedHeaders=host;x-amz-date,");
        // The client adds its own fields after signing.
        assertThat(verifier.verify(good.withHeaders(good.headers().with("Upgrade", "websocket")), NOW)
                        .service())
                .isEqualTo("ecs");
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(ROLE.toString()).doesNotContain("secret").doesNotContain("token");
        assertThat(new SigV4Signer("AKIAROOT", "secret", Optional.of("token"), "r", "s").toString())
                .doesNotContain("secret")
                .doesNotContain("token");
        assertThat(byRole(Optional.of("token"), NOW).headers().toString()).doesNotContain("=token");
    }
}
