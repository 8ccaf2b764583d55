package io.gantry.placement;

/**
 * Why a host cannot take a task.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">ECS: API failure
 *     reasons</a>
 */
public sealed interface Reason {
    /** As AWS writes it in {@code failures[].reason}. */
    String code();

    /** The agent is not connected. */
    record Agent() implements Reason {
        @Override
        public String code() {
            return "AGENT";
        }
    }

    /** The host lacks an attribute that the task needs. */
    record Attribute(String name) implements Reason {
        @Override
        public String code() {
            return "ATTRIBUTE";
        }
    }

    /** Not enough of {@code kind} is free. */
    record Resource(Kind kind, String detail) implements Reason {
        /** What can run out. */
        public enum Kind {
            CPU,
            MEMORY,
            PORTS,
            GPU,
            ENI
        }

        @Override
        public String code() {
            return "RESOURCE:" + kind.name();
        }
    }

    /** The host is not what a {@code memberOf} constraint demands. */
    record MemberOf(String expression) implements Reason {
        @Override
        public String code() {
            return "MemberOf placement constraint unsatisfied.";
        }
    }

    /** Another task of the group is there and the request wants distinct hosts. */
    record DistinctInstance() implements Reason {
        @Override
        public String code() {
            return "distinctInstance placement constraint unsatisfied.";
        }
    }
}
