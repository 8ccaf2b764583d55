package io.gantry.models.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import io.gantry.models.FixedEnv;
import io.gantry.wire.Authorizer;
import io.gantry.wire.Gateway;
import io.gantry.wire.Operation;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.codec.AwsJson;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Whatever bytes come, the gateway answers, and never that it is at fault. {@code -Dgantry.seeds=20000} makes it a million
 * requests.
 */
final class GatewayProperties {
    private static final int REQUESTS_A_SEED = 50;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "null",
            "true",
            "1e999",
            "-1",
            "3.5",
            "99999999999999999999",
            "\\u0000",
            "\\ud800",
            "\\",
            "\"tags\":",
            "\"key\":",
            "\"containerDefinitions\":[{",
            "\"count\":",
            "\"clusterName\":\"a\"",
            "\"createdAt\":",
            "NaN",
            "é",
            "𝄞",
            " ");

    private final SigV4Signer signer = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", "ecs");

    @Test
    void noBytesMakeAServerError() {
        Seeds.check(200, gen -> {
            FixedEnv env = new FixedEnv();
            Gateway gateway = gateway(env);
            for (int i = 0; i < REQUESTS_A_SEED; i++) {
                Request request = request(gen);
                Reply reply = gateway.handle(request);
                assertThat(reply.status()).as(() -> shown(request)).isBetween(200, 499);
                assertThat(env.reported()).as(() -> shown(request)).isEmpty();
                if (reply.status() != 200) {
                    assertThat(new String(reply.body(), StandardCharsets.ISO_8859_1))
                            .contains("__type")
                            .contains("message");
                }
            }
        });
    }

    private static Gateway gateway(FixedEnv env) {
        Map<OperationType<?, ?>, Operation<?, ?>> all = new HashMap<>();
        for (OperationType<?, ?> type : EcsApi.MODEL.operations()) {
            all.put(type, (in, call) -> {
                // What was read must be fit to be written and read again, whole.
                SdkPojo again = type.newInput();
                AwsJson.readInto(AwsJson.writeBytes((SdkPojo) in), again);
                assertThat((Object) ((SdkBuilder<?, ?>) again).build()).isEqualTo(in);
                return ((SdkBuilder<?, ?>) type.newOutput()).build();
            });
        }
        return new Gateway(
                OperationRegistry.of(List.of(EcsApi.MODEL), all),
                new Gateway.Ports(
                        env,
                        key -> Optional.of(Credential.root("secret", "123456789012")),
                        Authorizer.ROOT_ONLY,
                        fault -> false));
    }

    private Request request(Gen gen) {
        OperationType<?, ?> type = gen.oneOf(EcsApi.MODEL.operations());
        byte[] body = body(gen);
        Headers.Builder headers = new Headers.Builder()
                .add("host", "gantry")
                .add("content-type", gen.chance(0.95) ? "application/x-amz-json-1.1" : gen.name(20));
        if (gen.chance(0.97)) {
            headers.add("x-amz-target", "AmazonEC2ContainerServiceV20141113." + type.name());
        }
        if (gen.chance(0.05)) {
            headers.add("content-encoding", "gzip");
        }
        if (gen.chance(0.02)) {
            headers.add("smithy-protocol", "rpc-v2-cbor");
        }
        Request bare = new Request("POST", "/", "", headers.build(), body, URI.create("http://gantry:4566"));
        if (gen.chance(0.03)) {
            return bare.withHeaders(
                    bare.headers().with("authorization", new String(body, StandardCharsets.ISO_8859_1)));
        }
        Headers.Builder all = bare.headers().toBuilder();
        signer.sign(bare, FixedEnv.NOW).forEach(all::add);
        return bare.withHeaders(all.build());
    }

    private static byte[] body(Gen gen) {
        if (gen.chance(0.02)) {
            String nest = gen.oneOf("[", "{\"tags\":", "{\"x\":[");
            return nest.repeat(gen.between(50, 5_000)).getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(gen.chance(0.8) ? "{" : "");
        for (int left = gen.below(25); left > 0; left--) {
            text.append(gen.oneOf(PIECES));
        }
        if (gen.chance(0.5)) {
            text.setLength(0);
            text.append(plausible(gen, 0));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int left = gen.chance(0.5) ? gen.below(4) : 0; left > 0 && bytes.length > 0; left--) {
            bytes[gen.below(bytes.length)] = (byte) gen.below(256);
        }
        return gen.chance(0.1) ? Arrays.copyOf(bytes, gen.below(bytes.length + 1)) : bytes;
    }

    /** JSON with real member names and values of any kind. */
    private static String plausible(Gen gen, int depth) {
        return switch (gen.below(depth > 6 ? 5 : 9)) {
            case 0 -> String.valueOf(gen.between(-5, 100_000));
            case 1 -> "\"" + gen.name(12) + "\"";
            case 2 -> gen.oneOf("true", "false", "null");
            case 3 -> gen.oneOf("1.5", "1e400", "-0", "12345678901234567890");
            case 4 -> "\"" + gen.oneOf("EC2", "FARGATE", "", "\\u00e9", "\\udfff", "TAGS") + "\"";
            case 5 -> "[" + plausible(gen, depth + 1) + "," + plausible(gen, depth + 1) + "]";
            default ->
                "{\"" + member(gen) + "\":" + plausible(gen, depth + 1) + ",\"" + member(gen) + "\":"
                        + plausible(gen, depth + 1) + "}";
        };
    }

    private static String member(Gen gen) {
        return gen.oneOf(
                "cluster",
                "tags",
                "key",
                "value",
                "containerDefinitions",
                "name",
                "count",
                "overrides",
                "family",
                "environment",
                "include",
                "launchType",
                "volumes",
                "host",
                "cpu",
                "portMappings",
                "attributes");
    }

    private static String shown(Request request) {
        return request + " " + request.headers().firstOrEmpty("x-amz-target") + " "
                + new String(request.body(), StandardCharsets.ISO_8859_1);
    }
}
