package io.gantry.simulation;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs worlds and tells how to replay those that fail. */
final class Runs {
    private Runs() {}

    /**
     * Runs one seed.
     *
     * @return the digest of its trace
     * @throws AssertionError when something broke; its first line is what replays it
     */
    static String run(long seed) {
        return run(seed, world -> {});
    }

    /** Runs one seed in a world that has been tampered with. */
    static String run(long seed, Consumer<World> tampering) {
        World world = new World(seed);
        tampering.accept(world);
        try {
            world.run();
            return world.trace.hash();
        } catch (RuntimeException | AssertionError failure) {
            Path file = Path.of("target", "simulation", "seed-" + seed + ".log");
            world.trace.write(file);
            throw new AssertionError(
                    "seed " + seed
                            + " broke, replay it with: mvn -pl tests/simulation -am verify -Dtest=SystemSimulation"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dgantry.seed=" + seed + "\n" + failure
                            + "\nat step "
                            + world.trace.size() + " of " + file.toAbsolutePath() + ":\n"
                            + String.join("\n", world.trace.tail(25)),
                    failure);
        }
    }
}
