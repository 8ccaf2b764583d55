package io.gantry.kit.agent;

import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what it hears, from whichever thread tells it. */
final class HeardEvents implements EventListener {
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> gaps = new CopyOnWriteArrayList<>();

    record Event(String id, Map<String, String> labels, String action) {}

    @Override
    public void changed(String containerId, Map<String, String> labels, String action) {
        events.add(new Event(containerId, labels, action));
    }

    @Override
    public void gap() {
        gaps.add("gap");
    }

    List<String> actions(String id) {
        return events.stream()
                .filter(event -> event.id.equals(id))
                .map(Event::action)
                .toList();
    }

    Map<String, String> labels(String id) {
        return events.stream().filter(event -> event.id.equals(id)).findFirst().orElseThrow().labels;
    }
}
