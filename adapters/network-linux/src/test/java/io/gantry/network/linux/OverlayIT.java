package io.gantry.network.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.SecurityRules.Group;
import io.gantry.agent.node.port.SecurityRules.Permission;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What leads to other hosts, as the kernel has it. That packets get there needs two kernels' worth of hosts, which the survival tests
 * have; here the other hosts are ports of the loopback where nobody listens. Needs root.
 */
final class OverlayIT {
    private static final long PID = ProcessHandle.current().pid();
    private static final String NET = "10." + (160 + PID % 40);
    private static final String VPC = "vpc-" + PID;

    private final Tools tools = new Tools();
    private final Namespaces namespaces = new Namespaces();
    private final Node first = new Node("one-" + PID, 34700 + (int) (PID % 100) * 2);
    private final Node second = new Node("two-" + PID, 34701 + (int) (PID % 100) * 2);

    /** A node as the machine has it. */
    private record Node(String id, int port) {
        String endpoint() {
            return "127.0.0.1:" + port;
        }

        LinuxTaskNetwork start() {
            Underlay here = new Underlay("127.0.0.1", port, 1500);
            return new LinuxTaskNetwork(id, Optional.empty(), () -> Optional.of(here));
        }
    }

    @BeforeEach
    void rangeLeadsNowhereWhateverHappens() {
        tools.run("", "ip", "route", "replace", "unreachable", NET + ".0.0/16", "metric", "4278198273", "proto", "71");
    }

    @AfterEach
    void removeWhatWasMade() {
        first.start().sweep(List.of());
        second.start().sweep(List.of());
        namespaces.close();
        tools.run("", "ip", "route", "flush", "exact", NET + ".0.0/16", "proto", "71");
        assertThat(tools.run("", "ip", "-4", "route", "show", "proto", "71")).doesNotContain(" " + NET + ".");
        assertThat(tools.run("", "ip", "netns", "list"))
                .doesNotContain(
                        Router.of(first.id(), VPC).namespace(),
                        Router.of(second.id(), VPC).namespace());
    }

    private static Connection connection(int number) {
        return new Connection(
                "eni-" + number,
                String.format("0a:58:00:00:01:%02x", number),
                NET + ".1." + number,
                NET + ".1.1/24",
                VPC,
                List.of(NET + ".0.0/16"));
    }

    /** Tasks 4 and 5 are on the first node, 6 on the second; who is a client may reach who is a web server at one port. */
    private SecurityRules rules(int port, Map<String, String> hosts) {
        Permission all = new Permission("-1", -1, -1, List.of("0.0.0.0/0"), List.of());
        Permission some = new Permission("tcp", port, port, List.of(), List.of("sg-client"));
        return new SecurityRules(
                Map.of(
                        "sg-client", new Group(List.of(), List.of(all)),
                        "sg-web", new Group(List.of(some), List.of(all))),
                Map.of(
                        NET + ".1.4", List.of("sg-client"),
                        NET + ".1.5", List.of("sg-web"),
                        NET + ".1.6", List.of("sg-web")),
                Set.of(),
                Set.of(),
                hosts,
                Optional.empty());
    }

    private Map<String, String> places() {
        return Map.of(
                NET + ".1.4", first.endpoint(),
                NET + ".1.5", first.endpoint(),
                NET + ".1.6", second.endpoint());
    }

    private List<String> entries(Node node) {
        Router router = Router.of(node.id(), VPC);
        String shown = tools.run(
                        "route show dev ov0\nneigh show dev ov0 nud permanent\n",
                        Tools.command(router.inside(), "ip", "-4", "-o", "-batch", "-"))
                + tools.run("", Tools.command(router.inside(), "bridge", "fdb", "show", "dev", "ov0"));
        return Arrays.stream(shown.split("\n", -1))
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
    }

    @Test
    void entriesFollowWhatIsSaidAndAreMendedByTheNextProcess() {
        int client = namespaces.start();
        LinuxTaskNetwork one = first.start();
        one.connect(client, connection(4));
        one.filter(VPC, rules(9, Map.of(NET + ".1.4", first.endpoint())));
        assertThat(hasDevice(first)).isFalse();

        one.filter(VPC, rules(9, places()));
        List<String> before = entries(first);
        assertThat(before)
                .hasSize(3)
                .contains(NET + ".1.6 proto 71 scope link")
                .contains(NET + ".1.6 lladdr " + Reach.mac(second.endpoint()) + " PERMANENT");
        assertThat(tools.run("", Namespaces.inside(client, "ip", "-o", "link", "show", "dev", "eth0")))
                .contains(" mtu 1450 ");

        first.start().filter(VPC, rules(9, places()));
        assertThat(entries(first)).isEqualTo(before);

        Node moved = new Node(second.id(), second.port() + 200);
        first.start().filter(VPC, rules(9, Map.of(NET + ".1.6", moved.endpoint())));
        assertThat(entries(first)).hasSize(3).noneMatch(before.getLast()::equals);

        first.start().filter(VPC, rules(9, Map.of()));
        assertThat(entries(first)).isEmpty();
    }

    @Test
    void anAddressThatIsHereIsNotElsewhereWhateverIsSaid() {
        int client = namespaces.start();
        LinuxTaskNetwork one = first.start();
        one.connect(client, connection(4));
        one.filter(VPC, rules(9, places()));
        assertThat(namespaces.reaches(client, NET + ".1.6")).isFalse();

        // Its address is given to a task of this host before anybody says so.
        one.connect(namespaces.start(), connection(6));
        one.filter(VPC, rules(9, places()));
        assertThat(namespaces.reaches(client, NET + ".1.6")).isTrue();
        assertThat(entries(first)).isEmpty();
        one.disconnect(connection(6));
        one.filter(VPC, rules(9, places()));
        assertThat(entries(first)).hasSize(3);
    }

    @Test
    void aHostWithAnotherAddressSendsFromThatOne() {
        LinuxTaskNetwork one = first.start();
        one.connect(namespaces.start(), connection(4));
        one.filter(VPC, rules(9, places()));
        List<String> before = entries(first);
        Node elsewhere = new Node(first.id(), first.port() + 200);
        LinuxTaskNetwork after = elsewhere.start();
        after.filter(VPC, rules(9, places()));

        assertThat(device(first)).contains(Reach.mac(elsewhere.endpoint()));
        // What was on this host under its old address is now said to be on another.
        assertThat(entries(first)).containsAll(before).hasSizeGreaterThan(before.size());
    }

    @Test
    void aPortThatAnotherNodeOfThisMachineHasIsSaid() {
        Node thief = new Node(second.id(), first.port());
        LinuxTaskNetwork one = first.start();
        LinuxTaskNetwork two = thief.start();
        one.connect(namespaces.start(), connection(4));
        two.connect(namespaces.start(), connection(6));
        Map<String, String> elsewhere = Map.of(NET + ".1.5", "127.0.0.1:9");
        one.filter(VPC, rules(9, elsewhere));

        assertThatThrownBy(() -> two.filter(VPC, rules(9, elsewhere)))
                .isInstanceOf(NetworkFailure.class)
                .hasMessageContaining("node.network-address");
    }

    private String device(Node node) {
        Router router = Router.of(node.id(), VPC);
        return tools.attempt("", Tools.command(router.inside(), "ip", "-o", "link", "show", "dev", "ov0"))
                .output();
    }

    private boolean hasDevice(Node node) {
        return !device(node).isEmpty();
    }
}
