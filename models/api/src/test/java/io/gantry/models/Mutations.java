package io.gantry.models;

import io.gantry.kit.Gen;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Damage to requests, as accidents and enemies do it. */
final class Mutations {
    /** 200 MB of blanks in 200 kB. */
    static final byte[] BOMB = bomb();

    private static final int DEEP = 10_000;

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/x-amz-json-1.0",
            "application/x-amz-json-1.1",
            "application/cbor",
            "application/x-www-form-urlencoded",
            "application/json",
            "multipart/form-data; boundary=a",
            "",
            ";;");
    private static final List<String> TARGETS = List.of(
            "",
            ".",
            "..",
            "AmazonEC2ContainerServiceV20141113",
            "AmazonEC2ContainerServiceV20141113.",
            "AmazonEC2ContainerServiceV20141113.\u0000",
            "a".repeat(50_000));
    private static final List<String> FIELDS = List.of(
            "x-amz-date",
            "host",
            "x-amz-content-sha256",
            "x-amz-security-token",
            "x-amz-expires",
            "smithy-protocol",
            "transfer-encoding");
    private static final List<String> PATHS = List.of(
            "/%", "/%zz", "/..%2f..", "//", "/%00", "/" + "a/".repeat(5_000), "/\u00e9", "/service//operation/");
    private static final List<String> QUERIES = List.of(
            "Action=",
            "&&&",
            "%",
            "a=%ff",
            "Action=ListUsers&Version=",
            "=",
            "list-type=2&list-type=2",
            "X-Amz-Signature=0",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=99999999999999999999");

    private final Gen gen;

    Mutations(Gen gen) {
        this.gen = gen;
    }

    /** {@code request} with one to three faults, seldom none. */
    Request damaged(Request request) {
        Request result = request;
        for (int left = gen.chance(0.1) ? 0 : gen.between(1, 3); left > 0; left--) {
            result = gen.chance(0.75) ? result.withBody(body(result.body())) : outside(result);
        }
        return result;
    }

    private byte[] body(byte[] body) {
        return switch (gen.below(12)) {
            case 0 -> Arrays.copyOf(body, gen.below(body.length + 1));
            case 1, 2 -> flipped(body);
            case 3 ->
                withBytes(body, gen.oneOf(List.of(bytes(0xc3, 0x28), bytes(0xff), bytes(0xed, 0xa0, 0x80), bytes(0))));
            case 4 -> replacedNumber(body);
            case 5 -> replacedText(body);
            case 6 ->
                withBytes(
                        body,
                        text(gen.oneOf("[", "{", "]", "}", "\"", ":", ",", "&", "=", "%", "<", ">", ".1", "\\ud800")));
            case 7 -> twice(body);
            case 8 -> gen.chance(0.9) ? body : nested();
            case 9 -> gen.chance(0.99) ? withBytes(body, text(gen.text(30))) : huge();
            case 10 -> gen.chance(0.9) ? withBytes(body, body) : new byte[gen.below(64)];
            default ->
                gen.chance(0.995)
                        ? text(gen.oneOf("null", "[]", "7", "\"a\"", "{}", "", "&&&", "<a/>", "true"))
                        : manyTags();
        };
    }

    private Request outside(Request request) {
        return switch (gen.below(9)) {
            case 0 -> with(request, "content-type", gen.oneOf(CONTENT_TYPES));
            case 1 -> with(request, "x-amz-target", gen.oneOf(TARGETS));
            case 2 ->
                gen.chance(0.9)
                        ? with(request, "content-encoding", gen.oneOf("gzip", "GZIP", "br", "gzip, gzip"))
                        : with(request, "content-encoding", "gzip").withBody(BOMB);
            case 3 -> with(request, gen.oneOf(FIELDS), gen.text(20));
            case 4 -> gen.chance(0.98) ? request : manyHeaders(request);
            case 5 ->
                line(
                        request,
                        gen.oneOf("GET", "PUT", "DELETE", "OPTIONS", "", "\u0000"),
                        request.path(),
                        request.query());
            case 6 -> line(request, request.method(), gen.oneOf(PATHS), request.query());
            case 7 -> line(request, request.method(), request.path(), gen.oneOf(QUERIES));
            default -> with(request, "smithy-protocol", "rpc-v2-cbor");
        };
    }

    /** The authorization of a signed request, broken. */
    Request badlySigned(Request signed) {
        String right = signed.headers().firstOrEmpty("authorization");
        String wrong = switch (gen.below(7)) {
            case 0 -> right.substring(0, gen.below(right.length() + 1));
            case 1 -> new String(flipped(text(right)), StandardCharsets.ISO_8859_1);
            case 2 -> right.replace("/aws4_request", gen.oneOf("", "/", "//////", "/aws5_request"));
            case 3 -> right.replace("SignedHeaders=", "SignedHeaders=" + ";".repeat(gen.below(5_000)));
            case 4 -> right.replace("AKIAROOT", gen.oneOf("", "AKIANONE", "a".repeat(100_000), "\u0000"));
            case 5 -> "AWS4-HMAC-SHA256 " + gen.text(60);
            default -> gen.oneOf("Basic YTpi", "AWS a:b", "AWS4-ECDSA-P256-SHA256 Credential=a", ",", "=");
        };
        return with(signed, "authorization", wrong);
    }

    private static Request with(Request request, String name, String value) {
        Headers.Builder headers = new Headers.Builder();
        request.headers().forEach((field, old) -> {
            if (!field.equals(name)) {
                headers.add(field, old);
            }
        });
        return request.withHeaders(headers.add(name, value).build());
    }

    private static Request line(Request request, String method, String path, String query) {
        return new Request(method, path, query, request.headers(), request.body(), request.endpoint());
    }

    private Request manyHeaders(Request request) {
        Headers.Builder headers = request.headers().toBuilder();
        for (int left = 2_000; left > 0; left--) {
            headers.add(gen.chance(0.5) ? "x-amz-meta-" + left : "cookie", gen.chance(0.01) ? "v".repeat(65_536) : "");
        }
        return request.withHeaders(headers.build());
    }

    private byte[] flipped(byte[] body) {
        byte[] copy = body.clone();
        for (int left = copy.length == 0 ? 0 : gen.between(1, 4); left > 0; left--) {
            copy[gen.below(copy.length)] ^= (byte) (1 << gen.below(8));
        }
        return copy;
    }

    private byte[] withBytes(byte[] body, byte[] added) {
        int at = gen.below(body.length + 1);
        byte[] copy = new byte[body.length + added.length];
        System.arraycopy(body, 0, copy, 0, at);
        System.arraycopy(added, 0, copy, at, added.length);
        System.arraycopy(body, at, copy, at + added.length, body.length - at);
        return copy;
    }

    private byte[] replacedNumber(byte[] body) {
        String number = gen.oneOf(
                "1e999999999", "-1e400", "9".repeat(5_000), "9223372036854775808", "0.1", "-0", "0x1", "NaN", "1e-400");
        return replaced(body, "(?<=[:=>,\\[])-?[0-9]+", number);
    }

    private byte[] replacedText(byte[] body) {
        return replaced(
                body,
                "\"[^\"]*\"",
                gen.oneOf("7", "[]", "{}", "null", "true", "\"\\ud800\"", "\"\\u0000\"", "[[1]]", "\"\""));
    }

    private byte[] replaced(byte[] body, String pattern, String by) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(text);
        int skipped = gen.below(6);
        int from = -1;
        int to = -1;
        for (int i = 0; i <= skipped && matcher.find(); i++) {
            from = matcher.start();
            to = matcher.end();
        }
        return from < 0
                ? body
                : (text.substring(0, from) + by + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Every member once more, first or last. */
    private static byte[] twice(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String again = text.startsWith("{") && text.length() > 2
                ? text.substring(0, text.length() - 1) + "," + text.substring(1)
                : text + "&" + text;
        return again.getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] nested() {
        String open =
                gen.oneOf("[", "{\"a\":", "{\"tags\":[", "<a>", "a.", "{\"containerDefinitions\":[{\"environment\":[");
        byte[] cbor = new byte[DEEP];
        Arrays.fill(cbor, (byte) 0x81);
        return gen.chance(0.2) ? cbor : text(open.repeat(DEEP));
    }

    private byte[] huge() {
        byte[] body = new byte[10_000_000];
        Arrays.fill(body, (byte) gen.oneOf(' ', 'a', '[', '{', '0').charValue());
        return body;
    }

    /** As many as fit, and the million that do not. */
    private byte[] manyTags() {
        int count = gen.chance(0.5) ? 40_000 : 1_000_000;
        return text("{\"tags\":[" + "{\"key\":\"a\",\"value\":\"\"},".repeat(count) + "{}]}");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bomb() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            byte[] blanks = new byte[1_000_000];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 200; i++) {
                zip.write(blanks);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
