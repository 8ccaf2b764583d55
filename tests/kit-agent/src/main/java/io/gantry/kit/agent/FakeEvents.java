package io.gantry.kit.agent;

import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import io.gantry.base.Env;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Carries the fake engine's events to listeners, sooner or later or not at all. */
final class FakeEvents {
    private final Env env;
    private final Set<EventListener> listeners = new LinkedHashSet<>();
    private Duration delay = Duration.ZERO;
    private boolean beforeResponses;
    private boolean lost;
    private long told;

    FakeEvents(Env env) {
        this.env = env;
    }

    void add(EventListener listener) {
        listeners.add(listener);
    }

    void remove(EventListener listener) {
        listeners.remove(listener);
    }

    void delay(Duration newDelay) {
        delay = newDelay;
    }

    void beforeResponses(boolean before) {
        beforeResponses = before;
    }

    void lose() {
        lost = true;
    }

    void restore() {
        if (lost) {
            lost = false;
            for (EventListener listener : new LinkedHashSet<>(listeners)) {
                later(listener, listener::gap);
            }
        }
    }

    /** How much has happened, heard or not. */
    long told() {
        return told;
    }

    void tell(FakeContainer container, String action) {
        told++;
        var attributes = new LinkedHashMap<>(container.labels);
        attributes.put("name", container.name);
        if (action.equals("die")) {
            container.exitCode.ifPresent(code -> attributes.put("exitCode", Integer.toString(code)));
        }
        Map<String, String> told = Map.copyOf(attributes);
        if (lost) {
            return;
        }
        for (EventListener listener : new LinkedHashSet<>(listeners)) {
            if (beforeResponses) {
                listener.changed(container.id, told, action);
            } else {
                later(listener, () -> listener.changed(container.id, told, action));
            }
        }
    }

    private void later(EventListener listener, Runnable call) {
        env.timers().after(delay, () -> {
            if (listeners.contains(listener)) {
                call.run();
            }
        });
    }
}
