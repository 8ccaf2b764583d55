package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.task.NodeTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sandboxes that run before a task needs one: to start a container is most of what a task with a network of its own costs more than
 * another. There are as many as were needed within a minute, and none where none was needed for an hour. They are kept in memory
 * only: what another process left belongs to no task and is removed like any container of that sort.
 */
final class SandboxPool {
    private static final Duration DEMAND = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofHours(1);

    /** How long tasks that are starting are left the processor, when they go on starting. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final ContainerBody body;
    private final int most;
    private final Map<String, Work.Spare> ready = new LinkedHashMap<>();
    private final Set<String> making = new HashSet<>();
    private final Deque<Instant> needs = new ArrayDeque<>();
    private Instant lastNeed = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private boolean ending;

    SandboxPool(Ledger ledger, ContainerBody body) {
        this.ledger = ledger;
        this.body = body;
        this.most = ledger.settings.taskNetworks() ? ledger.settings.sandboxPool() : 0;
    }

    /** A task needs one: it gets it, if there is one. */
    Optional<Work.Spare> take(Instant now) {
        lastNeed = now;
        needs.add(now);
        Optional<Work.Spare> first = ready.values().stream().findFirst();
        first.ifPresent(one -> ready.remove(one.name()));
        return first;
    }

    void made(Event.SpareMade event, Instant now) {
        making.remove(event.name());
        if (ending && event.pid() > 0) {
            ledger.out.add(new Work.RemoveOrphan(event.runtimeId(), ""));
        } else if (event.pid() > 0) {
            ready.put(event.name(), new Work.Spare(event.name(), event.runtimeId(), event.pid()));
        } else {
            notBefore = now.plus(RETRY);
        }
    }

    /** A container has ended. */
    void ended(String runtimeId) {
        ready.values().removeIf(one -> one.runtimeId().equals(runtimeId));
    }

    /** Takes its own out of a listing, and forgets those that do not run. */
    void listed(Map<String, Container> byName) {
        making.forEach(byName::remove);
        ready.keySet()
                .removeIf(name -> Optional.ofNullable(byName.get(name))
                        .filter(seen -> seen.state() == State.RUNNING)
                        .isEmpty());
        ready.keySet().forEach(byName::remove);
    }

    /** Makes one or removes one, where there are too few or too many. */
    void poll(Instant now) {
        int wanted = wanted(now);
        if (ready.size() > wanted) {
            discard(ready.values().iterator().next());
        } else if (ready.size() < wanted && making.isEmpty() && !now.isBefore(notBefore) && mayMake(now)) {
            ContainerSpec spec = body.spare(ledger.env.newId());
            making.add(spec.name());
            ledger.out.add(new Work.MakeSpare(spec));
        }
    }

    private void discard(Work.Spare one) {
        ready.remove(one.name());
        ledger.out.add(new Work.RemoveOrphan(one.runtimeId(), ""));
    }

    private int wanted(Instant now) {
        while (!needs.isEmpty() && needs.getFirst().plus(DEMAND).isBefore(now)) {
            needs.removeFirst();
        }
        boolean idle = lastNeed.equals(Instant.MIN) || lastNeed.plus(IDLE).isBefore(now);
        return ending || idle || most == 0 ? 0 : Math.clamp(needs.size(), 1, most);
    }

    private boolean mayMake(Instant now) {
        return !lastNeed.plus(PATIENCE).isAfter(now) || ledger.tasks().stream().noneMatch(NodeTask::starting);
    }

    /** When to look again although nothing happens. */
    Optional<Instant> due(Instant now) {
        int wanted = wanted(now);
        if (ready.size() < wanted && making.isEmpty()) {
            Instant rested = lastNeed.plus(PATIENCE);
            return Optional.of(notBefore.isAfter(rested) ? notBefore : rested);
        }
        if (ready.size() > 1) {
            return Optional.ofNullable(needs.peekFirst())
                    .map(first -> first.plus(DEMAND).plusMillis(1));
        }
        return ready.isEmpty()
                ? Optional.empty()
                : Optional.of(lastNeed.plus(IDLE).plusMillis(1));
    }

    /** Makes no more, and answers the ids of those that nobody has. */
    List<String> end() {
        ending = true;
        List<String> ids = new ArrayList<>(
                ready.values().stream().map(Work.Spare::runtimeId).toList());
        ready.clear();
        return ids;
    }
}
