package io.gantry.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** AWS's published vectors through the verifier: each signature is accepted, and refused when one digit differs. */
final class SigV4VectorsTest {
    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final Credential EXAMPLE =
            Credential.root("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "111122223333");

    private final SigV4Verifier verifier =
            new SigV4Verifier(key -> key.equals("AKIDEXAMPLE") ? Optional.of(EXAMPLE) : Optional.empty());

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        List<String> lines;
        try (var in = SigV4VectorsTest.class.getResourceAsStream("/sigv4/vectors.txt")) {
            assertThat(in).isNotNull();
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(20);
        return lines.stream().map(line -> {
            String[] parts =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            return DynamicTest.dynamicTest(parts[0], () -> check(parts));
        });
    }

    private void check(String[] parts) {
        Verified verified = verifier.verify(request(parts, parts[7]), THEN);
        assertThat(verified.region()).isEqualTo("us-east-1");
        assertThat(verified.service()).isEqualTo("service");
        String altered = parts[7].substring(1) + (parts[7].charAt(0) == '0' ? '1' : '0');
        assertThatThrownBy(() -> verifier.verify(request(parts, altered), THEN)).isInstanceOf(SignatureRefused.class);
    }

    private static Request request(String[] parts, String signature) {
        Headers.Builder headers = new Headers.Builder().add("Host", "example.amazonaws.com");
        for (String field : parts[4].split("\\^", -1)) {
            int equals = field.indexOf('=');
            headers.add(field.substring(0, equals), field.substring(equals + 1));
        }
        headers.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                        + parts[6] + ", Signature=" + signature);
        return new Request(
                parts[1],
                parts[2],
                parts[3],
                headers.build(),
                parts[5].getBytes(StandardCharsets.UTF_8),
                URI.create("https://example.amazonaws.com"));
    }
}
