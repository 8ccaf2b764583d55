package io.gantry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.SecurityRules.Group;
import io.gantry.agent.node.port.SecurityRules.Permission;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.conformance.Programs;
import io.gantry.network.linux.LinuxTaskNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What 1,000 rules and 200 tasks cost a connection between two of these tasks, against one rule and two tasks; and how long the
 * kernel takes to have another set of so many rules. Needs root, as a node does.
 */
final class RulesBenchmark implements Benchmark {
    private static final int TASKS = 200;
    private static final int RULES = 1000;
    private static final int ROUNDS = 7;
    private static final String CONNECTS = "1000\n";
    private static final int PORT = 8080;
    private static final String NET = "10.245";
    private static final String VPC = "vpc-bench";
    private static final String WEB = NET + ".0.5";
    private static final Permission ALL = new Permission("-1", -1, -1, List.of("0.0.0.0/0"), List.of());

    private final List<Process> started = new ArrayList<>();
    private final Samples few = new Samples();
    private final Samples many = new Samples();
    private final Samples changes = new Samples();

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        String node = "bench-" + ProcessHandle.current().pid();
        TaskNetwork network = new LinuxTaskNetwork(node, Optional.empty(), Optional::empty);
        try {
            for (int i = 0; i < TASKS; i++) {
                network.connect(namespace(), connection(i));
            }
            network.filter(VPC, rules(2, 1, 0));
            Process web = inside(1, "listen", Integer.toString(PORT));
            Process client = inside(0, "call", WEB, Integer.toString(PORT));
            String _ = line(web);
            String _ = line(client);
            for (int round = 0; round < ROUNDS; round++) {
                network.filter(VPC, rules(2, 1, round));
                few.add(ask(client));
                long begin = System.nanoTime();
                network.filter(VPC, rules(TASKS, RULES, round));
                changes.add(System.nanoTime() - begin);
                many.add(ask(client));
            }
        } finally {
            started.forEach(Process::destroyForcibly);
            // What a node has connected itself it does not sweep; and that the range leads nowhere would stay.
            new LinuxTaskNetwork(node, Optional.empty(), Optional::empty).sweep(List.of());
            Process _ = new ProcessBuilder("ip", "route", "flush", "exact", NET + ".0.0/16", "proto", "71").start();
        }
        out.accept(new Figure(
                "rules.connect.p50",
                "us",
                many.medianMillis() * 1000,
                few.medianMillis() * 1000,
                "one rule and two tasks us",
                "ratio <= 1.1"));
        out.accept(new Figure("rules.change.p90", "ms", changes.millis(0.9), 1000, "the bar ms", "<= 1 s"));
    }

    private static Connection connection(int number) {
        String address = NET + "." + (number + 4) / 256 + "." + (number + 4) % 256;
        return new Connection(
                "eni-bench-" + number,
                String.format("0a:58:00:00:%02x:%02x", number / 256, number % 256),
                address,
                NET + ".0.1/16",
                VPC,
                List.of(NET + ".0.0/16"));
    }

    /** The rules are of one group, which is the web server's; the one that lets the client in is the last. */
    private static SecurityRules rules(int tasks, int count, int round) {
        List<Permission> ingress = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            String range = "172." + (16 + i % 16) + "." + i / 16 + ".0/24";
            ingress.add(new Permission("tcp", 1000 + i, 1000 + i + round, List.of(range), List.of()));
        }
        ingress.add(new Permission("tcp", PORT, PORT, List.of(), List.of("sg-client")));
        Map<String, List<String>> interfaces = new HashMap<>();
        for (int i = 0; i < tasks; i++) {
            String address = connection(i).address();
            interfaces.put(address, List.of(address.equals(WEB) ? "sg-web" : "sg-client"));
        }
        Group client = new Group(List.of(), List.of(ALL));
        Group web = new Group(ingress, List.of(ALL));
        return new SecurityRules(
                Map.of("sg-client", client, "sg-web", web), interfaces, Set.of(), Set.of(), Map.of(), Optional.empty());
    }

    private int namespace() throws IOException {
        Process process = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo ready; exec sleep 3600").start();
        started.add(process);
        String _ = line(process);
        return Math.toIntExact(process.pid());
    }

    private Process inside(int number, String... words) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("nsenter", "-t", Long.toString(started.get(number).pid()), "-n"));
        all.addAll(Programs.ownJava(ConnectProbe.class.getName()));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        return process;
    }

    private static long ask(Process client) throws IOException {
        client.getOutputStream().write(CONNECTS.getBytes(UTF_8));
        client.getOutputStream().flush();
        return Long.parseLong(line(client));
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader = process.inputReader(UTF_8);
        return Optional.ofNullable(reader.readLine()).orElseThrow(() -> new IOException(process.info() + " has ended"));
    }
}
