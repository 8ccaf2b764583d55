package io.gantry.placement;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Follows a chain host by host: for chains in an order that the fleet is not sorted by. */
final class Comparison implements Pools.Visit {
    private final Request request;
    private final Selection selection;
    private final Chain chain;
    private final Group group;
    private final RandomGenerator random;
    private final int[][] totals;

    private Optional<Place> best = Optional.empty();
    private int[] least;
    private int equals;

    Comparison(Request request, Selection selection, Chain chain, Group group, RandomGenerator random) {
        this.request = request;
        this.selection = selection;
        this.chain = chain;
        this.group = group;
        this.random = random;
        this.least = new int[0];
        this.totals = new int[chain.links().size()][];
        for (int link = 0; link < totals.length; link++) {
            totals[link] = chain.links().get(link) instanceof Strategy.SpreadAttribute spread
                    ? selection.totals(selection.spread(spread.attribute()), group)
                    : new int[0];
        }
    }

    /** Where the host is that the chain prefers. */
    Optional<Place> best(Pools pools) {
        pools.each(request.distinctHosts() ? 0 : Members.ANY, this);
        return best;
    }

    @Override
    public void on(int pool, int slot, Host host) {
        int[] measures = new int[totals.length];
        for (int link = 0; link < totals.length; link++) {
            measures[link] = switch (chain.links().get(link)) {
                case Strategy.BinpackCpu _ -> host.free().cpu();
                case Strategy.BinpackMemory _ -> host.free().memory();
                case Strategy.SpreadHosts _ -> group.in(pool).count(slot);
                case Strategy.SpreadAttribute spread ->
                    totals[link][selection.value(selection.spread(spread.attribute()), pool)];
                case Strategy.Random _ -> throw new IllegalStateException("nothing follows chance");
            };
        }
        int order = best.isEmpty() ? -1 : Arrays.compare(measures, least);
        equals = order < 0 ? 1 : order == 0 ? equals + 1 : equals;
        if (order < 0 || (order == 0 && random.nextInt(equals) == 0)) {
            best = Optional.of(new Place(pool, slot));
            least = measures;
        }
    }
}
