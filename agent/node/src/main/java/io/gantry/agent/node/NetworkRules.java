package io.gantry.agent.node;

import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps the rules of tasks' networks as the control plane has them: asked for when a task joins a VPC, when the control plane says
 * that something has changed, and on each new connection, since what was said meanwhile is lost. One question for a VPC is under way
 * at a time; what changes during it is asked for again after it, and after a short pause, so that many changes cost few questions.
 */
final class NetworkRules {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Map<String, Instant> due = new TreeMap<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    NetworkRules(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The rules of every VPC that has a task here are to be asked for. */
    void changed(Instant now) {
        ledger.tasks().stream()
                .filter(NetworkRules::isConnected)
                .flatMap(task -> Sandboxes.connection(task.payload()).stream())
                .forEach(connection -> ask(connection.vpcId(), now));
    }

    private void ask(String vpcId, Instant now) {
        Instant rested = notBefore.getOrDefault(vpcId, now);
        due.put(vpcId, rested.isAfter(now) ? rested : now);
    }

    /** A task has joined its VPC. */
    void joined(String arn, Instant now) {
        ledger.task(arn)
                .flatMap(task -> Sandboxes.connection(task.payload()))
                .ifPresent(connection -> ask(connection.vpcId(), now));
    }

    void filtered(Event.NetworkFiltered event, Instant now) {
        asked.remove(event.vpcId());
        if (!event.done()) {
            due.putIfAbsent(event.vpcId(), now.plus(RETRY));
        }
    }

    void poll(Instant now) {
        for (String vpcId : Set.copyOf(due.keySet())) {
            boolean ripe = Optional.ofNullable(due.get(vpcId))
                    .filter(at -> !at.isAfter(now))
                    .isPresent();
            if (ripe && asked.add(vpcId)) {
                due.remove(vpcId);
                notBefore.put(vpcId, now.plus(PAUSE));
                ledger.out.add(new Work.FilterNetwork(vpcId, internet(vpcId)));
            }
        }
    }

    /** When to look again; what waits for an answer needs no alarm. */
    Optional<Instant> due() {
        return due.entrySet().stream()
                .filter(one -> !asked.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .min(Instant::compareTo);
    }

    private Set<String> internet(String vpcId) {
        Set<String> addresses = new TreeSet<>();
        for (NodeTask task : ledger.tasks()) {
            Optional<Connection> connection = Sandboxes.connection(task.payload())
                    .filter(to -> to.vpcId().equals(vpcId) && isConnected(task) && reachesOut(task));
            connection.map(Connection::address).ifPresent(addresses::add);
        }
        return addresses;
    }

    private static boolean reachesOut(NodeTask task) {
        return task.payload().elasticNetworkInterfaces().stream()
                .flatMap(eni -> eni.vpc().stream())
                .anyMatch(ElasticNetworkInterface.Vpc::internet);
    }

    private static boolean isConnected(NodeTask task) {
        return task.sandbox().filter(Sandbox::mayExist).isPresent();
    }
}
