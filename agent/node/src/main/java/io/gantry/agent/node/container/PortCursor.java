package io.gantry.agent.node.container;

import java.util.function.IntPredicate;

/**
 * Picks dynamic host ports (agent-protocol.md 11.2; Docker's own range begins at 32768). The cursor moves on with each
 * pick, so that a port that was just freed is not used again at once.
 *
 * @param first the range's first port
 * @param last the range's last port
 * @param next where to look first
 */
public record PortCursor(int first, int last, int next) {
    /** The kernel's default range of ephemeral ports. */
    public static final PortCursor DEFAULT = new PortCursor(32768, 60999, 32768);

    /** A picked run of ports, and the cursor after it. */
    public record Pick(int port, PortCursor after) {}

    /**
     * The first run of {@code count} free ports from the cursor on.
     *
     * @throws IllegalStateException when there is none
     */
    public Pick pick(int count, IntPredicate free) {
        int size = last - first + 1;
        for (int step = 0; step < size; step++) {
            int port = first + Math.floorMod(next - first + step, size);
            if (port + count - 1 <= last && allFree(port, count, free)) {
                int after = port + count > last ? first : port + count;
                return new Pick(port, new PortCursor(first, last, after));
            }
        }
        throw new IllegalStateException("no " + count + " free host ports between " + first + " and " + last);
    }

    private static boolean allFree(int port, int count, IntPredicate free) {
        for (int i = 0; i < count; i++) {
            if (!free.test(port + i)) {
                return false;
            }
        }
        return true;
    }
}
