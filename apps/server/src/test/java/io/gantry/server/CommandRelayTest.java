package io.gantry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.port.CommandSessions.Opened;
import io.gantry.ecs.port.CommandSessions.Wanted;
import io.gantry.kit.SimulatedEnv;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let into a session, in virtual time; what flows in one is the conformance tests' matter. */
class CommandRelayTest {
    private static final URI ENDPOINT = URI.create("https://gantry.example:8443/");

    private final SimulatedEnv env = SimulatedEnv.seeded(5);
    private final CommandRelay relay = new CommandRelay(env);

    private static Wanted wanted(String runtimeId) {
        return new Wanted("root", "arn:task", "web", runtimeId, "host", "sh", List.of("sh"), ENDPOINT);
    }

    private Opened open() {
        return relay.open(wanted("4fb2")).orElseThrow();
    }

    private static Request get(String path) {
        return new Request("GET", path, "", Headers.NONE, new byte[0], ENDPOINT);
    }

    /** A client that shows a token; what it was answered. */
    private List<String> shown(String sessionId, String token) {
        List<String> answers = new ArrayList<>();
        AgentSockets.Verdict verdict = relay.open(get(CommandRelay.CLIENTS + sessionId));
        assertThat(verdict).isInstanceOf(AgentSockets.Streamed.class);
        AgentSockets.Stream stream = ((AgentSockets.Streamed) verdict).opening().apply(new AgentSockets.StreamOutlet() {
            @Override
            public void text(String frame) {
                answers.add(frame);
            }

            @Override
            public void binary(byte[] frame) {
                answers.add("a frame");
            }

            @Override
            public void close(int status, String reason) {
                answers.add(status + " " + reason);
            }

            @Override
            public void next() {
                // Frames come when this test sends them.
            }
        });
        stream.text("{\"TokenValue\":\"" + token + "\"}");
        return answers;
    }

    @Test
    void answersWhereAClientConnectsByWhichAddressItsCallerCame() {
        Opened opened = open();

        assertThat(opened.sessionId()).matches("ecs-execute-command-[0-9a-f]{17}");
        assertThat(opened.token()).matches("[0-9a-f]{64}");
        assertThat(opened.streamUrl())
                .hasToString(
                        "wss://gantry.example:8443/v1/data-channel/" + opened.sessionId() + "?role=publish_subscribe");
        assertThat(opened.toString()).doesNotContain(opened.token());
    }

    @Test
    void aTokenIsGoodOnceForItsOwnSession() {
        Opened one = open();
        Opened other = open();

        assertThat(shown(one.sessionId(), other.token())).containsExactly("1008 the token is not valid");
        assertThat(shown(one.sessionId(), "")).containsExactly("1008 the token is not valid");
        assertThat(shown(one.sessionId(), one.token())).containsExactly("a frame");
        assertThat(shown(one.sessionId(), one.token())).containsExactly("1008 the token is not valid");
    }

    @Test
    void aTokenThatIsNotShownInTimeIsWorthless() {
        Opened late = open();
        Opened shown = open();
        env.clock().advance(Duration.ofSeconds(119));
        assertThat(shown(shown.sessionId(), shown.token())).containsExactly("a frame");

        env.clock().advance(Duration.ofSeconds(2));

        assertThat(relay.open(get(CommandRelay.CLIENTS + late.sessionId())))
                .isInstanceOfSatisfying(
                        AgentSockets.Refused.class,
                        refused -> assertThat(refused.reply().status()).isEqualTo(404));
    }

    @Test
    void aSessionThatIsNoneIsNotFound() {
        assertThat(relay.open(get(CommandRelay.CLIENTS + "ecs-execute-command-0")))
                .isInstanceOf(AgentSockets.Refused.class);
    }

    @Test
    void beforeNodesAreKnownNoneIsLetIn() {
        assertThat(relay.open(get("/_gantry/terminal")))
                .isInstanceOfSatisfying(
                        AgentSockets.Refused.class,
                        refused -> assertThat(refused.reply().status()).isEqualTo(403));
    }

    @Test
    void aContainerHasAThousandSessionsAtMost() {
        for (int number = 0; number < 1000; number++) {
            open();
        }

        assertThat(relay.open(wanted("4fb2"))).isEmpty();
        assertThat(relay.open(wanted("77aa"))).isPresent();
        env.clock().advance(Duration.ofMinutes(3));
        assertThat(relay.open(wanted("4fb2"))).isPresent();
    }
}
