package io.gantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.Limits;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Well-formed calls of every operation, damaged and then signed, or signed and then damaged: the gateway answers each, and
 * never that it is at fault. {@code -Dgantry.seeds=20000} makes it a million requests.
 */
final class GatewayFuzzProperties {
    private static final int REQUESTS_A_SEED = 50;

    /** Half of the requests are of ECS, whose every operation is met many times; the others have the other formats. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS) // Only so that a hang ends.
    void noDamageMakesAServerError() {
        Set<OperationType<?, ?>> met = new HashSet<>();
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        WireFixture wire = WireFixture.of(Map.of());
        Seeds.check(2_000, gen -> {
            for (int i = 0; i < REQUESTS_A_SEED; i++) {
                ServiceModel service = gen.chance(0.5) ? EcsApi.MODEL : gen.oneOf(WireFixture.EVERY_SERVICE);
                OperationType<?, ?> type = gen.oneOf(service.operations());
                met.add(type);
                Request request = request(gen, type);
                Reply reply = wire.send(request);
                assertThat(reply.status()).as(() -> shown(type, request)).isBetween(200, 499);
                assertThat(wire.env.reported()).as(() -> shown(type, request)).isEmpty();
                if (reply.status() >= 400) {
                    assertTold(type, request, reply);
                }
                outcomes.add(Outcome.of(reply));
            }
        });
        if (Long.getLong("gantry.seed") == null) {
            assertThat(met).containsAll(EcsApi.MODEL.operations());
            assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
        }
    }

    /** What must come up, or the damage is too small or too great to find anything. */
    private enum Outcome {
        ANSWERED,
        REFUSED,
        FORBIDDEN,
        TOO_LARGE,
        WRONG_TYPE,
        WRONG_METHOD;

        static Outcome of(Reply reply) {
            return switch (reply.status()) {
                case 401, 403 -> FORBIDDEN;
                case 405 -> WRONG_METHOD;
                case 413 -> TOO_LARGE;
                case 415 -> WRONG_TYPE;
                default -> reply.status() < 400 ? ANSWERED : REFUSED;
            };
        }
    }

    private static Request request(Gen gen, OperationType<?, ?> type) {
        Request call = new RandomCalls(gen).call(type);
        Mutations mutations = new Mutations(gen);
        String service = type.service().identity().signingName();
        return switch (gen.below(20)) {
            case 0 -> mutations.damaged(call);
            case 1 -> mutations.damaged(WireFixture.signed(call, service));
            case 2 -> mutations.badlySigned(WireFixture.signed(call, service));
            default -> {
                Request damaged = mutations.damaged(call);
                // What is too large is refused unread, and a signature over it only costs time.
                yield damaged.body().length > Limits.REQUEST_BYTES ? damaged : WireFixture.signed(damaged, service);
            }
        };
    }

    /** Every refusal has a code and says something, in the form in which its client reads it. */
    private static void assertTold(OperationType<?, ?> type, Request request, Reply reply) {
        String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
        String kind = reply.headers().firstOrEmpty("content-type");
        if (kind.endsWith("xml")) {
            assertThat(text)
                    .as(() -> shown(type, request))
                    .containsPattern("<Code>\\w[\\w.]*</Code><Message>[^<]+</Message>");
        } else if (kind.equals("application/cbor")) {
            assertThat(text).as(() -> shown(type, request)).contains("__type").contains("essage");
        } else {
            assertThat(text)
                    .as(() -> shown(type, request))
                    .containsPattern("\"__type\":\"\\w+\",\"[mM]essage\":\"[^\"]+");
        }
    }

    private static String shown(OperationType<?, ?> type, Request request) {
        StringBuilder out = new StringBuilder(type + " " + request + "?" + cut(request.query()) + "\n");
        request.headers()
                .forEach((name, value) ->
                        out.append(name).append(": ").append(cut(value)).append('\n'));
        return out + cut(new String(request.body(), StandardCharsets.ISO_8859_1));
    }

    private static String cut(String text) {
        return text.length() < 2_000 ? text : text.substring(0, 2_000) + "...";
    }
}
