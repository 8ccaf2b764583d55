package io.gantry.network.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.kit.agent.TaskNetworkContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract against the kernel, and what only a kernel shows. Needs root. */
final class LinuxTaskNetworkIT extends TaskNetworkContract {
    private static final String NODE = "it-" + ProcessHandle.current().pid();
    private static final String NET = "10." + (200 + ProcessHandle.current().pid() % 40);

    private final Tools tools = new Tools();
    private final Namespaces started = new Namespaces();
    private TaskNetwork network = new LinuxTaskNetwork(NODE, Optional.empty(), Optional::empty);

    @BeforeEach
    void rangeLeadsNowhereWhateverHappens() {
        assertThat(LinuxTaskNetwork.missing()).isEmpty();
        tools.run("", "ip", "route", "replace", "unreachable", NET + ".0.0/16", "metric", "4278198273", "proto", "71");
    }

    @AfterEach
    void removeWhatWasMade() {
        new LinuxTaskNetwork(NODE, Optional.empty(), Optional::empty).sweep(List.of());
        started.close();
        for (String route : ours()) {
            String range = route.replaceFirst("^unreachable ", "").split(" ", 2)[0];
            if (range.startsWith(NET + ".")) {
                Tools.Answer _ = tools.attempt("", "ip", "route", "flush", "exact", range, "proto", "71");
            }
        }
        assertThat(ours()).noneMatch(route -> route.contains(" " + NET + "."));
        assertThat(namespaces()).isEmpty();
    }

    private List<String> ours() {
        return Arrays.asList(
                tools.run("", "ip", "-4", "route", "show", "proto", "71").split("\n", -1));
    }

    private List<String> namespaces() {
        return new Routers(tools, Optional.empty())
                .ofNode(NODE).stream().map(Router::namespace).toList();
    }

    @Override
    protected TaskNetwork network() {
        return network;
    }

    @Override
    protected TaskNetwork restarted() {
        network = new LinuxTaskNetwork(NODE, Optional.empty(), Optional::empty);
        return network;
    }

    @Override
    protected int namespace() {
        return started.start();
    }

    /** The kernel takes a namespace and its links away a moment after its last process. */
    @Override
    protected void end(int pid) {
        int connected = links()
                - (tools.attempt("", inside(pid, "ip", "link", "show", "eth0")).ok() ? 1 : 0);
        started.end(pid);
        Awaitility.await().until(() -> links() == connected);
    }

    private int links() {
        Routers routers = new Routers(tools, Optional.empty());
        return routers.ofNode(NODE).stream()
                .mapToInt(router -> routers.links(router).size())
                .sum();
    }

    private static String[] inside(int pid, String... command) {
        return Namespaces.inside(pid, command);
    }

    @Override
    protected boolean reachable(String address) {
        return started.reachable(address);
    }

    @Override
    protected String net() {
        return NET;
    }

    private boolean reaches(int pid, String address) {
        return started.reaches(pid, address);
    }

    private static SecurityRules.Permission tcp(int port, List<String> cidrs, List<String> peers) {
        return new SecurityRules.Permission("tcp", port, port, cidrs, peers);
    }

    private SecurityRules rules(List<SecurityRules.Permission> ingress, Set<String> internet) {
        SecurityRules.Permission all =
                new SecurityRules.Permission("-1", -1, -1, List.of("0.0.0.0/0", "10.0.0.0/8"), List.of());
        return new SecurityRules(
                Map.of(
                        "sg-web", new SecurityRules.Group(ingress, List.of(all)),
                        "sg-client", new SecurityRules.Group(List.of(), List.of(all)),
                        "sg-mute", new SecurityRules.Group(List.of(), List.of())),
                Map.of(
                        connection(1, 1).address(), List.of("sg-client"),
                        connection(1, 2).address(), List.of("sg-web", "sg-client"),
                        connection(1, 3).address(), List.of("sg-mute", "sg-client")),
                internet,
                Set.of(),
                Map.of(),
                Optional.empty());
    }

    @Test
    void securityGroupsDecideWhoReachesWhom() {
        int client = namespace();
        int web = namespace();
        network.connect(client, connection(1, 1));
        network.connect(web, connection(1, 2));
        network.connect(namespace(), connection(2, 1));
        String target = connection(1, 2).address();
        assertThat(reaches(client, target)).isFalse();

        network.filter(connection(1, 1).vpcId(), rules(List.of(tcp(9, List.of(), List.of("sg-client"))), Set.of()));
        assertThat(reaches(client, target)).isTrue();
        assertThat(reaches(web, connection(1, 1).address())).isFalse();
        assertThat(reachable(target)).isTrue();

        network.filter(connection(1, 1).vpcId(), rules(List.of(tcp(80, List.of(), List.of("sg-client"))), Set.of()));
        assertThat(reaches(client, target)).isFalse();

        String own = connection(1, 1).address() + "/32";
        network.filter(
                connection(1, 1).vpcId(), rules(List.of(tcp(9, List.of(own, NET + ".0.0/16"), List.of())), Set.of()));
        assertThat(reaches(client, target)).isTrue();
        assertThat(reaches(client, connection(2, 1).address())).isFalse();
        assertThat(reaches(client, connection(1, 9).address())).isFalse();
        assertThat(reaches(client, Router.HOST_ADDRESS)).isTrue();
    }

    @Test
    void rulesOutliveTheProcessThatSetThem() {
        int client = namespace();
        int web = namespace();
        network.connect(client, connection(1, 1));
        network.connect(web, connection(1, 2));
        network.filter(connection(1, 1).vpcId(), rules(List.of(tcp(9, List.of("0.0.0.0/0"), List.of())), Set.of()));
        restarted().connect(client, connection(1, 1));

        assertThat(reaches(client, connection(1, 2).address())).isTrue();
    }

    /** A network of this machine stands for the internet: nothing here leaves it. */
    @Test
    void onlyWhoMayReachesOtherNetworks() {
        String beyond = NET + ".250.2";
        String link = "gi" + ProcessHandle.current().pid();
        int internet = namespace();
        int in = namespace();
        int out = namespace();
        tools.ip(
                List.of(),
                List.of(
                        "link add " + link + " type veth peer name eth9 netns " + internet,
                        "addr add " + NET + ".250.1/24 dev " + link,
                        "link set " + link + " up"));
        tools.run("", inside(internet, "ip", "addr", "add", beyond + "/24", "dev", "eth9"));
        tools.run("", inside(internet, "ip", "link", "set", "eth9", "up"));
        network.connect(out, connection(1, 1));
        network.connect(in, connection(1, 2));
        network.filter(
                connection(1, 1).vpcId(),
                rules(List.of(), Set.of(connection(1, 1).address())));

        assertThat(reaches(out, beyond)).isTrue();
        assertThat(reaches(in, beyond)).isFalse();
        tools.run("", "ip", "link", "del", link);
        new Egress(tools).close();
        assertThat(tools.run("", "nft", "list", "tables")).doesNotContain("gantry");
    }

    @Test
    void questionsForNamesGoToTheHostWhereTheVpcHasAResolver() throws IOException {
        String host = "169.254.239." + ProcessHandle.current().pid() % 256;
        String resolver = NET + ".16.2";
        int task = namespace();
        HostAddress.add(host);
        try (ServerSocket _ = new ServerSocket(LinuxTaskNetwork.RESOLVER_PORT, 5, InetAddress.ofLiteral(host))) {
            network = new LinuxTaskNetwork(NODE, Optional.of(host), Optional::empty);
            network.connect(task, connection(1, 1));
            SecurityRules silent = rules(List.of(), Set.of());
            SecurityRules answering = new SecurityRules(
                    silent.groups(), silent.interfaces(), Set.of(), Set.of(), Map.of(), Optional.of(resolver));

            network.filter(connection(1, 1).vpcId(), answering);
            assertThat(started.opens(task, resolver, 53)).isTrue();
            assertThat(started.opens(task, "169.254.169.253", 53)).isTrue();
            assertThat(started.opens(task, resolver, 54)).isFalse();
            network.filter(connection(1, 1).vpcId(), silent);
            assertThat(started.opens(task, resolver, 53)).isFalse();
        } finally {
            tools.run("", "ip", "address", "del", host + "/32", "dev", "lo");
        }
    }

    @Test
    void aTaskHasTheInterfaceThatItsControlPlaneKnows() {
        int one = namespace();
        network.connect(one, connection(1, 1));

        String shown =
                tools.run("", "nsenter", "-t", Integer.toString(one), "-n", "ip", "-o", "addr", "show", "dev", "eth0");
        String link =
                tools.run("", "nsenter", "-t", Integer.toString(one), "-n", "ip", "-o", "link", "show", "dev", "eth0");
        assertThat(shown).contains("inet " + connection(1, 1).address() + "/24");
        assertThat(link).contains(connection(1, 1).macAddress());
    }

    @Test
    void aStaleAddressLeadsNowhereAlsoWhenItsVpcIsGone() {
        network.connect(namespace(), connection(1, 1));
        network.disconnect(connection(1, 1));

        Tools.Answer route =
                tools.attempt("", "ip", "route", "get", connection(1, 1).address());
        assertThat(route.ok()).isFalse();
        assertThat(namespaces()).isEmpty();
    }

    @Test
    void aRangeOfAnotherNetworkOfThisHostIsRefused() {
        tools.run("", "ip", "route", "add", NET + ".64.0/20", "dev", "lo", "proto", "static");
        try {
            Connection taken = new Connection(
                    "eni-y",
                    "0a:58:00:00:00:78",
                    NET + ".64.9",
                    NET + ".64.1/24",
                    "vpc-taken",
                    List.of(NET + ".64.0/18"));
            int pid = namespace();
            assertThatThrownBy(() -> network.connect(pid, taken))
                    .isInstanceOf(NetworkFailure.class)
                    .hasMessageContaining("belongs to another network of this host");
        } finally {
            tools.run("", "ip", "route", "del", NET + ".64.0/20", "dev", "lo", "proto", "static");
        }
    }

    @Test
    void aHundredStartsAndStopsLeaveNothing() {
        int one = namespace();
        network.connect(namespace(), connection(1, 2));
        for (int i = 0; i < 100; i++) {
            network.connect(one, connection(1, 1));
            network.disconnect(connection(1, 1));
        }
        assertThat(links()).isEqualTo(1);
        network.disconnect(connection(1, 2));

        assertThat(namespaces()).isEmpty();
        assertThat(tools.run("", "ip", "-o", "link", "show"))
                .doesNotContain(": gu" + Router.of(NODE, "x").uplink().substring(2, 8));
        assertThat(ours()).noneMatch(route -> route.startsWith(NET + "."));
    }
}
