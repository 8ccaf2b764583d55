package io.gantry.placement;

import org.jspecify.annotations.Nullable;

/** Up to 64 hosts of one kind side by side, so that a search looks at what they have free without touching them. */
final class Block {
    static final int HOSTS = Long.SIZE;
    static final Block EMPTY = new Block(new Host[HOSTS], new int[HOSTS], new int[HOSTS], 0, 0);

    private final @Nullable Host[] hosts;
    private final int[] cpu;
    private final int[] memory;

    /** The places that are taken, one bit each. */
    final long present;

    /** The places of hosts whose agent is connected. */
    final long open;

    private final int mostCpu;
    private final int mostMemory;

    private Block(@Nullable Host[] hosts, int[] cpu, int[] memory, long present, long open) {
        this.hosts = hosts;
        this.cpu = cpu;
        this.memory = memory;
        this.present = present;
        this.open = open;
        int mostCpuFree = Integer.MIN_VALUE;
        int mostMemoryFree = Integer.MIN_VALUE;
        for (long left = open; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            mostCpuFree = Math.max(mostCpuFree, cpu[place]);
            mostMemoryFree = Math.max(mostMemoryFree, memory[place]);
        }
        this.mostCpu = mostCpuFree;
        this.mostMemory = mostMemoryFree;
    }

    /** With {@code host} at {@code place}. */
    Block with(int place, Host host) {
        @Nullable Host[] newHosts = hosts.clone();
        int[] newCpu = cpu.clone();
        int[] newMemory = memory.clone();
        newHosts[place] = host;
        newCpu[place] = host.free().cpu();
        newMemory[place] = host.free().memory();
        long bit = 1L << place;
        return new Block(newHosts, newCpu, newMemory, present | bit, host.connected() ? open | bit : open & ~bit);
    }

    /** With nothing at {@code place}. */
    Block without(int place) {
        @Nullable Host[] newHosts = hosts.clone();
        newHosts[place] = null;
        long bit = 1L << place;
        return new Block(newHosts, cpu, memory, present & ~bit, open & ~bit);
    }

    /** The host at a place that is taken. */
    Host host(int place) {
        Host host = hosts[place];
        if (host == null) {
            throw new IllegalStateException("there is no host at place " + place);
        }
        return host;
    }

    int cpu(int place) {
        return cpu[place];
    }

    int memory(int place) {
        return memory[place];
    }

    /** Whether the most that any open host has free would do: of each resource for itself, so a yes may be wrong. */
    boolean mayHave(int cpuNeeded, int memoryNeeded) {
        return mostCpu >= cpuNeeded && mostMemory >= memoryNeeded;
    }
}
