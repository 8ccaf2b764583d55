package io.gantry.dns;

import io.gantry.agent.node.port.PrivateNames;
import io.gantry.agent.node.port.PrivateNames.Asker;
import io.gantry.dns.Upstream.Carrier;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Listens for the questions of tasks, by datagram and by stream. Who asks is told by the address: the router of a VPC passes on what
 * its tasks send to the resolver, and their addresses with it. A question from elsewhere is not answered.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">AWS: the resolver at the VPC's range plus two</a>
 */
public final class VpcResolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VpcResolver.class);
    private static final int LONGEST = 65_535;

    /** Questions under way; AWS takes 1,024 packets a second from an interface. What is more is dropped, and asked again by who asked. */
    private static final int TOGETHER = 512;

    private static final int IDLE_MILLIS = 10_000;

    private final Replies replies;
    private final Upstream upstream;
    private final Function<String, Optional<Asker>> askers;
    private final Semaphore room = new Semaphore(TOGETHER);
    private final DatagramSocket datagrams;
    private final ServerSocket streams;

    private VpcResolver(
            Replies replies,
            Upstream upstream,
            Function<String, Optional<Asker>> askers,
            DatagramSocket datagrams,
            ServerSocket streams) {
        this.replies = replies;
        this.upstream = upstream;
        this.askers = askers;
        this.datagrams = datagrams;
        this.streams = streams;
    }

    /**
     * Listens.
     *
     * @param at an address of this host and a port, or port 0 for any
     * @param sources of private names, the first that answers is right
     * @param servers to which everything else is passed on
     * @param askers the VPC of a task's address; empty for an address that is no task's
     * @throws IOException when the address or the port is another's
     */
    public static VpcResolver start(
            InetSocketAddress at,
            List<PrivateNames> sources,
            Supplier<List<InetSocketAddress>> servers,
            Function<String, Optional<Asker>> askers)
            throws IOException {
        ServerSocket streams = new ServerSocket();
        try {
            streams.bind(at);
            DatagramSocket datagrams =
                    new DatagramSocket(new InetSocketAddress(at.getAddress(), streams.getLocalPort()));
            VpcResolver made = new VpcResolver(new Replies(sources), new Upstream(servers), askers, datagrams, streams);
            Thread _ = Thread.ofVirtual().name("names by datagram").start(made::datagrams);
            Thread _ = Thread.ofVirtual().name("names by stream").start(made::streams);
            return made;
        } catch (IOException taken) {
            streams.close();
            throw taken;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) streams.getLocalSocketAddress();
    }

    private void datagrams() {
        while (!datagrams.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            try {
                datagrams.receive(packet);
            } catch (IOException closing) {
                continue;
            }
            if (room.tryAcquire()) {
                Thread _ = Thread.ofVirtual().start(() -> answer(packet));
            }
        }
    }

    private void answer(DatagramPacket packet) {
        try {
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            Optional<byte[]> answer = answer(query, packet.getAddress(), Carrier.DATAGRAM);
            if (answer.isPresent()) {
                byte[] bytes = answer.get();
                datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        } catch (IOException unreadable) {
            LOG.debug("a question of {}: {}", packet.getAddress(), unreadable.getMessage());
        } finally {
            room.release();
        }
    }

    private void streams() {
        while (!streams.isClosed()) {
            try {
                Socket asking = streams.accept();
                if (room.tryAcquire()) {
                    Thread _ = Thread.ofVirtual().start(() -> answerAll(asking));
                } else {
                    asking.close();
                }
            } catch (IOException closing) {
                LOG.debug("questions by stream: {}", closing.getMessage());
            }
        }
    }

    private void answerAll(Socket asking) {
        try (asking) {
            asking.setSoTimeout(IDLE_MILLIS);
            DataInputStream in = new DataInputStream(asking.getInputStream());
            while (true) {
                Optional<byte[]> answer = answer(Frames.read(in), asking.getInetAddress(), Carrier.STREAM);
                if (answer.isEmpty()) {
                    return;
                }
                asking.getOutputStream().write(Frames.framed(answer.get()));
            }
        } catch (IOException ended) {
            LOG.debug("questions of {}: {}", asking.getInetAddress(), ended.getMessage());
        } finally {
            room.release();
        }
    }

    private Optional<byte[]> answer(byte[] query, InetAddress from, Carrier carrier) throws IOException {
        Optional<Asker> asker = askers.apply(from.getHostAddress());
        if (asker.isEmpty()) {
            return Optional.empty();
        }
        Message message = new Message(query);
        Optional<Message> ours = replies.of(asker.get(), message);
        if (ours.isEmpty()) {
            Optional<byte[]> theirs = upstream.ask(query, carrier);
            if (theirs.isPresent()) {
                return theirs;
            }
        }
        Message reply = ours.orElseGet(() -> Replies.reply(message, Rcode.SERVFAIL));
        return Optional.of(reply.toWire(
                switch (carrier) {
                    case DATAGRAM -> Replies.room(message);
                    case STREAM -> LONGEST;
                }));
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException closed) {
            LOG.debug("closing: {}", closed.getMessage());
        }
    }
}
