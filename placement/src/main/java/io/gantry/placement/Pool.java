package io.gantry.placement;

import java.util.Arrays;
import java.util.Optional;

/** The hosts of one kind. Each has a slot, which it keeps; a slot that was given up is given to the next. */
final class Pool {
    private final HostKind kind;
    private final Block[] blocks;
    private final int size;
    private final Order byCpu;
    private final Order byMemory;

    private Pool(HostKind kind, Block[] blocks, int size, Order byCpu, Order byMemory) {
        this.kind = kind;
        this.blocks = blocks;
        this.size = size;
        this.byCpu = byCpu;
        this.byMemory = byMemory;
    }

    static Pool of(HostKind kind) {
        return new Pool(kind, new Block[0], 0, Order.EMPTY, Order.EMPTY);
    }

    HostKind kind() {
        return kind;
    }

    /** How many hosts there are. */
    int size() {
        return size;
    }

    /** How many slots there are, taken or not. */
    int slots() {
        return blocks.length * Block.HOSTS;
    }

    /** How many blocks of slots there are. */
    int blocks() {
        return blocks.length;
    }

    Block block(int number) {
        return blocks[number];
    }

    /** The open hosts by free CPU, then by free memory. */
    Order byCpu() {
        return byCpu;
    }

    /** The open hosts by free memory, then by free CPU. */
    Order byMemory() {
        return byMemory;
    }

    /** The host in a slot; empty when nobody has it. */
    Optional<Host> host(int slot) {
        Block block = blocks[slot / Block.HOSTS];
        int place = slot % Block.HOSTS;
        return (block.present >>> place & 1) == 0 ? Optional.empty() : Optional.of(block.host(place));
    }

    /** A slot that nobody has. */
    int vacantSlot() {
        for (int number = 0; number < blocks.length; number++) {
            if (blocks[number].present != -1L) {
                return number * Block.HOSTS + Long.numberOfTrailingZeros(~blocks[number].present);
            }
        }
        return slots();
    }

    /** With {@code host} in {@code slot}, new or instead of the one that has it. */
    Pool with(int slot, Host host) {
        Optional<Host> old = slot < slots() ? host(slot) : Optional.empty();
        Block[] changed = Arrays.copyOf(blocks, Math.max(blocks.length, slot / Block.HOSTS + 1));
        Block before = slot < slots() ? blocks[slot / Block.HOSTS] : Block.EMPTY;
        changed[slot / Block.HOSTS] = before.with(slot % Block.HOSTS, host);
        Order cpu = without(byCpu, old, slot, true);
        Order memory = without(byMemory, old, slot, false);
        if (host.connected()) {
            Free free = host.free();
            cpu = cpu.with(free.cpu(), free.memory(), slot);
            memory = memory.with(free.memory(), free.cpu(), slot);
        }
        return new Pool(kind, changed, old.isPresent() ? size : size + 1, cpu, memory);
    }

    /** Without the host in {@code slot}. */
    Pool without(int slot) {
        Optional<Host> old = host(slot);
        Block[] changed = blocks.clone();
        changed[slot / Block.HOSTS] = changed[slot / Block.HOSTS].without(slot % Block.HOSTS);
        return new Pool(kind, changed, size - 1, without(byCpu, old, slot, true), without(byMemory, old, slot, false));
    }

    private static Order without(Order order, Optional<Host> host, int slot, boolean cpuFirst) {
        if (host.isEmpty() || !host.get().connected()) {
            return order;
        }
        Free free = host.get().free();
        return cpuFirst
                ? order.without(free.cpu(), free.memory(), slot)
                : order.without(free.memory(), free.cpu(), slot);
    }
}
