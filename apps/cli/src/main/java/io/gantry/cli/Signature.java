package io.gantry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.settings.AccessKey;
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
 * Signature Version 4 of a POST to the root path of a service.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: create a
 *     signed API request</a>
 */
record Signature(AccessKey key, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The fields to add to a request that has {@code headers}, by lower-case name, {@code host} among them. */
    Map<String, String> sign(Map<String, String> headers, byte[] body, Instant now) {
        String stamp = STAMP.format(now);
        TreeMap<String, String> all = new TreeMap<>(headers);
        all.put("x-amz-date", stamp);
        String names = String.join(";", all.keySet());
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        all.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(hash(body));
        String scope = stamp.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        byte[] signing = ("AWS4" + key.secretAccessKey()).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            signing = hmac(signing, part);
        }
        String text = ALGORITHM + "\n" + stamp + "\n" + scope + "\n"
                + hash(canonical.toString().getBytes(UTF_8));
        return Map.of(
                "x-amz-date",
                stamp,
                "authorization",
                ALGORITHM + " Credential=" + key.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + HexFormat.of().formatHex(hmac(signing, text)));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", missing);
        }
    }
}
