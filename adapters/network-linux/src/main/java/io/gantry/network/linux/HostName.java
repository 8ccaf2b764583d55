package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The host name in the files of a running container. They are reached through its process, and written and not replaced: the
 * containers that share its network have them mounted.
 */
final class HostName {
    private static final Path PROCESSES = Path.of("/proc");

    private HostName() {}

    /** Adds the name, and the one that was there, to the names of an address. */
    static void write(int pid, String hostName, String address) {
        Path etc = PROCESSES.resolve(Integer.toString(pid)).resolve("root/etc");
        try {
            Path names = etc.resolve("hostname");
            Path hosts = etc.resolve("hosts");
            String before = Files.readString(names).strip();
            String line = address + "\t" + hostName;
            if (!Files.readString(hosts).contains("\n" + line)) {
                Files.writeString(hosts, line + " " + before + "\n", StandardOpenOption.APPEND);
            }
            Files.writeString(names, hostName + "\n");
        } catch (IOException gone) {
            throw new NetworkFailure("the sandbox's host name cannot be written: " + gone.getMessage(), gone);
        }
    }

    /** Whether a process has a host name of its own, and not this host's. */
    static boolean isItsOwn(int pid) {
        try {
            Path its = PROCESSES.resolve(Integer.toString(pid)).resolve("ns/uts");
            return !Files.readSymbolicLink(its).equals(Files.readSymbolicLink(PROCESSES.resolve("self/ns/uts")));
        } catch (IOException gone) {
            throw new NetworkFailure("process " + pid + " has ended", gone);
        }
    }
}
