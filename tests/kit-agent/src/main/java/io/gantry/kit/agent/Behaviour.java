package io.gantry.kit.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * What the program in a container does. The fake engine acts it out; the contract's real engines run a shell script of the
 * same behaviour.
 *
 * @param startError the engine's words for why it cannot be started, without their prefix
 * @param exit when it ends by itself, counted from its start
 * @param exitCode with which code it then ends
 * @param outOfMemory whether that end is the kernel's kill for its memory
 * @param ignoresTerm whether it takes no notice of the stop signal
 * @param termExitCode with which code it ends at the stop signal
 * @param health when its health check says what, counted from its start
 * @param output what it prints at its start
 */
public record Behaviour(
        Optional<String> startError,
        Optional<Duration> exit,
        int exitCode,
        boolean outOfMemory,
        boolean ignoresTerm,
        int termExitCode,
        Optional<Health> health,
        String output) {
    /** The engine's words for a command that is not in the image. */
    public static final String NO_SUCH_COMMAND =
            "exec: \"/no/such/command\": stat /no/such/command: no such file or directory";

    /** A change of health from {@code starting}. */
    public record Health(Duration after, boolean healthy) {}

    /** Runs until it is stopped, and then ends with 143 at once. */
    public static Behaviour runs() {
        return new Behaviour(Optional.empty(), Optional.empty(), 0, false, false, 143, Optional.empty(), "");
    }

    /** Ends by itself. */
    public static Behaviour exits(Duration after, int code) {
        return new Behaviour(Optional.empty(), Optional.of(after), code, false, false, 143, Optional.empty(), "");
    }

    /** Takes more memory than it may have, and is killed. */
    public static Behaviour outOfMemory(Duration after) {
        return new Behaviour(Optional.empty(), Optional.of(after), 137, true, false, 143, Optional.empty(), "");
    }

    /** Cannot be started. */
    public static Behaviour failsToStart(String words) {
        return new Behaviour(Optional.of(words), Optional.empty(), 0, false, false, 143, Optional.empty(), "");
    }

    /** The same, deaf to the stop signal. */
    public Behaviour ignoringTerm() {
        return new Behaviour(startError, exit, exitCode, outOfMemory, true, termExitCode, health, output);
    }

    /** The same, ending with {@code code} at the stop signal. */
    public Behaviour endingOnTermWith(int code) {
        return new Behaviour(startError, exit, exitCode, outOfMemory, ignoresTerm, code, health, output);
    }

    /** The same with a health check that passes or fails after a while. */
    public Behaviour health(Duration after, boolean healthy) {
        var change = Optional.of(new Health(after, healthy));
        return new Behaviour(startError, exit, exitCode, outOfMemory, ignoresTerm, termExitCode, change, output);
    }

    /** The same, printing {@code text} first. */
    public Behaviour printing(String text) {
        return new Behaviour(startError, exit, exitCode, outOfMemory, ignoresTerm, termExitCode, health, text);
    }
}
