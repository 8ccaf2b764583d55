package io.gantry.agent.node.task;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Lays what the engine says of a container over what we knew of it. A container only moves forward. */
public final class Observation {
    private Observation() {}

    /**
     * The container after the engine described it.
     *
     * @param seen the engine's description; empty when there is no such container
     * @param checked whether the definition has a health check; one that only the image has is not ECS's matter
     */
    public static NodeContainer apply(NodeContainer known, Optional<Container> seen, boolean checked, Instant now) {
        NodeContainer idle = known.idle();
        if (idle.known() == ContainerStatus.STOPPED) {
            return idle;
        }
        if (seen.isEmpty()) {
            return idle.known().reached(ContainerStatus.CREATED)
                    ? idle.stopped(Optional.empty(), Reasons.VANISHED, now)
                            .but()
                            .removed(true)
                            .build()
                    : idle;
        }
        Container container = seen.get();
        NodeContainer found = idle.but()
                .runtimeId(container.id())
                .createdAt(container.createdAt().or(idle::createdAt))
                .build();
        return switch (container.state()) {
            case CREATED ->
                found.known() == ContainerStatus.RUNNING
                        ? found
                        : found.but().known(ContainerStatus.CREATED).build();
            case RUNNING, PAUSED, RESTARTING -> running(found, container, checked, now);
            case EXITED, DEAD -> exited(found, container, now);
        };
    }

    /** The container after its health check said {@code status}, the engine's word. */
    public static NodeContainer health(NodeContainer known, String status, Instant now) {
        String word = healthWord(status);
        return word.equals(known.health())
                ? known
                : known.but().health(word).healthSince(Optional.of(now)).build();
    }

    private static NodeContainer running(NodeContainer found, Container container, boolean checked, Instant now) {
        NodeContainer running = found.but()
                .known(ContainerStatus.RUNNING)
                .startedAt(container.startedAt().or(found::startedAt).or(() -> Optional.of(now)))
                .build();
        return container
                .health()
                .filter(word -> checked)
                .map(word -> health(running, word, now))
                .orElse(running);
    }

    /** A container that exited without ever having started keeps no exit code: the start failed. */
    private static NodeContainer exited(NodeContainer found, Container container, Instant now) {
        boolean exhausted = container.oomKilled()
                || (found.memoryExhausted() && container.exitCode().equals(Optional.of(137)));
        String reason = exhausted ? Reasons.OUT_OF_MEMORY : found.reason();
        if (!exhausted && !container.error().isEmpty() && container.startedAt().isEmpty()) {
            return found.stopped(Optional.empty(), Reasons.cannotStart(container.error()), now);
        }
        NodeContainer ended = found.but()
                .startedAt(container.startedAt().or(found::startedAt))
                .finishedAt(container.finishedAt().or(() -> Optional.of(now)))
                .memoryExhausted(exhausted)
                .build();
        return ended.stopped(container.exitCode(), reason, now);
    }

    private static String healthWord(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "healthy" -> "HEALTHY";
            case "unhealthy" -> "UNHEALTHY";
            default -> "UNKNOWN";
        };
    }
}
