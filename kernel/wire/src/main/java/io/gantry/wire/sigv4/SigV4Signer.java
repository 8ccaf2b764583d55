package io.gantry.wire.sigv4;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests of our own processes. It signs the host, every {@code x-amz-} field and the content type, which makes a
 * websocket upgrade's signed fields {@code host;x-amz-date} and, with temporary keys, {@code x-amz-security-token}.
 */
public final class SigV4Signer {
    private final String accessKeyId;
    private final String secret;
    private final Optional<String> sessionToken;
    private final String region;
    private final String service;
    private final SigningKeys keys = new SigningKeys();

    /**
     * A signer with one key for one service.
     *
     * @param sessionToken present for temporary keys
     * @param service the service's signing name, for example {@code ecs}
     */
    public SigV4Signer(
            String accessKeyId, String secret, Optional<String> sessionToken, String region, String service) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.sessionToken = sessionToken;
        this.region = region;
        this.service = service;
    }

    /**
     * The fields to add to {@code request}: {@code x-amz-date}, {@code authorization} and, with temporary keys,
     * {@code x-amz-security-token}.
     *
     * @param request with its {@code host} field, as it will be sent
     * @param now the time that the server has, within five minutes
     */
    public Headers sign(Request request, Instant now) {
        String amzDate = AmzDate.format(now);
        Headers.Builder added = new Headers.Builder().add("x-amz-date", amzDate);
        sessionToken.ifPresent(token -> added.add("x-amz-security-token", token));
        Headers.Builder all = request.headers().toBuilder();
        added.build().forEach(all::add);
        Request full = request.withHeaders(all.build());
        List<String> names = new ArrayList<>();
        full.headers().forEach((name, value) -> {
            if (name.equals("host") || name.equals("content-type") || name.startsWith("x-amz-")) {
                names.add(name);
            }
        });
        List<String> signed = CanonicalRequest.sorted(names);
        if (!signed.contains("host")) {
            throw new IllegalArgumentException("a request without its host field cannot be signed");
        }
        Scope scope = new Scope(amzDate.substring(0, 8), region, service);
        SecretKeySpec key = keys.of(secret, scope);
        String text = CanonicalRequest.stringToSign(full, scope, amzDate, signed, Hashes.sha256(request.body()));
        added.add(
                "authorization",
                CanonicalRequest.ALGORITHM + " Credential=" + accessKeyId + "/" + scope + ", SignedHeaders="
                        + String.join(";", signed) + ", Signature=" + Hashes.hex(Hashes.hmac(key, text)));
        return added.build();
    }

    /** Names the key, never the secret. */
    @Override
    public String toString() {
        return "SigV4Signer[" + accessKeyId + " " + region + " " + service + "]";
    }
}
