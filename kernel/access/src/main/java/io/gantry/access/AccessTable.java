package io.gantry.access;

import io.gantry.wire.model.OperationType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the operations of some rooms need to be allowed. Filled by the rooms' doors, then only read. */
public final class AccessTable {
    private final Map<OperationType<?, ?>, AccessFacts<?>> facts = new HashMap<>();

    /**
     * Adds an operation.
     *
     * @throws IllegalStateException when it is there already
     */
    public <I> AccessTable with(OperationType<I, ?> type, AccessFacts<? super I> of) {
        if (facts.putIfAbsent(type, of) != null) {
            throw new IllegalStateException(type + " has its access told twice");
        }
        return this;
    }

    /** Adds all of {@code others}. */
    public AccessTable with(AccessTable others) {
        others.facts.forEach((type, of) -> {
            if (facts.putIfAbsent(type, of) != null) {
                throw new IllegalStateException(type + " has its access told twice");
            }
        });
        return this;
    }

    /** The operations that are in it. */
    public Set<OperationType<?, ?>> operations() {
        return Set.copyOf(facts.keySet());
    }

    /** What {@code type} needs; empty for an operation that is not in it. */
    @SuppressWarnings("unchecked") // The map was filled by pairs of one type, and the input is of the type's own class.
    Optional<AccessFacts<Object>> of(OperationType<?, ?> type) {
        return Optional.ofNullable((AccessFacts<Object>) facts.get(type));
    }
}
