package io.gantry.agent.node.fault;

import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request for a fault (agent-protocol.md 13.8). Members that are not known are passed over, as the public agent does. */
final class FaultRequest {
    private static final int MOST_PORT = 65_535;
    private static final int ALL = 100;
    private static final int LONGEST_MILLIS = 600_000;
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!/|$)|(?=/|$))){4}(/(3[0-2]|[12]?\\d))?");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(/(12[0-8]|1[01]\\d|[1-9]?\\d))?");

    private final JsonNode body;

    private FaultRequest(JsonNode body) {
        this.body = body;
    }

    /** The request cannot be understood; the message names the parameter. */
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    /**
     * The fault to start.
     *
     * @throws Invalid when a parameter is missing or wrong
     */
    static Fault toStart(Kind kind, String body) {
        return read(body).fault(kind, true);
    }

    /**
     * The fault to stop or to look for: only a port's blackhole has parameters then.
     *
     * @throws Invalid when a parameter is missing or wrong
     */
    static Fault toFind(Kind kind, String body) {
        return (kind == Kind.BLACKHOLE_PORT ? read(body) : read("{}")).fault(kind, false);
    }

    private static FaultRequest read(String body) {
        if (body.isBlank()) {
            throw new Invalid("required request body is missing");
        }
        try {
            JsonNode read = JsonMapper.shared().readTree(body);
            if (read.isObject()) {
                return new FaultRequest(read);
            }
        } catch (JacksonException unreadable) {
            throw new Invalid("request body is not JSON: " + unreadable.getOriginalMessage());
        }
        throw new Invalid("request body is not a JSON object");
    }

    private Fault fault(Kind kind, boolean measured) {
        return switch (kind) {
            case BLACKHOLE_PORT ->
                new Fault.BlackholePort(
                        number("Port", Optional.empty(), 1, MOST_PORT),
                        word("Protocol", Set.of("tcp", "udp")),
                        word("TrafficType", Set.of("ingress", "egress")),
                        addresses("SourcesToFilter", false));
            case LATENCY -> measured ? latency() : new Fault.Latency(0, 0, List.of(), List.of());
            case PACKET_LOSS -> measured ? loss() : new Fault.PacketLoss(ALL, ALL, List.of(), List.of());
        };
    }

    private Fault latency() {
        int delay = number("DelayMilliseconds", Optional.empty(), 0, LONGEST_MILLIS);
        int jitter = number("JitterMilliseconds", Optional.empty(), 0, LONGEST_MILLIS);
        if (delay == 0 && jitter == 0) {
            throw new Invalid(
                    "invalid value 0 for parameters DelayMilliseconds and JitterMilliseconds: one must be positive");
        }
        int flows = number("FlowsPercent", Optional.of(ALL), 1, ALL);
        if (flows != ALL) {
            throw new Invalid("invalid value " + flows
                    + " for parameter FlowsPercent: latency meets every flow here, so" + " 100 is the only value");
        }
        return new Fault.Latency(delay, jitter, addresses("Sources", true), addresses("SourcesToFilter", false));
    }

    private Fault loss() {
        return new Fault.PacketLoss(
                number("LossPercent", Optional.empty(), 1, ALL),
                number("FlowsPercent", Optional.of(ALL), 1, ALL),
                addresses("Sources", true),
                addresses("SourcesToFilter", false));
    }

    private int number(String name, Optional<Integer> otherwise, int least, int most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise.orElseThrow(() -> new Invalid("required parameter " + name + " is missing"));
        }
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw new Invalid("invalid value " + value + " for parameter " + name + ": a whole number from " + least
                    + " to " + most);
        }
        return value.asInt();
    }

    private String word(String name, Set<String> allowed) {
        String value = body.path(name).asString("");
        if (value.isEmpty()) {
            throw new Invalid("required parameter " + name + " is missing");
        }
        if (!allowed.contains(value)) {
            throw new Invalid("invalid value " + value + " for parameter " + name + ": one of "
                    + String.join(", ", allowed.stream().sorted().toList()));
        }
        return value;
    }

    private List<String> addresses(String name, boolean required) {
        JsonNode value = body.path(name);
        boolean none = value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
        if (none && required) {
            throw new Invalid("required parameter " + name + " is missing");
        }
        if (!none && !value.isArray()) {
            throw new Invalid("invalid value " + value + " for parameter " + name + ": a list of addresses");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode one : value) {
            String text = one.asString("");
            if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
                throw new Invalid("invalid value " + one + " for parameter " + name
                        + ": an IPv4 or IPv6 address or a range of them");
            }
            all.add(text);
        }
        return all;
    }
}
