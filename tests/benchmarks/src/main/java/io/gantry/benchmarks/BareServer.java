package io.gantry.benchmarks;

import java.net.InetAddress;
import java.net.ServerSocket;

/** The least Java process that listens: what starting a JVM costs by itself. Prints its port. */
public final class BareServer {
    private BareServer() {}

    /** Listens until it is killed. */
    public static void main(String[] arguments) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            Thread.currentThread().join();
        }
    }
}
