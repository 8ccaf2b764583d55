package io.gantry.placement;

/** How many tasks of a host are RUNNING: a fleet knows only which tasks a host holds. */
@FunctionalInterface
public interface RunningTasks {
    /** How many on this host. Called only for a constraint that asks about tasks. */
    int on(String hostId);
}
