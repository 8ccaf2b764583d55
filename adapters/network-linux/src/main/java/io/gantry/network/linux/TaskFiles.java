package io.gantry.network.linux;

import io.gantry.agent.node.port.TaskNetwork.Introduction;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a running container's files say of its host name and of whom to ask for names. They are reached through its process, and
 * written and not replaced: the containers that share its network have them mounted.
 */
final class TaskFiles {
    private static final Path PROCESSES = Path.of("/proc");

    private TaskFiles() {}

    static void write(int pid, Introduction introduction) {
        Path etc = PROCESSES.resolve(Integer.toString(pid)).resolve("root/etc");
        try {
            if (!introduction.hostName().isEmpty()) {
                name(etc, introduction);
            }
            if (!introduction.nameServers().isEmpty()) {
                Files.writeString(etc.resolve("resolv.conf"), servers(introduction));
            }
        } catch (IOException gone) {
            throw new NetworkFailure("the sandbox's files cannot be written: " + gone.getMessage(), gone);
        }
    }

    /** Adds the name, and the one that was there, to the names of an address. */
    private static void name(Path etc, Introduction introduction) throws IOException {
        Path names = etc.resolve("hostname");
        Path hosts = etc.resolve("hosts");
        String before = Files.readString(names).strip();
        String line = introduction.address() + "\t" + introduction.hostName();
        if (!Files.readString(hosts).contains("\n" + line)) {
            Files.writeString(hosts, line + " " + before + "\n", StandardOpenOption.APPEND);
        }
        Files.writeString(names, introduction.hostName() + "\n");
    }

    private static String servers(Introduction introduction) {
        StringBuilder text = new StringBuilder();
        if (!introduction.searchDomains().isEmpty()) {
            text.append("search ")
                    .append(String.join(" ", introduction.searchDomains()))
                    .append('\n');
        }
        introduction
                .nameServers()
                .forEach(server -> text.append("nameserver ").append(server).append('\n'));
        return text.toString();
    }

    /** Whether a process has a host name of its own, and not this host's. */
    static boolean hasItsOwnName(int pid) {
        try {
            Path its = PROCESSES.resolve(Integer.toString(pid)).resolve("ns/uts");
            return !Files.readSymbolicLink(its).equals(Files.readSymbolicLink(PROCESSES.resolve("self/ns/uts")));
        } catch (IOException gone) {
            throw new NetworkFailure("process " + pid + " has ended", gone);
        }
    }
}
