package io.gantry.placement;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where one copy of a task goes. The leading spreads of the chain put the cells of the fleet in an order; in the first cell
 * that has a host for it, the rest of the chain decides.
 */
final class Choice {
    private final Fleet fleet;
    private final Request request;
    private final Selection selection;
    private final Chain chain;
    private final Fit fit;
    private final RandomGenerator random;
    private final Group group;

    Choice(Fleet fleet, Request request, Selection selection, Chain chain, Fit fit, RandomGenerator random) {
        this.fleet = fleet;
        this.request = request;
        this.selection = selection;
        this.chain = chain;
        this.fit = fit;
        this.random = random;
        this.group = fleet.group(request.group());
    }

    /** The place of the host; empty when none can take it. */
    Optional<Place> place() {
        int leading = selection.leading();
        if (leading == 0 || selection.cells() <= 1) {
            return selection.cells() == 0 ? Optional.empty() : among(selection.cell(0));
        }
        int[][] totals = new int[leading][];
        for (int spread = 0; spread < leading; spread++) {
            totals[spread] = selection.totals(spread, group);
        }
        return inCells(totals);
    }

    /** Looks through the cells, those with the fewest tasks first. Cells with the same numbers of tasks are looked at as one. */
    private Optional<Place> inCells(int[][] totals) {
        boolean[] seen = new boolean[selection.cells()];
        for (int left = seen.length; left > 0; ) {
            int first = -1;
            for (int cell = 0; cell < seen.length; cell++) {
                if (!seen[cell] && (first < 0 || compare(totals, cell, first) < 0)) {
                    first = cell;
                }
            }
            int[] pools = new int[0];
            for (int cell = first; cell < seen.length; cell++) {
                if (!seen[cell] && compare(totals, cell, first) == 0) {
                    pools = joined(pools, selection.cell(cell));
                    seen[cell] = true;
                    left--;
                }
            }
            Optional<Place> found = among(pools);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private int compare(int[][] totals, int one, int other) {
        for (int spread = 0; spread < totals.length; spread++) {
            int order = Integer.compare(
                    totals[spread][selection.value(spread, selection.cell(one)[0])],
                    totals[spread][selection.value(spread, selection.cell(other)[0])]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int[] joined(int[] some, int[] more) {
        if (some.length == 0) {
            return more;
        }
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private Optional<Place> among(int[] pools) {
        Pools searched = new Pools(fleet, group, pools, fit);
        if (!chain.plain()) {
            return new Comparison(request, selection, chain, group, random).best(searched);
        }
        if (request.distinctHosts()) {
            return best(searched, 0);
        }
        if (!chain.spreadsHosts()) {
            return best(searched, Members.ANY);
        }
        int most = searched.most();
        for (int count = searched.least(); count <= most; count++) {
            Optional<Place> found = best(searched, count);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Place> best(Pools pools, int count) {
        return switch (chain.packing()) {
            case NONE -> pools.any(count, random);
            case CPU -> pools.fullest(count, true);
            case MEMORY -> pools.fullest(count, false);
        };
    }
}
