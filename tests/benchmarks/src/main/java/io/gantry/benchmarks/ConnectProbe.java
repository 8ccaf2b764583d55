package io.gantry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Runs in a task's network namespace: {@code listen <port>} accepts and closes, {@code call <address> <port>} connects as often as
 * each line of its input says, and answers with a line: the median in nanoseconds.
 */
final class ConnectProbe {
    private ConnectProbe() {}

    public static void main(String[] words) throws IOException {
        if (words[0].equals("listen")) {
            listen(Integer.parseInt(words[1]));
        } else {
            call(new InetSocketAddress(words[1], Integer.parseInt(words[2])));
        }
    }

    private static void listen(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 1024)) {
            System.out.println("ready");
            while (true) {
                server.accept().close();
            }
        }
    }

    private static void call(InetSocketAddress address) throws IOException {
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long[] nanos = new long[Integer.parseInt(line)];
            for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                try (Socket socket = new Socket()) {
                    // Reset and not closed: so no port waits for what may still come.
                    socket.setSoLinger(true, 0);
                    socket.connect(address, 2000);
                    nanos[i] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(nanos);
            System.out.println(nanos[nanos.length / 2]);
        }
    }
}
