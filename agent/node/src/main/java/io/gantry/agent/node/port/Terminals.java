package io.gantry.agent.node.port;

import java.util.List;
import java.util.Optional;

/** Runs commands inside running containers, each on a terminal of its own, as ECS Exec does. */
public interface Terminals extends AutoCloseable {
    /**
     * Starts a command. What cannot be started shows in what is printed, in the engine's words, and in the exit code.
     *
     * @throws ContainerRuntime.RuntimeFailure when there is no such container, or it does not run
     */
    Terminal start(Command command);

    @Override
    void close();

    /**
     * A command.
     *
     * @param containerId the engine's id
     * @param words the program and its arguments
     * @param user who it runs as inside the container, name or number
     * @param environment {@code NAME=value}, beside the container's own
     */
    record Command(String containerId, List<String> words, String user, List<String> environment) {
        public Command {
            words = List.copyOf(words);
            environment = List.copyOf(environment);
        }
    }

    /** A command that was started. One thread reads, others may write and resize meanwhile. */
    interface Terminal extends AutoCloseable {
        /**
         * Waits for what is printed next.
         *
         * @return how many bytes stand in {@code target}; -1 when the command has ended
         * @throws ContainerRuntime.RuntimeFailure when the engine is gone
         */
        int read(byte[] target);

        /** Types bytes; waits while the terminal takes no more. What is typed after the end goes nowhere. */
        void write(byte[] bytes);

        /** Gives the terminal a size, in characters; does nothing after the end. */
        void resize(int columns, int rows);

        /** With what it ended; the engine may take a moment to know. Empty while it runs, and when it is not known. */
        Optional<Integer> exitCode();

        /** Ends the command if it still runs, and all that was started in its terminal's foreground. */
        @Override
        void close();
    }
}
