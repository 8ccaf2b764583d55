package io.gantry.network.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from the routers of VPCs through the host to other networks. A router lets out only what may; here the host hides it
 * behind its own address, and lets it pass Docker's chain, whose policy is to drop what is not Docker's.
 */
final class Egress {
    private static final String UPLINKS = "gu+";
    private static final String HIDE = """
            table ip gantry
            delete table ip gantry
            table ip gantry {
              chain hide {
                type nat hook postrouting priority srcnat; policy accept;
                iifname "gu*" oifname != "gu*" masquerade
              }
            }
            """;

    private final Tools tools;

    Egress(Tools tools) {
        this.tools = tools;
    }

    void open() {
        tools.run(HIDE, "nft", "-f", "-");
        // Without Docker's chain nothing stands in the way.
        if (tools.attempt("", "iptables", "-n", "-L", "DOCKER-USER").ok()) {
            pass("-i", UPLINKS);
            pass("-o", UPLINKS, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED");
        }
    }

    /** Takes it all away. */
    void close() {
        tools.attempt("", "nft", "delete", "table", "ip", "gantry");
        tools.attempt("", iptables("-D", "-i", UPLINKS));
        tools.attempt("", iptables("-D", "-o", UPLINKS, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED"));
    }

    private void pass(String... match) {
        if (!tools.attempt("", iptables("-C", match)).ok()) {
            tools.run("", iptables("-I", match));
        }
    }

    private static String[] iptables(String action, String... match) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", "5", action, "DOCKER-USER"));
        command.addAll(List.of(match));
        command.addAll(List.of("-j", "ACCEPT"));
        return command.toArray(String[]::new);
    }
}
