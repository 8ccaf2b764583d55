package io.gantry.kit.agent;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/** What shall go wrong with the fake engine: a queue for each call, then a source for all of them. */
public final class FakeFaults {
    private final Map<String, Queue<Fault>> planned = new HashMap<>();
    private Function<String, Optional<Fault>> source = call -> Optional.empty();

    FakeFaults() {}

    /** The next call of the port's method {@code call}, for example {@code "create"}, goes wrong so. */
    public void next(String call, Fault fault) {
        planned.computeIfAbsent(call, key -> new ArrayDeque<>()).add(fault);
    }

    /** Asked for each call for which nothing is planned, by the name of the port's method. */
    public void source(Function<String, Optional<Fault>> newSource) {
        source = newSource;
    }

    /** Nothing goes wrong any more. */
    public void none() {
        planned.clear();
        source = call -> Optional.empty();
    }

    Optional<Fault> take(String call) {
        Queue<Fault> queue = planned.get(call);
        Fault fault = queue == null ? null : queue.poll();
        return fault == null ? source.apply(call) : Optional.of(fault);
    }
}
