package io.gantry.network.linux;

import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.agent.node.port.TrafficFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes faults by the kernel: packets are dropped by nft rules, and delayed by the queueing discipline {@code netem}, which not
 * every kernel has.
 */
public final class LinuxTrafficFaults implements TrafficFaults {
    private static final Pattern DEVICE = Pattern.compile("\\bdev (\\S+)");

    private final Tools tools = new Tools();
    private final Optional<String> questions;
    /** One change at a time: two requests of a task that replace the same queueing discipline must not meet. */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Faults on this host.
     *
     * @param questions the host's address where tasks ask about themselves, if there is one: no fault concerns it
     */
    public LinuxTrafficFaults(Optional<String> questions) {
        this.questions = questions;
    }

    @Override
    public void start(OptionalInt namespace, Fault fault) {
        lock.lock();
        try {
            List<String> where = where(namespace);
            if (fault instanceof Fault.Latency latency) {
                delay(where, latency);
            } else {
                tools.run(FaultRules.start(fault, questions), Tools.command(where, "nft", "-f", "-"));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop(OptionalInt namespace, Fault fault) {
        lock.lock();
        try {
            List<String> where = where(namespace);
            if (fault instanceof Fault.Latency) {
                undelay(where);
            } else {
                tools.run(FaultRules.stop(fault), Tools.command(where, "nft", "-f", "-"));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning(OptionalInt namespace, Fault fault) {
        List<String> where = where(namespace);
        return fault instanceof Fault.Latency
                ? delays(where)
                : tools.attempt(
                                "list chain " + FaultRules.TABLE + " " + FaultRules.chain(fault) + "\n",
                                Tools.command(where, "nft", "-f", "-"))
                        .ok();
    }

    private static List<String> where(OptionalInt namespace) {
        return namespace.isEmpty() ? List.of() : List.of("nsenter", "-t", Integer.toString(namespace.getAsInt()), "-n");
    }

    /** The first band of a prio discipline delays; only what a filter sends there goes there, everything else takes the second. */
    private void delay(List<String> where, Fault.Latency fault) {
        String device = device(where);
        try {
            tools.run("", Tools.command(where, discipline(device)));
        } catch (NetworkFailure failure) {
            // What stands there is somebody else's, and stays.
            throw lacking(failure);
        }
        try {
            tools.run("", Tools.command(where, netem(device, fault)));
            List<String> spared = new ArrayList<>(fault.sourcesToFilter());
            questions.ifPresent(spared::add);
            for (String address : spared) {
                tools.run("", Tools.command(where, filter(device, 1, address, 2)));
            }
            for (String address : fault.sources()) {
                tools.run("", Tools.command(where, filter(device, 2, address, 1)));
            }
        } catch (NetworkFailure failure) {
            Tools.Answer _ = tools.attempt("", Tools.command(where, "tc", "qdisc", "del", "dev", device, "root"));
            throw lacking(failure);
        }
    }

    private static NetworkFailure lacking(NetworkFailure failure) {
        return String.valueOf(failure.getMessage()).contains("qdisc kind is unknown")
                ? new NetworkFailure(
                        "latency needs the queueing disciplines prio and netem, which the kernel of this host"
                                + " does not have")
                : failure;
    }

    private static String[] discipline(String device) {
        List<String> words =
                new ArrayList<>(List.of("tc", "qdisc", "add", "dev", device, "root", "handle", "1:", "prio"));
        words.add("priomap");
        for (int band = 0; band < 16; band++) {
            words.add("1");
        }
        return words.toArray(String[]::new);
    }

    private static String[] netem(String device, Fault.Latency fault) {
        List<String> words = new ArrayList<>(
                List.of("tc", "qdisc", "add", "dev", device, "parent", "1:1", "handle", "10:", "netem"));
        words.addAll(List.of("delay", fault.delayMillis() + "ms"));
        if (fault.jitterMillis() > 0) {
            words.add(fault.jitterMillis() + "ms");
        }
        return words.toArray(String[]::new);
    }

    private static String[] filter(String device, int order, String address, int band) {
        boolean six = address.contains(":");
        return new String[] {
            "tc",
            "filter",
            "add",
            "dev",
            device,
            "parent",
            "1:0",
            "protocol",
            six ? "ipv6" : "ip",
            "prio",
            // One order holds one protocol only.
            Integer.toString(six ? order + 2 : order),
            "u32",
            "match",
            six ? "ip6" : "ip",
            "dst",
            address,
            "flowid",
            "1:" + band
        };
    }

    private void undelay(List<String> where) {
        if (delays(where)) {
            tools.run("", Tools.command(where, "tc", "qdisc", "del", "dev", device(where), "root"));
        }
    }

    private boolean delays(List<String> where) {
        return tools.run("", Tools.command(where, "tc", "qdisc", "show")).contains("qdisc netem 10:");
    }

    /** Where the default route leads. */
    private String device(List<String> where) {
        Matcher found = DEVICE.matcher(tools.run("", Tools.command(where, "ip", "-o", "route", "show", "default")));
        if (!found.find()) {
            throw new NetworkFailure("there is no default route, so no traffic leaves that could be late");
        }
        return found.group(1);
    }
}
