package io.gantry.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final SessionQuery QUERY = new SessionQuery(
            "default",
            "arn:aws:ecs:us-east-1:1:container-instance/default/5d",
            "1.0",
            "ab",
            "20.10.24",
            "2",
            true,
            "1");

    @Test
    void aSignedFrameIsHeadersThenJson() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20300101/us-east-1/ecs/aws4_request, Signature=00");
        headers.put("Host", "acs.local:8443");
        headers.put("X-Amz-Date", "20300101T120000Z");
        SignedFrame frame = new SignedFrame(headers, "{\"type\":\"X\",\"message\":{\"a\":\"\\r\\n\\r\\n\"}}");

        assertThat(frame.format())
                .startsWith("Authorization: AWS4")
                .contains("\r\nHost: acs.local:8443\r\n")
                .contains("\r\n\r\n{");
        assertThat(SignedFrame.parse(frame.format())).isEqualTo(frame);
        assertThat(SignedFrame.parse(frame.json())).isEqualTo(new SignedFrame(Map.of(), frame.json()));
        assertThatThrownBy(() -> SignedFrame.parse("Host: x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedFrame.parse("no colon\r\n\r\n{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothFormsOfARefusalAreUnderstood() {
        Refusal inactive = new Refusal(Refusal.Name.INACTIVE_INSTANCE, "instance is deregistered");

        assertThat(Refusal.parse(inactive.body())).contains(inactive);
        assertThat(Refusal.parse("{\"InactiveInstanceException\":\"instance is deregistered\"}"))
                .contains(inactive);
        assertThat(Refusal.parse("{\"InactiveInstanceException\":\"x\",\"more\":1}"))
                .isEmpty();
        assertThat(Refusal.parse("<html>")).isEmpty();
    }

    @Test
    void numbersIncreaseWhateverTheClockDoes() {
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        Sequence first = Sequence.START.next(noon);
        Sequence second = first.next(noon.minusSeconds(60));

        assertThat(first.last()).isEqualTo(noon.toEpochMilli());
        assertThat(second.last()).isEqualTo(first.last() + 1);
        assertThat(second.acceptsManifest(first.last())).isFalse();
        assertThat(first.acceptsManifest(second.last())).isTrue();
        assertThat(second.afterPayload(first.last())).isEqualTo(second);
        assertThat(first.afterPayload(second.last()).acceptsManifest(second.last()))
                .isFalse();
    }

    @Test
    void queriesAreSortedAndComeBack() {
        String acs = QUERY.acs("https://acs.local:8443/acs/").toString();

        assertThat(acs)
                .startsWith(
                        "wss://acs.local:8443/acs/ws?agentHash=ab&agentVersion=1.0&clusterArn=default&containerInstanceArn=arn%3Aaws")
                .contains("&dockerVersion=DockerVersion%3A%2020.10.24&protocolVersion=2&sendCredentials=true&seqNum=1");
        assertThat(SessionQuery.parse(acs.substring(acs.indexOf('?') + 1))).isEqualTo(QUERY);
        assertThat(QUERY.tcs("http://127.0.0.1:1/tcs").toString())
                .startsWith("ws://127.0.0.1:1/tcs/ws?")
                .contains("&cluster=default&containerInstance=arn")
                .endsWith("&dockerVersion=20.10.24");
        assertThatThrownBy(() -> QUERY.acs("ftp://x/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void delaysGrowToTheirMost() {
        AgentTimers.Backoff submit = AgentTimers.SUBMIT;

        assertThat(submit.delay(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(submit.delay(2, 0)).isEqualTo(Duration.ofMillis(1300));
        assertThat(submit.delay(2, 0.5)).isEqualTo(Duration.ofMillis(1430));
        assertThat(submit.delay(1000, 0)).isEqualTo(Duration.ofSeconds(30));
    }
}
