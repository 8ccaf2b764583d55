package io.gantry.agent.node.port;

import java.util.OptionalInt;

/**
 * Makes faults in a network. They live in the network itself: they outlive the process that made them, and go with the network.
 * Calls block, may be made from many threads at once, and can be repeated.
 */
public interface TrafficFaults {
    /**
     * Makes a fault; one that is there already with other measures takes these.
     *
     * @param namespace a process in the network namespace, none for the host's own
     * @throws TaskNetwork.NetworkFailure when the kernel cannot, with what it lacks
     */
    void start(OptionalInt namespace, Fault fault);

    /** Ends a fault; of one that is not there nothing needs to end. */
    void stop(OptionalInt namespace, Fault fault);

    /** Whether the fault is there, with whatever measures; a port's blackhole only for that port, protocol and direction. */
    boolean isRunning(OptionalInt namespace, Fault fault);
}
