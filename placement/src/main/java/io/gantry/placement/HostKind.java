package io.gantry.placement;

import io.gantry.placement.query.Facts;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What many hosts of a fleet have in common. Whatever a request asks of it is answered once for all of them.
 *
 * @param attributes name to value, the empty value for one that has none
 * @param agentVersion empty when it is not known
 */
public record HostKind(Map<String, String> attributes, String agentVersion) {
    public HostKind {
        attributes = Map.copyOf(attributes);
    }

    /** A text that is the same for equal kinds only. */
    String key() {
        StringBuilder key = new StringBuilder(agentVersion);
        new TreeMap<>(attributes)
                .forEach((name, value) -> key.append('\n')
                        .append(name.length())
                        .append(' ')
                        .append(name)
                        .append(value));
        return key.toString();
    }

    /** What a constraint that looks at no single host asks. Only hosts whose agent is connected are ever chosen. */
    Facts facts() {
        return new Facts(true, agentVersion, attributes, "", Instant.EPOCH, 0, Set.of());
    }

    /** The value that it has in common with others, for strategies: hosts without the attribute share the empty one. */
    String value(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }
}
