package io.gantry.wire.sigv4;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Percent;
import io.gantry.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The form of a request that is signed, and the text that says which form of which day it is. */
final class CanonicalRequest {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private CanonicalRequest() {}

    /**
     * The text that is signed.
     *
     * @param amzDate {@code yyyyMMdd'T'HHmmss'Z'}
     * @param signedHeaders names in lower case, in the order of the signature
     */
    static String stringToSign(
            Request request, Scope scope, String amzDate, List<String> signedHeaders, String payloadHash) {
        String canonical = of(request, scope.service().equals("s3"), signedHeaders, payloadHash);
        return ALGORITHM + "\n" + amzDate + "\n" + scope + "\n"
                + Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }

    static String of(Request request, boolean s3, List<String> signedHeaders, String payloadHash) {
        StringBuilder out = new StringBuilder(512);
        out.append(request.method()).append('\n');
        out.append(s3 ? objectPath(request.path()) : path(request.path())).append('\n');
        query(out, request.query());
        out.append('\n');
        for (String name : signedHeaders) {
            out.append(name).append(':');
            header(out, request.headers(), name);
            out.append('\n');
        }
        out.append('\n');
        for (int i = 0; i < signedHeaders.size(); i++) {
            out.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
        }
        return out.append('\n').append(payloadHash).toString();
    }

    /** Dots and empty segments are resolved, then what came encoded is encoded once more. */
    private static String path(String raw) {
        if (raw.isEmpty() || raw.equals("/")) {
            return "/";
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : raw.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        boolean folder = !segments.isEmpty() && raw.endsWith("/");
        String joined = "/" + String.join("/", segments) + (folder ? "/" : "");
        return Percent.encode(joined, true);
    }

    /** S3 takes an object's key as it is and encodes it once. */
    private static String objectPath(String raw) {
        return Percent.encode(Percent.decode(raw, false).orElse(raw), true);
    }

    private static void query(StringBuilder out, String raw) {
        if (raw.isEmpty()) {
            return;
        }
        List<String[]> pairs = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = normal(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.equals("X-Amz-Signature")) {
                pairs.add(new String[] {name, equals < 0 ? "" : normal(pair.substring(equals + 1))});
            }
        }
        pairs.sort((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]));
        for (int i = 0; i < pairs.size(); i++) {
            out.append(i == 0 ? "" : "&").append(pairs.get(i)[0]).append('=').append(pairs.get(i)[1]);
        }
    }

    private static String normal(String raw) {
        Optional<String> decoded = Percent.decode(raw, true);
        return Percent.encode(decoded.orElse(raw), false);
    }

    /** All values of a field joined by commas, without outer and doubled blanks. */
    private static void header(StringBuilder out, Headers headers, String name) {
        boolean[] later = {false};
        headers.forEach((field, value) -> {
            if (field.equals(name)) {
                if (later[0]) {
                    out.append(',');
                }
                later[0] = true;
                trimmed(out, value);
            }
        });
    }

    private static void trimmed(StringBuilder out, String value) {
        int end = value.length();
        while (end > 0 && isBlank(value.charAt(end - 1))) {
            end--;
        }
        int from = 0;
        while (from < end && isBlank(value.charAt(from))) {
            from++;
        }
        boolean blank = false;
        for (int i = from; i < end; i++) {
            char c = value.charAt(i);
            boolean now = isBlank(c);
            if (!now) {
                out.append(c);
            } else if (!blank) {
                out.append(' ');
            }
            blank = now;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** {@code names} sorted, for a signer. */
    static List<String> sorted(List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        Collections.sort(sorted);
        return sorted.stream().distinct().toList();
    }
}
