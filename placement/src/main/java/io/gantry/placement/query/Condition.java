package io.gantry.placement.query;

import java.util.List;

/** What a query demands of a host. */
sealed interface Condition {
    boolean holds(Facts host);

    /** All of them. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Facts host) {
            return parts.stream().allMatch(part -> part.holds(host));
        }
    }

    /** At least one of them. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Facts host) {
            return parts.stream().anyMatch(part -> part.holds(host));
        }
    }

    /** Not this one. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Facts host) {
            return !part.holds(host);
        }
    }

    /** One of the host's values of {@code subject} passes. A host without a value fails, so its negation passes. */
    record Has(Subject subject, ValueTest test) implements Condition {
        @Override
        public boolean holds(Facts host) {
            return subject.values(host).stream().anyMatch(test::passes);
        }
    }
}
