package io.gantry.ecs;

import io.gantry.ecs.port.CommandSessions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions of ECS Exec that nobody carries: what was wanted is kept. */
public final class FakeCommandSessions implements CommandSessions {
    private final List<Wanted> wanted = new ArrayList<>();
    private boolean full;

    /** What was opened, oldest first. */
    public List<Wanted> wanted() {
        return List.copyOf(wanted);
    }

    /** From now on every container has all the sessions that it may have. */
    public void fill() {
        full = true;
    }

    @Override
    public Optional<Opened> open(Wanted one) {
        if (full) {
            return Optional.empty();
        }
        wanted.add(one);
        String id = "session-" + wanted.size();
        return Optional.of(new Opened(
                id,
                "token-" + wanted.size(),
                URI.create("ws://" + one.endpoint().getAuthority() + "/" + id)));
    }
}
