package io.gantry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4. Written from AWS's description and not shared with the server, so
 * that the two check each other.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: create a
 *     signed API request</a>
 */
public record SignatureV4(RootKey key, String region, String service) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The headers to send with a POST to {@code /}: those given and the signature's own.
     *
     * @param headers by lower-case name; {@code host} is among them
     */
    public Map<String, String> sign(Map<String, String> headers, byte[] body, Instant now) {
        return sign("POST", "/", "", headers, body, now);
    }

    /**
     * The headers to send: those given and the signature's own.
     *
     * @param path encoded; it holds nothing that would have to be encoded twice
     * @param query encoded and in the order of its keys
     * @param headers by lower-case name; {@code host} is among them
     */
    public Map<String, String> sign(
            String method, String path, String query, Map<String, String> headers, byte[] body, Instant now) {
        String stamp = STAMP.format(now);
        String day = stamp.substring(0, 8);
        TreeMap<String, String> all = new TreeMap<>(headers);
        all.put("x-amz-date", stamp);
        String names = String.join(";", all.keySet());
        StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n" + query + "\n");
        all.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(hex(sha256(body)));
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n"
                + hex(sha256(canonical.toString().getBytes(UTF_8)));
        byte[] signing = hmac(("AWS4" + key.secretAccessKey()).getBytes(UTF_8), day);
        for (String part : new String[] {region, service, "aws4_request"}) {
            signing = hmac(signing, part);
        }
        all.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + key.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + hex(hmac(signing, text)));
        return all;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
