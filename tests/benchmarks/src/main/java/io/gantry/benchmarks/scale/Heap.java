package io.gantry.benchmarks.scale;

import java.lang.management.ManagementFactory;

/** This JVM's heap. */
public final class Heap {
    private Heap() {}

    /** Bytes that are used once everything that is garbage has gone. */
    public static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
