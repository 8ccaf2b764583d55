package io.gantry.cli;

import io.gantry.placement.Reason;
import java.util.Optional;

/**
 * One thing that keeps a task from a host.
 *
 * @param what is in the way
 * @param remedy what would take it out of the way
 * @param lack when only cpu or memory is short: how much
 */
record Obstacle(String what, String remedy, Optional<Lack> lack) {
    /**
     * Too little of something that can be had in any amount.
     *
     * @param kind cpu or memory
     * @param amount in CPU units or MiB
     */
    record Lack(Reason.Resource.Kind kind, int amount) {}

    static Obstacle of(String what, String remedy) {
        return new Obstacle(what, remedy, Optional.empty());
    }
}
