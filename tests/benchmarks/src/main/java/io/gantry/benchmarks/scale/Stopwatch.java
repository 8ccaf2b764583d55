package io.gantry.benchmarks.scale;

/** Takes what was measured. */
public interface Stopwatch {
    /** One placement of RunTask, from the call to its answer. */
    void launched(long nanos);

    /** One look at a service and the decision that followed. */
    void decided(long nanos);
}
