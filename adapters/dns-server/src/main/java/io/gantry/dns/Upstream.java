package io.gantry.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The name servers of the host, one after the other. A question goes out as it came in, with its options and its number, over a
 * socket of its own: the port is the kernel's choice, and only the server that was asked can answer.
 */
final class Upstream {
    /** Two tries fit into the five seconds that a program waits (man resolv.conf). */
    private static final int PATIENCE_MILLIS = 2_000;

    private static final int TRIES = 2;
    private static final int LONGEST = 65_535;
    private static final int ID_AND_FLAGS = 4;

    private final Supplier<List<InetSocketAddress>> servers;

    /** @param servers asked before each question, since a host may move to another network */
    Upstream(Supplier<List<InetSocketAddress>> servers) {
        this.servers = servers;
    }

    /** How a question is carried. */
    enum Carrier {
        DATAGRAM,
        STREAM
    }

    /** The answer to a message, both as they are on the wire; empty when no server gives one in time. */
    Optional<byte[]> ask(byte[] query, Carrier carrier) {
        List<InetSocketAddress> all = servers.get();
        for (int i = 0; i < (all.size() == 1 ? TRIES : Math.min(all.size(), TRIES)); i++) {
            InetSocketAddress server = all.get(i % all.size());
            try {
                return Optional.of(
                        switch (carrier) {
                            case DATAGRAM -> byDatagram(query, server);
                            case STREAM -> byStream(query, server);
                        });
            } catch (IOException silent) {
                // The next one is asked, or the same once more.
            }
        }
        return Optional.empty();
    }

    private static byte[] byDatagram(byte[] query, InetSocketAddress server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(query, query.length));
            DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
            do {
                socket.receive(answer);
            } while (!answers(query, answer.getData(), answer.getLength()));
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    private static byte[] byStream(byte[] query, InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(Frames.framed(query));
            byte[] answer = Frames.read(new DataInputStream(socket.getInputStream()));
            if (!answers(query, answer, answer.length)) {
                throw new IOException("an answer to another question");
            }
            return answer;
        }
    }

    private static boolean answers(byte[] query, byte[] answer, int length) {
        return length >= ID_AND_FLAGS && answer[0] == query[0] && answer[1] == query[1] && (answer[2] & 0x80) != 0;
    }
}
