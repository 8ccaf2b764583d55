package io.gantry.wire.sigv4;

import io.gantry.base.Limits;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SignatureRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures: the header and the presigned form, also of websocket upgrades, which are GETs with an empty body.
 * There is no switch that skips it.
 */
public final class SigV4Verifier {
    static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";

    private static final String WRONG_TOKEN = "The security token included in the request is invalid.";

    /** S3 allows more: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, RequestTimeTooSkewed. */
    private static final Duration S3_SKEW = Duration.ofMinutes(15);

    private final CredentialStore credentials;
    private final SigningKeys keys = new SigningKeys();

    public SigV4Verifier(CredentialStore credentials) {
        this.credentials = credentials;
    }

    /**
     * Checks {@code request} at {@code now}.
     *
     * @return who signed it, for which region and service
     * @throws SignatureRefused when it proves nobody
     */
    public Verified verify(Request request, Instant now) {
        Authorization claim = Authorization.of(request);
        Scope scope = claim.key().scope();
        boolean s3 = scope.service().equals("s3");
        checkSignedHeaders(request, claim);
        checkDate(claim, now, s3);
        String accessKeyId = claim.key().accessKeyId();
        Credential credential = credentials
                .find(accessKeyId, claim.token())
                .orElseThrow(() -> new SignatureRefused(Reason.UNKNOWN_KEY, WRONG_TOKEN));
        checkSignature(request, claim, credential, s3);
        checkToken(claim, credential, now);
        return new Verified(accessKeyId, credential, scope.region(), scope.service());
    }

    /** The region and service that a request claims, before anything is proven; empty when it claims none. */
    public static Optional<Verified.Claim> claim(Request request) {
        try {
            Scope scope = Authorization.of(request).key().scope();
            return Optional.of(new Verified.Claim(scope.region(), scope.service()));
        } catch (SignatureRefused none) {
            return Optional.empty();
        }
    }

    /**
     * What an attacker could add or alter to change the meaning of a call must be signed. The session token need not be:
     * some clients add it afterwards, and it is compared with the key's.
     */
    private static void checkSignedHeaders(Request request, Authorization claim) {
        List<String> signed = claim.signedHeaders();
        if (!signed.contains("host") && !signed.contains(":authority")) {
            throw new SignatureRefused(
                    Reason.MISMATCH, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-") && !name.equals("x-amz-security-token") && !signed.contains(name)) {
                throw new SignatureRefused(
                        Reason.MISMATCH, "'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        });
    }

    private static void checkDate(Authorization claim, Instant now, boolean s3) {
        String scopeDate = claim.key().scope().date();
        if (!claim.amzDate().startsWith(scopeDate) || scopeDate.length() != 8) {
            throw new SignatureRefused(
                    Reason.MISMATCH,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scopeDate + "' != '" + claim.amzDate().substring(0, 8) + "', from '" + claim.amzDate()
                            + "'.");
        }
        Duration skew = s3 ? S3_SKEW : Limits.CLOCK_SKEW;
        Instant latest = claim.date()
                .plus(claim.expiresSeconds().map(Duration::ofSeconds).orElse(skew));
        if (now.isAfter(latest)) {
            if (claim.expiresSeconds().isPresent()) {
                throw new SignatureRefused(
                        Reason.EXPIRED_REQUEST, s3 ? "Request has expired" : expired(claim, now, skew));
            }
            throw new SignatureRefused(Reason.SKEWED, s3 ? tooSkewed() : expired(claim, now, skew));
        }
        if (now.plus(skew).isBefore(claim.date())) {
            throw new SignatureRefused(
                    Reason.SKEWED,
                    s3
                            ? tooSkewed()
                            : "Signature not yet current: " + claim.amzDate() + " is still later than "
                                    + AmzDate.format(now.plus(skew)) + " (" + AmzDate.format(now) + " + "
                                    + skew.toMinutes() + " min.)");
        }
    }

    private static String expired(Authorization claim, Instant now, Duration skew) {
        return "Signature expired: " + claim.amzDate() + " is now earlier than " + AmzDate.format(now.minus(skew))
                + " (" + AmzDate.format(now) + " - " + skew.toMinutes() + " min.)";
    }

    private static String tooSkewed() {
        return "The difference between the request time and the current time is too large.";
    }

    private void checkSignature(Request request, Authorization claim, Credential credential, boolean s3) {
        Scope scope = claim.key().scope();
        String text = CanonicalRequest.stringToSign(
                request, scope, claim.amzDate(), claim.signedHeaders(), payloadHash(request, claim, s3));
        String expected = Hashes.hex(Hashes.hmac(keys.of(credential.secret(), scope), text));
        if (!same(expected, claim.signature())) {
            throw new SignatureRefused(Reason.MISMATCH, MISMATCH);
        }
        if (s3 && ChunkedPayload.isDeclared(request)) {
            SecretKeySpec key = keys.of(credential.secret(), scope);
            ChunkedPayload.check(
                    request,
                    claim.signature(),
                    (previous, hash) -> Hashes.hex(
                            Hashes.hmac(key, ChunkedPayload.stringToSign(claim.amzDate(), scope, previous, hash))));
        }
    }

    /** The payload of a request that has been verified: its body, without the chunks in which S3's clients may send it. */
    public static byte[] payload(Request request, Verified verified) {
        return verified.service().equals("s3") && ChunkedPayload.isDeclared(request)
                ? ChunkedPayload.decoded(request)
                : request.body();
    }

    /** Only S3 may leave its body unsigned, and says so in a field that is signed itself, or by presigning. */
    private static String payloadHash(Request request, Authorization claim, boolean s3) {
        if (s3) {
            String declared = request.headers().firstOrEmpty("x-amz-content-sha256");
            if (declared.equals("UNSIGNED-PAYLOAD") || declared.startsWith("STREAMING-")) {
                return declared;
            }
            if (declared.isEmpty() && claim.expiresSeconds().isPresent()) {
                return "UNSIGNED-PAYLOAD";
            }
        }
        return Hashes.sha256(request.body());
    }

    private static void checkToken(Authorization claim, Credential credential, Instant now) {
        String wanted = credential.sessionToken().orElse("");
        String given = claim.token().orElse("");
        if (!same(wanted, given)) {
            throw new SignatureRefused(Reason.WRONG_TOKEN, WRONG_TOKEN);
        }
        if (credential.expiry().isPresent() && !now.isBefore(credential.expiry().get())) {
            throw new SignatureRefused(Reason.EXPIRED_KEY, "The security token included in the request is expired");
        }
    }

    /** In a time that does not depend on where they differ. */
    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
