package io.gantry.network.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.port.SecurityRules.Permission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What permissions come to for the other side's address. */
final class SidesTest {
    private static Permission permission(String protocol, int from, int to, List<String> cidrs, String... peers) {
        return new Permission(protocol, from, to, cidrs, List.of(peers));
    }

    private static List<String> cut(Map<String, List<String>> members, Permission... permissions) {
        return Sides.of(List.of(permissions), members).stream()
                .map(side ->
                        side.text() + " " + String.join("; ", side.traffic().matches()))
                .toList();
    }

    @Test
    void rangesThatOverlapAreCutAndThoseWithTheSamePermissionsAreOne() {
        assertThat(cut(
                        Map.of(),
                        permission("tcp", 80, 80, List.of("10.0.0.0/24", "10.0.1.0/24")),
                        permission("tcp", 443, 443, List.of("10.0.0.128/25"))))
                .containsExactly(
                        "10.0.0.0-10.0.0.127 meta l4proto . th dport { tcp . 80 }",
                        "10.0.0.128-10.0.0.255 meta l4proto . th dport { tcp . 80, tcp . 443 }",
                        "10.0.1.0-10.0.1.255 meta l4proto . th dport { tcp . 80 }");
    }

    @Test
    void membersOfAGroupAreAddresses() {
        assertThat(cut(
                        Map.of("sg-a", List.of("10.0.0.4", "10.0.0.9"), "sg-b", List.of("10.0.0.4")),
                        permission("tcp", 80, 80, List.of(), "sg-a"),
                        permission("-1", -1, -1, List.of(), "sg-b", "sg-none")))
                .containsExactly("10.0.0.4 ", "10.0.0.9 meta l4proto . th dport { tcp . 80 }");
    }

    @Test
    void everythingIsTheWholeRange() {
        List<Sides.Range> all = Sides.of(
                List.of(
                        permission("-1", -1, -1, List.of("0.0.0.0/0")),
                        permission("tcp", 1, 2, List.of("10.0.0.0/8", "255.255.255.255/32"))),
                Map.of());

        assertThat(all).singleElement().satisfies(side -> {
            assertThat(side.everything()).isTrue();
            assertThat(side.text()).isEqualTo("0.0.0.0-255.255.255.255");
            assertThat(side.traffic().matches()).containsExactly("");
        });
    }

    @Test
    void anAddressThatIsNamedTwiceIsPermittedUntilTheSecondEnds() {
        assertThat(cut(Map.of(), permission("udp", 53, 53, List.of("10.0.0.0/31", "10.0.0.0/30", "10.0.0.1/32"))))
                .containsExactly("10.0.0.0-10.0.0.3 meta l4proto . th dport { udp . 53 }");
    }

    @Test
    void portsThatOverlapOrTouchAreOneRange() {
        List<String> one = List.of("10.0.0.1/32");
        assertThat(Traffic.of(List.of(
                                permission("tcp", 100, 200, one),
                                permission("tcp", 300, 400, one),
                                permission("tcp", 201, 250, one),
                                permission("tcp", 50, 99, one),
                                permission("udp", -1, -1, one),
                                permission("icmp", 8, -1, one),
                                permission("icmp", 3, 4, one),
                                permission("50", -1, -1, one)))
                        .matches())
                .containsExactly(
                        "meta l4proto . th dport { tcp . 50-250, tcp . 300-400, udp . 0-65535 }",
                        "icmp type 3 icmp code 4",
                        "icmp type 8",
                        "meta l4proto 50");
    }
}
