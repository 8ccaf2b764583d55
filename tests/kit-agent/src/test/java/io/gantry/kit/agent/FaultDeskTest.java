package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.fault.FaultDesk;
import io.gantry.agent.node.fault.FaultDesk.Answer;
import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.agent.node.port.TrafficFaults;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a task may ask for, and what it is told. */
final class FaultDeskTest {
    private static final String ARN = "arn:aws:ecs:us-east-1:111122223333:task/default/t1";
    private static final String PORT = "{\"Port\": 80, \"Protocol\": \"tcp\", \"TrafficType\": \"ingress\"}";
    private static final String LOSS = "{\"LossPercent\": 6, \"Sources\": [\"10.0.0.0/16\"]}";
    private static final String DELAY =
            "{\"DelayMilliseconds\": 20, \"JitterMilliseconds\": 0, \"Sources\": [\"10.0.0.0/16\"]}";

    private final VirtualClock clock = new VirtualClock();
    private final List<String> made = new ArrayList<>();
    private boolean broken;
    private final FaultDesk desk = new FaultDesk(new SimulatedEnv(clock, new Gen(1)), new Noted());

    /** Notes which kinds of fault are made where. */
    private final class Noted implements TrafficFaults {
        private static String key(OptionalInt namespace, Fault fault) {
            return namespace + " " + fault.kind();
        }

        @Override
        public void start(OptionalInt namespace, Fault fault) {
            if (broken) {
                throw new NetworkFailure("the kernel cannot");
            }
            made.add(key(namespace, fault));
        }

        @Override
        public void stop(OptionalInt namespace, Fault fault) {
            made.remove(key(namespace, fault));
        }

        @Override
        public boolean isRunning(OptionalInt namespace, Fault fault) {
            return made.contains(key(namespace, fault));
        }
    }

    private Answer ask(TaskPayload task, String path, String body) {
        return desk.answer(new FaultDesk.Request(task, "endpoint", 42, path, body));
    }

    private Answer ask(String path, String body) {
        clock.advance(Duration.ofSeconds(6));
        return ask(task("awsvpc", true), path, body);
    }

    private static TaskPayload task(String mode, boolean enabled) {
        return TaskPayload.builder(ARN, "RUNNING")
                .networkMode(mode)
                .enableFaultInjection(enabled)
                .build();
    }

    private static Answer ok(String status) {
        return new Answer(200, status);
    }

    @Test
    void aFaultIsStartedSeenAndStopped() {
        assertThat(ask("network-blackhole-port/status", PORT)).isEqualTo(ok("not-running"));
        assertThat(ask("network-blackhole-port/start", PORT)).isEqualTo(ok("running"));
        assertThat(ask("network-blackhole-port/status", PORT)).isEqualTo(ok("running"));
        assertThat(made).containsExactly("OptionalInt[42] BLACKHOLE_PORT");
        assertThat(ask("network-blackhole-port/stop", PORT)).isEqualTo(ok("stopped"));
        assertThat(ask("network-blackhole-port/status", PORT)).isEqualTo(ok("not-running"));
        assertThat(ask("network-packet-loss/stop", "")).isEqualTo(ok("stopped"));
    }

    @Test
    void latencyAndLossExcludeEachOtherAndThemselves() {
        assertThat(ask("network-packet-loss/start", LOSS)).isEqualTo(ok("running"));
        assertThat(ask("network-packet-loss/start", LOSS))
                .isEqualTo(new Answer(409, "There is already one network packet loss fault running"));
        assertThat(ask("network-latency/start", DELAY))
                .isEqualTo(new Answer(409, "There is already one network packet loss fault running"));
        assertThat(ask("network-blackhole-port/start", PORT)).isEqualTo(ok("running"));
        assertThat(ask("network-packet-loss/stop", "")).isEqualTo(ok("stopped"));
        assertThat(ask("network-latency/start", DELAY)).isEqualTo(ok("running"));
    }

    @Test
    void onlyTasksThatSayItAndHaveANetworkOfTheirOwnOrTheHosts() {
        assertThat(ask(task("awsvpc", false), "network-latency/start", DELAY))
                .isEqualTo(new Answer(400, "enableFaultInjection is not enabled for task: " + ARN));
        assertThat(ask(task("bridge", true), "network-latency/start", DELAY))
                .isEqualTo(new Answer(400, "bridge mode is not supported. Please use either host or awsvpc mode."));
        assertThat(ask(task("host", true), "network-latency/start", DELAY)).isEqualTo(ok("running"));
        assertThat(made).containsExactly("OptionalInt.empty LATENCY");
    }

    @Test
    void eachFaultAtMostEveryFiveSeconds() {
        assertThat(ask("network-blackhole-port/start", PORT).status()).isEqualTo(200);
        assertThat(ask(task("awsvpc", true), "network-blackhole-port/start", PORT)
                        .status())
                .isEqualTo(429);
        assertThat(ask(task("awsvpc", true), "network-packet-loss/start", LOSS).status())
                .isEqualTo(200);
        assertThat(ask("network-blackhole-port/start", PORT).status()).isEqualTo(200);
    }

    @Test
    void whatIsWrongWithARequestIsSaidByName() {
        assertThat(ask("network-blackhole-port/start", "").text()).isEqualTo("required request body is missing");
        assertThat(ask("network-blackhole-port/start", "{}").text()).isEqualTo("required parameter Port is missing");
        assertThat(ask("network-blackhole-port/start", PORT.replace("80", "65536"))
                        .text())
                .contains("invalid value 65536 for parameter Port");
        assertThat(ask("network-blackhole-port/start", PORT.replace("tcp", "icmp"))
                        .text())
                .contains("invalid value icmp for parameter Protocol", "tcp, udp");
        assertThat(ask("network-blackhole-port/stop", PORT.replace("ingress", "both"))
                        .text())
                .contains("invalid value both for parameter TrafficType");
        assertThat(ask("network-packet-loss/start", LOSS.replace("6,", "0,")).text())
                .contains("invalid value 0 for parameter LossPercent");
        assertThat(ask("network-packet-loss/start", "{\"LossPercent\": 6}").text())
                .isEqualTo("required parameter Sources is missing");
        assertThat(ask("network-latency/start", DELAY.replace("20", "0")).text())
                .contains("DelayMilliseconds", "JitterMilliseconds");
        for (String address : List.of("10.0.0.256", "10.0.0.0/33", "10.0.0", "; flush ruleset", "example.org")) {
            Answer answer = ask("network-packet-loss/start", LOSS.replace("10.0.0.0/16", address));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("parameter Sources", address);
        }
        assertThat(ask("network-packet-loss/start", "[]").status()).isEqualTo(400);
        assertThat(ask("network-packet-loss/start", "{").status()).isEqualTo(400);
        assertThat(ask("network-doom/start", LOSS).status()).isEqualTo(404);
        assertThat(ask("network-packet-loss/begin", LOSS).status()).isEqualTo(404);
        assertThat(made).isEmpty();
    }

    @Test
    void aKernelThatCannotSaysSo() {
        broken = true;
        assertThat(ask("network-latency/start", DELAY)).isEqualTo(new Answer(500, "the kernel cannot"));
    }
}
