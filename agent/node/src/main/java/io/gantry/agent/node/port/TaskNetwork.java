package io.gantry.agent.node.port;

import java.util.Collection;
import java.util.List;

/**
 * The networks of awsvpc tasks on this host: each task's network namespace is connected to its VPC with an address of its own.
 * Calls block and may be made from many threads at once; each can be repeated. What is connected outlives the process that
 * connected it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html">AWS: the awsvpc network mode</a>
 */
public interface TaskNetwork {
    /**
     * Connects the network namespace of a running process. Repeated, it mends what is missing and leaves the rest alone.
     *
     * @param pid a process in the namespace, on this host
     * @throws NetworkFailure when the address is somebody else's, the VPC's range belongs to another network of this host, or the
     *     kernel refuses
     */
    void connect(int pid, Connection connection);

    /**
     * Tells all that share the files of a process's container who they are and whom they ask.
     *
     * @throws NetworkFailure when there is no such process
     */
    void introduce(int pid, Introduction introduction);

    /**
     * Gives a process and those that share its UTS namespace a host name, unless that is this host's own.
     *
     * @throws NetworkFailure when there is no such process
     */
    void rename(int pid, String hostName);

    /** Takes away everything that {@link #connect} made, whether or not the namespace is still there. */
    void disconnect(Connection connection);

    /**
     * Lets through what {@code rules} say and nothing else, from one moment on and for every task of the VPC here. Before the first
     * call nothing is let through but what the host itself begins. Connections that are open stay open. Interfaces of the VPC on
     * other hosts are reached where the rules say. A VPC that has no task here is passed over.
     */
    void filter(String vpcId, SecurityRules rules);

    /**
     * Takes away whatever an earlier process of this node has left and nobody owns. What this process has connected stays.
     *
     * @param owned the connections that are to stay
     */
    void sweep(Collection<Connection> owned);

    /**
     * A task's place in its VPC.
     *
     * @param interfaceId the network interface, {@code eni-...}
     * @param macAddress {@code 0a:11:22:33:44:55}
     * @param address its private IPv4 address
     * @param gateway the subnet's router with the subnet's prefix, {@code 10.0.1.1/24}
     * @param vpcId {@code vpc-...}
     * @param vpcRanges every IPv4 range of the VPC
     */
    record Connection(
            String interfaceId,
            String macAddress,
            String address,
            String gateway,
            String vpcId,
            List<String> vpcRanges) {
        public Connection {
            vpcRanges = List.copyOf(vpcRanges);
        }
    }

    /**
     * What a task finds in its files. What is empty stays as it is.
     *
     * @param hostName leads to the address, as the name does that the sandbox was made with
     * @param nameServers whom its containers ask for names
     * @param searchDomains what they add to names without a dot
     */
    record Introduction(String hostName, String address, List<String> nameServers, List<String> searchDomains) {
        public Introduction {
            nameServers = List.copyOf(nameServers);
            searchDomains = List.copyOf(searchDomains);
        }
    }

    /** The network of a task could not be made or taken away. The message is for people. */
    final class NetworkFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NetworkFailure(String message) {
            super(message);
        }

        public NetworkFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
