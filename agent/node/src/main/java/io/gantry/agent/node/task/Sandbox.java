package io.gantry.agent.node.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this host knows of the sandbox of an awsvpc task: the container that does nothing but hold the task's network namespace,
 * which all of its containers join. It is there before the first of them is made, and goes after the last has ended, before the
 * task's end is reported: by then the address is free.
 *
 * @param runtimeName the engine's name of its container
 * @param runtimeId the engine's id, empty before it was made; of a spare one it is known from the beginning
 * @param busy a call for it is under way; kept in memory only
 * @param since when the stage began
 * @param retryAt when to try the stage again; kept in memory only
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html">AWS: the awsvpc network mode</a>
 */
public record Sandbox(
        String runtimeName,
        Stage stage,
        String runtimeId,
        boolean busy,
        Optional<Instant> since,
        Optional<Instant> retryAt) {
    /** The name under which the public agent has it. No container of a definition can have this name. */
    public static final String CONTAINER = "~internal~ecs~pause";

    /** How long its making may take with all its tries (agent-protocol.md 14.3 gives the network alone a minute). */
    static final Duration DEADLINE = Duration.ofMinutes(3);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How far it has come; never back, except that a start of the node makes sure of what is there. */
    public enum Stage {
        /** Nothing was done for it. */
        NONE,
        /** Its container and its network are being made, or were when the node last knew. */
        MAKING,
        /** It holds a connected namespace. */
        READY,
        /** Its network and its container are being taken away. */
        REMOVING,
        /** Nothing is left of it. */
        GONE
    }

    /** A sandbox that nothing has been done for. */
    public static Sandbox none(String runtimeName) {
        return new Sandbox(runtimeName, Stage.NONE, "", false, Optional.empty(), Optional.empty());
    }

    /** Whether this container, this network, or parts of them may be on the host. */
    public boolean mayExist() {
        return stage == Stage.MAKING || stage == Stage.READY || stage == Stage.REMOVING;
    }

    /** Whether it is to be left alone: a call is under way or not yet to be tried again. */
    boolean restingAt(Instant now) {
        return busy || retryAt.map(at -> at.isAfter(now)).orElse(false);
    }

    /** The call of {@code next} is under way. */
    public Sandbox begin(Stage next, Instant now) {
        return new Sandbox(
                runtimeName, next, runtimeId, true, next == stage ? since : Optional.of(now), Optional.empty());
    }

    /** The same in a container that runs already. */
    public Sandbox in(String name, String id) {
        return new Sandbox(name, stage, id, busy, since, retryAt);
    }

    /** Whether there is a container whose namespaces others can be made to join; to start they wait until it is ready. */
    boolean canBeJoined() {
        return stage == Stage.READY || (stage == Stage.MAKING && !runtimeId.isEmpty());
    }

    /** It is there and connected. */
    public Sandbox ready(String id, Instant now) {
        return new Sandbox(runtimeName, Stage.READY, id, false, Optional.of(now), Optional.empty());
    }

    /** It is gone. */
    public Sandbox gone(Instant now) {
        return new Sandbox(runtimeName, Stage.GONE, runtimeId, false, Optional.of(now), Optional.empty());
    }

    /** It is to be made sure of: what was ready before this process began may have lost a part. */
    public Sandbox doubted(Instant now) {
        return new Sandbox(runtimeName, Stage.MAKING, runtimeId, false, Optional.of(now), Optional.empty());
    }

    /** The call failed and will be tried again. */
    public Sandbox failed(Instant now) {
        return new Sandbox(runtimeName, stage, runtimeId, false, since, Optional.of(now.plus(RETRY)));
    }

    /** Whether its making has been tried for long enough. */
    public boolean late(Instant now) {
        return since.map(begun -> !begun.plus(DEADLINE).isAfter(now)).orElse(false);
    }

    /** The same with nothing under way: what is stored, and what has been given up. */
    public Sandbox idle() {
        return new Sandbox(runtimeName, stage, runtimeId, false, since, Optional.empty());
    }
}
