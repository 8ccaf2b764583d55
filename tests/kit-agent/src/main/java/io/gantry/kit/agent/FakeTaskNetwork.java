package io.gantry.kit.agent;

import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The task networks of a host in memory. It outlives the process that uses it, as the kernel does; {@link #restarted()} says that
 * another process begins.
 */
public final class FakeTaskNetwork implements TaskNetwork {
    private final IntPredicate running;
    private final Map<String, Connected> connected = new LinkedHashMap<>();
    private final Map<String, SecurityRules> rules = new LinkedHashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private final Map<Integer, List<String>> servers = new LinkedHashMap<>();
    private final Set<String> left = new LinkedHashSet<>();
    private Optional<String> refusal = Optional.empty();

    /** A connection and the process whose namespace has it. */
    private record Connected(Connection connection, int pid) {}

    /** @param running whether there is a process of this id */
    public FakeTaskNetwork(IntPredicate running) {
        this.running = running;
    }

    /** The next process of the node begins: what is connected now was left by the last. */
    public void restarted() {
        left.clear();
        left.addAll(connected.keySet());
    }

    /** From now on each connect fails with these words; with none it works again. */
    public void refuse(Optional<String> words) {
        refusal = words;
    }

    /** The addresses that lead to a running process. */
    public Set<String> addresses() {
        return connected.values().stream()
                .filter(there -> running.test(there.pid()))
                .map(there -> there.connection().address())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void connect(int pid, Connection connection) {
        refusal.ifPresent(words -> {
            throw new NetworkFailure(words);
        });
        if (!running.test(pid)) {
            throw new NetworkFailure("process " + pid + " has no network namespace");
        }
        Connected before = connected.get(connection.address());
        if (before != null
                && !before.connection().interfaceId().equals(connection.interfaceId())
                && running.test(before.pid())) {
            throw new NetworkFailure("address " + connection.address() + " is in use on this host");
        }
        left.remove(connection.address());
        connected.put(connection.address(), new Connected(connection, pid));
    }

    @Override
    public void introduce(int pid, Introduction introduction) {
        if (!introduction.hostName().isEmpty()) {
            names.put(pid, introduction.hostName());
        }
        servers.put(pid, introduction.nameServers());
    }

    /** Whom a process and those that share its files ask for names. */
    public List<String> nameServers(int pid) {
        return servers.getOrDefault(pid, List.of());
    }

    @Override
    public void rename(int pid, String hostName) {
        names.put(pid, hostName);
    }

    /** The host name that was given to a process; empty when none was. */
    public Optional<String> name(int pid) {
        return Optional.ofNullable(names.get(pid));
    }

    @Override
    public void disconnect(Connection connection) {
        Connected before = connected.get(connection.address());
        if (before != null && before.connection().interfaceId().equals(connection.interfaceId())) {
            left.remove(connection.address());
            connected.remove(connection.address());
        }
    }

    /** What is let through of a VPC; empty before anybody said it. */
    public Optional<SecurityRules> rules(String vpcId) {
        return Optional.ofNullable(rules.get(vpcId));
    }

    @Override
    public void filter(String vpcId, SecurityRules wanted) {
        rules.put(vpcId, wanted);
    }

    @Override
    public void sweep(Collection<Connection> owned) {
        owned.forEach(connection -> left.remove(connection.address()));
        connected.keySet().removeAll(left);
        left.clear();
    }
}
