package io.gantry.network.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes with network namespaces of their own. */
final class Namespaces implements AutoCloseable {
    private static final int DISCARD = 9;

    private final Tools tools = new Tools();
    private final List<Process> started = new ArrayList<>();

    /** Starts one; its process id. */
    int start() {
        try {
            Process process = new ProcessBuilder("unshare", "--net", "sleep", "600").start();
            started.add(process);
            Path own = Path.of("/proc/self/ns/net");
            Path its = Path.of("/proc/" + process.pid() + "/ns/net");
            while (Files.readSymbolicLink(own).equals(Files.readSymbolicLink(its))) {
                Thread.onSpinWait();
            }
            return Math.toIntExact(process.pid());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends one. */
    void end(int pid) {
        started.stream().filter(process -> process.pid() == pid).forEach(Process::destroyForcibly);
    }

    /** A command with what leads into a namespace in front of it. */
    static String[] inside(int pid, String... command) {
        return Tools.command(List.of("nsenter", "-t", Integer.toString(pid), "-n"), command);
    }

    /** Whether who is in a namespace reaches an address. */
    boolean reaches(int pid, String address) {
        return answers(tools.attempt("", inside(pid, call(address, DISCARD))));
    }

    /** Whether this machine does. */
    boolean reachable(String address) {
        return answers(tools.attempt("", call(address, DISCARD)));
    }

    /** Whether somebody listens there for who is in a namespace. */
    boolean opens(int pid, String address, int port) {
        return tools.attempt("", inside(pid, call(address, port))).ok();
    }

    private static String[] call(String address, int port) {
        return new String[] {"timeout", "1", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + port};
    }

    /** Nobody listens on the discard port: that this is said shows that the packet arrived and the answer came back. */
    private static boolean answers(Tools.Answer connect) {
        return connect.ok() || connect.errors().contains("Connection refused");
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
