package io.gantry.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.name.InterfaceNames;
import io.gantry.agent.node.port.PrivateNames;
import io.gantry.agent.node.port.PrivateNames.Answer;
import io.gantry.agent.node.port.PrivateNames.Asker;
import io.gantry.agent.node.port.PrivateNames.Content;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The resolver over real sockets. The outside is another resolver, which knows names of its own. */
final class VpcResolverTest {
    private static final Asker VPC = new Asker("vpc-1", List.of("10.0.0.0/16"));
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int PATIENCE_MILLIS = 5_000;
    /** Too many for a plain datagram, and not for an extended one. */
    private static final int MANY = 60;

    /** Every name that ends in {@code .example} is there, and has many addresses when it begins with {@code many}. */
    private static final PrivateNames EXAMPLES = (asker, query) -> query.name().endsWith(".example")
            ? Optional.of(new Answer(
                    "example",
                    true,
                    5,
                    IntStream.range(0, query.name().startsWith("many") ? MANY : 1)
                            .<Content>mapToObj(i -> new Content.Address("192.0.2." + i))
                            .toList()))
            : Optional.empty();

    private final VpcResolver outside = start(List.of(EXAMPLES), List.of(), Optional.of(VPC));
    private VpcResolver resolver =
            start(List.of(InterfaceNames.of("us-east-1")), List.of(outside.address()), Optional.of(VPC));

    private static VpcResolver start(List<PrivateNames> names, List<InetSocketAddress> servers, Optional<Asker> asker) {
        try {
            return VpcResolver.start(ANYWHERE, names, () -> servers, from -> asker);
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    @AfterEach
    void end() {
        resolver.close();
        outside.close();
    }

    private static Message question(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    }

    private Message byDatagram(Message query) throws IOException {
        return new Message(byDatagram(query.toWire()));
    }

    private byte[] byDatagram(byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(query, query.length, resolver.address()));
            DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    private Message byStream(Message query) throws IOException {
        try (Socket socket =
                new Socket(resolver.address().getAddress(), resolver.address().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(Frames.framed(query.toWire()));
            return new Message(Frames.read(new DataInputStream(socket.getInputStream())));
        }
    }

    private static List<String> found(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    @Test
    void the_name_of_an_interface_and_its_address_lead_to_each_other() throws IOException {
        Message forward = byDatagram(question("IP-10-0-1-5.ec2.internal", Type.A));
        Message back = byStream(question("5.1.0.10.in-addr.arpa", Type.PTR));

        assertThat(found(forward)).containsExactly("10.0.1.5");
        assertThat(forward.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(found(back)).containsExactly("ip-10-0-1-5.ec2.internal.");
    }

    @Test
    void a_private_name_that_nobody_has_is_refused_for_as_long_as_its_zone_says() throws IOException {
        Message answer = byDatagram(question("ip-10-7-1-5.ec2.internal", Type.A));

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
        assertThat(byDatagram(question("ip-10-0-1-5.ec2.internal", Type.AAAA)).getRcode())
                .isEqualTo(Rcode.NOERROR);
    }

    @Test
    void everything_else_is_passed_on_and_what_does_not_fit_is_asked_again_by_stream() throws IOException {
        Message many = question("many.example", Type.A);

        assertThat(found(byDatagram(question("one.example", Type.A)))).containsExactly("192.0.2.0");
        assertThat(byDatagram(many).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(found(byStream(many))).hasSize(MANY);
        many.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        Message extended = byDatagram(many);
        assertThat(extended.getOPT()).isNotNull();
        assertThat(found(extended)).hasSize(MANY);
    }

    @Test
    void without_an_outside_it_says_that_it_cannot() throws IOException {
        resolver.close();
        resolver = start(List.of(InterfaceNames.of("us-east-1")), List.of(), Optional.of(VPC));

        assertThat(byDatagram(question("one.example", Type.A)).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(found(byDatagram(question("ip-10-0-1-5.ec2.internal", Type.A))))
                .containsExactly("10.0.1.5");
    }

    @Test
    void what_is_no_question_does_no_harm() throws IOException {
        Message update = question("one.example", Type.A);
        update.getHeader().setOpcode(5);
        byte[] none = new byte[12];
        none[0] = 7;

        assertThat(byDatagram(update).getRcode()).isEqualTo(Rcode.NOTIMP);
        assertThat(new Message(byDatagram(none)).getRcode()).isEqualTo(Rcode.FORMERR);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, resolver.address()));
        }
        assertThat(found(byDatagram(question("one.example", Type.A)))).hasSize(1);
    }

    @Test
    void who_is_no_task_gets_no_answer() throws IOException {
        resolver.close();
        resolver = start(List.of(EXAMPLES), List.of(), Optional.empty());
        try (Socket socket =
                new Socket(resolver.address().getAddress(), resolver.address().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(Frames.framed(question("one.example", Type.A).toWire()));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
