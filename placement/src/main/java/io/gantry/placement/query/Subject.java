package io.gantry.placement.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a query asks about.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html">ECS: cluster query
 *     language, subjects</a>
 */
sealed interface Subject {
    String ATTRIBUTE = "attribute:";
    String NAMES =
            "agentConnected, agentVersion, attribute:<name>, ec2InstanceId, registeredAt, runningTasksCount, task:group";

    /** The host's values; none where it has none. */
    List<String> values(Facts host);

    /** Orders two values. {@code argument} has passed {@link #refuses}. */
    int compare(String value, String argument);

    /** Whether {@code value} is {@code argument}. */
    default boolean same(String value, String argument) {
        return value.equals(argument);
    }

    /** Whether hosts with the same attributes and the same agent can have different values. */
    boolean isOfOneHost();

    /** Whether its values change with the tasks on a host. */
    default boolean isOfTasks() {
        return false;
    }

    /** Why the subject cannot be compared with {@code argument}; empty when it can. */
    default Optional<String> refuses(String argument) {
        return Optional.empty();
    }

    /** The subject of this name; empty when there is none. */
    static Optional<Subject> of(String name) {
        return switch (name) {
            case "agentConnected" -> Optional.of(new AgentConnected());
            case "agentVersion" -> Optional.of(new AgentVersion());
            case "ec2InstanceId" -> Optional.of(new Ec2InstanceId());
            case "registeredAt" -> Optional.of(new RegisteredAt());
            case "runningTasksCount" -> Optional.of(new RunningTasksCount());
            case "task:group" -> Optional.of(new TaskGroup());
            default ->
                name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()
                        ? Optional.of(new Attribute(name.substring(ATTRIBUTE.length())))
                        : Optional.empty();
        };
    }

    /** {@code true} or {@code false}. */
    record AgentConnected() implements Subject {
        @Override
        public boolean isOfOneHost() {
            return false;
        }

        @Override
        public List<String> values(Facts host) {
            return List.of(Boolean.toString(host.agentConnected()));
        }

        @Override
        public int compare(String value, String argument) {
            return value.compareTo(argument);
        }

        @Override
        public Optional<String> refuses(String argument) {
            return argument.equals("true") || argument.equals("false")
                    ? Optional.empty()
                    : Optional.of("agentConnected is true or false");
        }
    }

    /** Ordered by its parts: 1.9.0 is before 1.10.0. */
    record AgentVersion() implements Subject {
        private static final Pattern VERSION = Pattern.compile("v?[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");

        @Override
        public boolean isOfOneHost() {
            return false;
        }

        @Override
        public List<String> values(Facts host) {
            return host.agentVersion().isEmpty() ? List.of() : List.of(host.agentVersion());
        }

        @Override
        public int compare(String value, String argument) {
            if (!VERSION.matcher(value).matches()) {
                return value.compareTo(argument);
            }
            String[] one = parts(value);
            String[] other = parts(argument);
            for (int i = 0; i < Math.max(one.length, other.length); i++) {
                int order = Integer.compare(part(one, i), part(other, i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        @Override
        public Optional<String> refuses(String argument) {
            return VERSION.matcher(argument).matches()
                    ? Optional.empty()
                    : Optional.of("agentVersion is a version such as 1.105.0");
        }

        private static String[] parts(String version) {
            return (version.startsWith("v") ? version.substring(1) : version).split("\\.", -1);
        }

        private static int part(String[] parts, int i) {
            return i < parts.length ? Integer.parseInt(parts[i]) : 0;
        }
    }

    /** One attribute, built-in or custom. Two numbers are ordered as numbers, other texts as texts. */
    record Attribute(String name) implements Subject {
        private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");

        @Override
        public boolean isOfOneHost() {
            return false;
        }

        @Override
        public List<String> values(Facts host) {
            String value = host.attributes().get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public int compare(String value, String argument) {
            boolean numbers =
                    NUMBER.matcher(value).matches() && NUMBER.matcher(argument).matches();
            return numbers ? new BigDecimal(value).compareTo(new BigDecimal(argument)) : value.compareTo(argument);
        }
    }

    /** Hosts outside EC2 have none. */
    record Ec2InstanceId() implements Subject {
        @Override
        public boolean isOfOneHost() {
            return true;
        }

        @Override
        public List<String> values(Facts host) {
            return host.ec2InstanceId().isEmpty() ? List.of() : List.of(host.ec2InstanceId());
        }

        @Override
        public int compare(String value, String argument) {
            return value.compareTo(argument);
        }
    }

    /** A moment in ISO 8601. */
    record RegisteredAt() implements Subject {
        @Override
        public boolean isOfOneHost() {
            return true;
        }

        @Override
        public List<String> values(Facts host) {
            return List.of(host.registeredAt().toString());
        }

        @Override
        public int compare(String value, String argument) {
            return Instant.parse(value).compareTo(moment(argument));
        }

        @Override
        public boolean same(String value, String argument) {
            return compare(value, argument) == 0;
        }

        @Override
        public Optional<String> refuses(String argument) {
            try {
                moment(argument);
                return Optional.empty();
            } catch (DateTimeException none) {
                return Optional.of("registeredAt is a moment such as 2018-02-18T22:28:28+00:00");
            }
        }

        private static Instant moment(String text) {
            return OffsetDateTime.parse(text).toInstant();
        }
    }

    /** A number. */
    record RunningTasksCount() implements Subject {
        @Override
        public boolean isOfOneHost() {
            return true;
        }

        @Override
        public boolean isOfTasks() {
            return true;
        }

        @Override
        public List<String> values(Facts host) {
            return List.of(Integer.toString(host.runningTasks()));
        }

        @Override
        public int compare(String value, String argument) {
            return Integer.compare(Integer.parseInt(value), Integer.parseInt(argument));
        }

        @Override
        public boolean same(String value, String argument) {
            return compare(value, argument) == 0;
        }

        @Override
        public Optional<String> refuses(String argument) {
            return argument.matches("[0-9]{1,9}")
                    ? Optional.empty()
                    : Optional.of("runningTasksCount is a whole number");
        }
    }

    /** The groups of all tasks on the host: it passes when one of them does. */
    record TaskGroup() implements Subject {
        @Override
        public boolean isOfOneHost() {
            return true;
        }

        @Override
        public boolean isOfTasks() {
            return true;
        }

        @Override
        public List<String> values(Facts host) {
            return List.copyOf(host.taskGroups());
        }

        @Override
        public int compare(String value, String argument) {
            return value.compareTo(argument);
        }
    }
}
