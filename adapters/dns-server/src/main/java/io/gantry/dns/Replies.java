package io.gantry.dns;

import io.gantry.agent.node.port.PrivateNames;
import io.gantry.agent.node.port.PrivateNames.Answer;
import io.gantry.agent.node.port.PrivateNames.Asker;
import io.gantry.agent.node.port.PrivateNames.Content;
import io.gantry.agent.node.port.PrivateNames.Query;
import io.gantry.agent.node.port.PrivateNames.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is answered without asking the outside: pure, but for the sources of names. */
final class Replies {
    /** What fits into a datagram without EDNS, and what we say that we take with it (RFC 6891, and what needs no fragments). */
    static final int PLAIN_DATAGRAM = 512;

    static final int DATAGRAM = 1232;

    private static final int REFRESH_SECONDS = 900;

    private final List<PrivateNames> sources;

    Replies(List<PrivateNames> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The answer to {@code query}; empty when the outside is to be asked. */
    Optional<Message> of(Asker asker, Message query) throws IOException {
        Record question = query.getQuestion();
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return Optional.of(reply(query, Rcode.NOTIMP));
        }
        if (question == null || query.getHeader().getCount(Section.QUESTION) != 1) {
            return Optional.of(reply(query, Rcode.FORMERR));
        }
        if (question.getDClass() != DClass.IN) {
            return Optional.empty();
        }
        Query asked = new Query(text(question.getName()), type(question.getType()));
        for (PrivateNames source : sources) {
            Optional<Answer> found = source.find(asker, asked);
            if (found.isPresent()) {
                return Optional.of(reply(query, question, found.get()));
            }
        }
        return Optional.empty();
    }

    /** An answer without records. */
    static Message reply(Message query, int code) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        if (query.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setOpcode(query.getHeader().getOpcode());
        reply.getHeader().setRcode(code);
        if (query.getQuestion() != null) {
            reply.addRecord(query.getQuestion(), Section.QUESTION);
        }
        if (query.getOPT() != null) {
            reply.addRecord(new OPTRecord(DATAGRAM, 0, 0), Section.ADDITIONAL);
        }
        return reply;
    }

    /** How long an answer to {@code query} may be in a datagram. */
    static int room(Message query) {
        OPTRecord options = query.getOPT();
        return options == null ? PLAIN_DATAGRAM : Math.clamp(options.getPayloadSize(), PLAIN_DATAGRAM, DATAGRAM);
    }

    private static Message reply(Message query, Record question, Answer found) throws IOException {
        Message reply = reply(query, found.exists() ? Rcode.NOERROR : Rcode.NXDOMAIN);
        reply.getHeader().setFlag(Flags.AA);
        for (Content content : found.records()) {
            reply.addRecord(
                    content(question.getName(), question.getType(), found.ttlSeconds(), content), Section.ANSWER);
        }
        if (found.records().isEmpty()) {
            reply.addRecord(authority(found), Section.AUTHORITY);
        }
        return reply;
    }

    private static Record content(Name name, int type, long ttl, Content content) throws IOException {
        return switch (content) {
            case Content.Address(String address) -> {
                InetAddress numeric = InetAddress.ofLiteral(address);
                yield numeric.getAddress().length == 4
                        ? new ARecord(name, DClass.IN, ttl, numeric)
                        : new AAAARecord(name, DClass.IN, ttl, numeric);
            }
            case Content.Target(String target) ->
                type == Type.PTR
                        ? new PTRRecord(name, DClass.IN, ttl, absolute(target))
                        : new CNAMERecord(name, DClass.IN, ttl, absolute(target));
            case Content.Location(int priority, int weight, int port, String target) ->
                new SRVRecord(name, DClass.IN, ttl, priority, weight, port, absolute(target));
        };
    }

    /** It says how long it may be remembered that there is nothing (RFC 2308). */
    private static Record authority(Answer found) throws IOException {
        Name zone = absolute(found.zone());
        return new SOARecord(
                zone,
                DClass.IN,
                found.ttlSeconds(),
                zone,
                absolute("hostmaster." + found.zone()),
                1,
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                found.ttlSeconds());
    }

    private static Name absolute(String name) throws IOException {
        return Name.fromString(name, Name.root);
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static RecordType type(int number) {
        return switch (number) {
            case Type.A -> RecordType.A;
            case Type.AAAA -> RecordType.AAAA;
            case Type.CNAME -> RecordType.CNAME;
            case Type.PTR -> RecordType.PTR;
            case Type.SRV -> RecordType.SRV;
            default -> RecordType.OTHER;
        };
    }
}
