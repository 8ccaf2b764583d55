package io.gantry.cli;

import io.gantry.placement.Demand;
import io.gantry.placement.Free;
import io.gantry.placement.Host;
import io.gantry.placement.HostKind;
import io.gantry.placement.Placer;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.placement.Tally;
import io.gantry.placement.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What all keeps a task from a host. Placement itself is the judge: it is asked why, what it names is mended in thought, and
 * it is asked again, until it has nothing more to say.
 */
final class WhatIf {
    /** More than there can be: each turn mends one thing for good. */
    private static final int TURNS = 200;

    private final ClusterHost about;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private Host host;
    private Request request;

    private WhatIf(ClusterHost about, Request request) {
        this.about = about;
        this.host = about.host();
        this.request = request;
    }

    /** The obstacles; none when the task can be placed there. */
    static List<Obstacle> obstacles(ClusterHost about, Request request) {
        WhatIf whatIf = new WhatIf(about, request);
        if (!about.status().equals("ACTIVE")) {
            whatIf.obstacles.add(Obstacle.of(
                    about.status(),
                    about.status().equals("DRAINING")
                            ? "aws ecs update-container-instances-state --status ACTIVE"
                            : "wait until it is ACTIVE"));
        }
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Reason> reason = Placer.refusal(whatIf.host, whatIf.request, id -> about.runningTasks());
            if (reason.isEmpty()) {
                return List.copyOf(whatIf.obstacles);
            }
            whatIf.mend(reason.get());
        }
        throw new IllegalStateException("placement refuses what was mended: " + whatIf.obstacles);
    }

    private void mend(Reason reason) {
        switch (reason) {
            case Reason.Agent _ -> {
                note("agent not connected", "start its node again; ./gantry logs node there says why it is away");
                host = host(host.kind(), true, host.free(), host.groups());
            }
            case Reason.Attribute lacked -> attribute(lacked.name());
            case Reason.DistinctInstance _ -> {
                note("holds a task of " + request.group(), "distinctInstance: one host more");
                host = host(host.kind(), host.connected(), host.free(), Tally.none());
            }
            case Reason.MemberOf constraint -> {
                note("is not " + constraint.expression(), "another host, or another constraint");
                request = with(
                        request,
                        request.constraints().stream()
                                .filter(query -> !query.text().equals(constraint.expression()))
                                .toList());
            }
            case Reason.Resource resource -> resource(resource.kind());
        }
    }

    private void note(String what, String remedy) {
        obstacles.add(Obstacle.of(what, remedy));
    }

    private void attribute(String name) {
        String wanted = request.demand().attributes().stream()
                .filter(one -> one.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        Optional<String> has = Optional.ofNullable(host.kind().attributes().get(name));
        String full = name + (wanted.isEmpty() ? "" : " = " + wanted);
        boolean own = name.startsWith("ecs.") || name.startsWith("com.amazonaws.");
        note(
                has.map(value -> "has " + name + " = " + value + ", not " + wanted)
                        .orElse("lacks attribute " + full),
                own ? "a host whose agent or engine can do this" : "aws ecs put-attributes");
        Map<String, String> more = new HashMap<>(host.kind().attributes());
        more.put(name, wanted);
        host = host(new HostKind(more, host.kind().agentVersion()), host.connected(), host.free(), host.groups());
    }

    private void resource(Reason.Resource.Kind kind) {
        Demand demand = request.demand();
        Free free = host.free();
        Free mended = switch (kind) {
            case CPU -> {
                lack(kind, demand.cpu(), free.cpu(), about.registeredCpu(), "CPU units");
                yield new Free(
                        demand.cpu(),
                        free.memory(),
                        free.gpus(),
                        free.interfaces(),
                        free.usedTcpPorts(),
                        free.usedUdpPorts());
            }
            case MEMORY -> {
                lack(kind, demand.memory(), free.memory(), about.registeredMemory(), "MiB");
                yield new Free(
                        free.cpu(),
                        demand.memory(),
                        free.gpus(),
                        free.interfaces(),
                        free.usedTcpPorts(),
                        free.usedUdpPorts());
            }
            case PORTS -> {
                ports("tcp", demand.tcpPorts(), free.usedTcpPorts());
                ports("udp", demand.udpPorts(), free.usedUdpPorts());
                yield new Free(free.cpu(), free.memory(), free.gpus(), free.interfaces(), Set.of(), Set.of());
            }
            case GPU -> {
                note(demand.gpus() - free.gpus() + " GPUs too few", "a host with " + demand.gpus() + " free GPUs");
                yield new Free(
                        free.cpu(),
                        free.memory(),
                        demand.gpus(),
                        free.interfaces(),
                        free.usedTcpPorts(),
                        free.usedUdpPorts());
            }
            case ENI -> {
                note("no free network interface", "a host with one");
                yield new Free(
                        free.cpu(),
                        free.memory(),
                        free.gpus(),
                        demand.interfaces(),
                        free.usedTcpPorts(),
                        free.usedUdpPorts());
            }
        };
        host = host(host.kind(), host.connected(), mended, host.groups());
    }

    private void lack(Reason.Resource.Kind kind, int wanted, int free, int registered, String unit) {
        int amount = wanted - free;
        obstacles.add(new Obstacle(
                "has " + free + " of " + wanted + " " + unit,
                registered < wanted
                        ? "a bigger host: this one has " + registered + " " + unit + " in all"
                        : "add " + amount + " " + unit + ", or stop tasks that hold them",
                Optional.of(new Obstacle.Lack(kind, amount))));
    }

    private void ports(String protocol, Set<Integer> wanted, Set<Integer> used) {
        for (int port : new TreeSet<>(wanted)) {
            if (used.contains(port)) {
                boolean reserved = about.reservedPorts().contains(port);
                note(
                        protocol + " port " + port + (reserved ? " is the host's own" : " is taken"),
                        reserved ? "another port" : "free port " + port);
            }
        }
    }

    private Host host(HostKind kind, boolean connected, Free free, Tally groups) {
        return new Host(host.id(), kind, host.ec2InstanceId(), host.registeredAt(), connected, free, groups);
    }

    private static Request with(Request request, List<Query> constraints) {
        return new Request(
                request.count(),
                request.demand(),
                request.distinctHosts(),
                request.strategies(),
                constraints,
                request.group());
    }
}
