package io.gantry.network.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults in a network namespace of their own, and what they do to real traffic. Needs root. */
final class LinuxTrafficFaultsIT {
    private static final String NAME = "gf" + ProcessHandle.current().pid();
    private static final List<String> INSIDE = List.of("ip", "netns", "exec", NAME);
    private static final Fault LATENCY = new Fault.Latency(50, 5, List.of("10.99.0.0/16"), List.of("10.99.0.7"));

    private final Tools tools = new Tools();
    private final LinuxTrafficFaults faults = new LinuxTrafficFaults(Optional.of("127.0.0.9"));
    private final Process server;

    LinuxTrafficFaultsIT() throws IOException {
        tools.run("", "ip", "netns", "add", NAME);
        server = new ProcessBuilder(Tools.command(INSIDE, "python3", "-m", "http.server", "8080", "--bind", "0.0.0.0"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @BeforeEach
    void aNamespaceWithAServerAndADefaultRoute() {
        tools.ip(
                INSIDE,
                List.of(
                        "link set lo up",
                        "link add d0 type veth peer name d1",
                        "addr add 10.99.1.1/24 dev d0",
                        "link set d0 up",
                        "link set d1 up",
                        "route add default via 10.99.1.2"));
        Awaitility.await().until(() -> reached("127.0.0.1"));
    }

    @AfterEach
    void end() {
        server.destroyForcibly();
        tools.run("", "ip", "netns", "del", NAME);
    }

    private OptionalInt namespace() {
        return OptionalInt.of(Math.toIntExact(server.pid()));
    }

    private String python(String program) {
        return tools.run("", Tools.command(INSIDE, "python3", "-c", program)).strip();
    }

    private boolean reached(String address) {
        return python("import socket\ntry: socket.create_connection(('" + address
                        + "', 8080), 0.3); print(True)\nexcept OSError: print(False)")
                .equals("True");
    }

    private static Fault port(String trafficType, String... spared) {
        return new Fault.BlackholePort(8080, "tcp", trafficType, List.of(spared));
    }

    @Test
    void aPortTurnsBlackAndBack() {
        for (String trafficType : List.of("ingress", "egress")) {
            assertThat(faults.isRunning(namespace(), port(trafficType))).isFalse();
            faults.start(namespace(), port(trafficType));
            assertThat(faults.isRunning(namespace(), port(trafficType))).isTrue();
            assertThat(reached("127.0.0.1")).isFalse();
            // Where tasks ask about themselves, and what the fault spares, is reached as before.
            assertThat(reached("127.0.0.9")).isEqualTo(trafficType.equals("egress"));
            faults.start(namespace(), port(trafficType, "127.0.0.0/8", "127.0.0.1", "::1"));
            assertThat(reached("127.0.0.1")).isTrue();
            faults.stop(namespace(), port(trafficType));
            faults.stop(namespace(), port(trafficType));
            assertThat(faults.isRunning(namespace(), port(trafficType))).isFalse();
            assertThat(reached("127.0.0.1")).isTrue();
        }
    }

    @Test
    void faultsDoNotDisturbEachOther() {
        faults.start(namespace(), port("ingress"));
        faults.start(namespace(), new Fault.BlackholePort(53, "udp", "egress", List.of()));
        faults.stop(namespace(), port("ingress"));
        assertThat(faults.isRunning(namespace(), new Fault.BlackholePort(53, "udp", "egress", List.of())))
                .isTrue();
        assertThat(reached("127.0.0.1")).isTrue();
    }

    @Test
    void packetsAreLostInTheShareThatWasAskedFor() {
        faults.start(
                namespace(), new Fault.PacketLoss(50, 100, List.of("127.0.0.0/8", "127.0.0.1"), List.of("127.0.0.2")));
        assertThat(faults.isRunning(namespace(), new Fault.PacketLoss(100, 100, List.of(), List.of())))
                .isTrue();
        assertThat(Integer.parseInt(sent("127.0.0.1"))).isBetween(400, 600);
        assertThat(sent("127.0.0.2")).isEqualTo("1000");
        faults.stop(namespace(), new Fault.PacketLoss(100, 100, List.of(), List.of()));
        assertThat(sent("127.0.0.1")).isEqualTo("1000");
    }

    /** Of a thousand packets, those that were not dropped. */
    private String sent(String address) {
        return python("""
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                n = 0
                for i in range(1000):
                    try: s.sendto(b'x', ('%s', 9)); n += 1
                    except PermissionError: pass
                    except ConnectionRefusedError: n += 1
                print(n)
                """.formatted(address));
    }

    @Test
    void latencyIsMadeOrRefusedWithWhatTheKernelLacks() {
        boolean able = tools.attempt("", Tools.command(INSIDE, "tc", "qdisc", "add", "dev", "d1", "root", "netem"))
                .ok();
        if (able) {
            faults.start(namespace(), LATENCY);
        } else {
            assertThatThrownBy(() -> faults.start(namespace(), LATENCY))
                    .isInstanceOf(NetworkFailure.class)
                    .hasMessageContaining("netem, which the kernel of this host does not have");
        }
        assertThat(faults.isRunning(namespace(), LATENCY)).isEqualTo(able);
        faults.stop(namespace(), LATENCY);
        assertThat(faults.isRunning(namespace(), LATENCY)).isFalse();
        assertThat(tools.run("", Tools.command(INSIDE, "tc", "qdisc", "show", "dev", "d0")))
                .doesNotContain("prio");
    }
}
