package io.gantry.placement;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Some pools of a fleet, searched for a host that can take a copy and holds a certain number of tasks of its group. */
final class Pools {
    /** After so many refused hosts in an order, looking at all is not much more. */
    private static final int REFUSALS = 64;

    /** So often chance is asked for a host. */
    private static final int THROWS = 16;

    private final Fleet fleet;
    private final Group group;
    private final int[] numbers;
    private final Fit fit;

    Pools(Fleet fleet, Group group, int[] numbers, Fit fit) {
        this.fleet = fleet;
        this.group = group;
        this.numbers = numbers;
        this.fit = fit;
    }

    /** The most tasks of the group that a host holds. */
    int most() {
        int most = 0;
        for (int number : numbers) {
            most = Math.max(most, group.in(number).most());
        }
        return most;
    }

    /** The fewest. */
    int least() {
        int least = Integer.MAX_VALUE;
        for (int number : numbers) {
            int size = fleet.pool(number).size();
            least = size == 0 ? least : Math.min(least, group.in(number).least(size));
        }
        return least;
    }

    /** What is done with each host that a search finds. */
    interface Visit {
        void on(int pool, int slot, Host host);
    }

    /** Visits the hosts that can take a copy and hold {@code count} tasks. */
    void each(int count, Visit visit) {
        int cpu = fit.cpu();
        int memory = fit.memory();
        for (int number : numbers) {
            Pool pool = fleet.pool(number);
            Members members = group.in(number);
            if (members.hostsWith(count, pool.size()) == 0) {
                continue;
            }
            for (int at = 0; at < pool.blocks(); at++) {
                Block block = pool.block(at);
                if (!block.mayHave(cpu, memory)) {
                    continue;
                }
                for (long left = block.open & members.places(count, at); left != 0; left &= left - 1) {
                    int place = Long.numberOfTrailingZeros(left);
                    if (block.cpu(place) >= cpu && block.memory(place) >= memory) {
                        Host host = block.host(place);
                        if (!fit.isRare() || fit.admits(host)) {
                            visit.on(number, at * Block.HOSTS + place, host);
                        }
                    }
                }
            }
        }
    }

    /** Any of them, each with the same chance. */
    Optional<Place> any(int count, RandomGenerator random) {
        int slots = 0;
        int hosts = 0;
        for (int number : numbers) {
            Pool pool = fleet.pool(number);
            slots += pool.slots();
            hosts += group.in(number).hostsWith(count, pool.size());
        }
        if (hosts == 0) {
            return Optional.empty();
        }
        if (hosts > slots / THROWS) {
            for (int thrown = 0; thrown < THROWS; thrown++) {
                Optional<Place> place = at(random.nextInt(slots), count);
                if (place.isPresent()) {
                    return place;
                }
            }
        }
        Drawn drawn = new Drawn(random);
        each(count, drawn);
        return drawn.place;
    }

    private Optional<Place> at(int thrown, int count) {
        int slot = thrown;
        for (int number : numbers) {
            Pool pool = fleet.pool(number);
            if (slot >= pool.slots()) {
                slot -= pool.slots();
                continue;
            }
            return accepts(pool, group.in(number), slot, count)
                    ? Optional.of(new Place(number, slot))
                    : Optional.empty();
        }
        throw new IllegalArgumentException("there is no slot " + thrown);
    }

    private boolean accepts(Pool pool, Members members, int slot, int count) {
        Block block = pool.block(slot / Block.HOSTS);
        int place = slot % Block.HOSTS;
        return (block.open >>> place & 1) != 0
                && members.holds(slot, count)
                && block.cpu(place) >= fit.cpu()
                && block.memory(place) >= fit.memory()
                && (!fit.isRare() || fit.admits(block.host(place)));
    }

    /** The one with the least free CPU, or memory, and among those with the least of the other. */
    Optional<Place> fullest(int count, boolean byCpu) {
        Fullest best = new Fullest(byCpu);
        for (int number : numbers) {
            Pool pool = fleet.pool(number);
            Members members = group.in(number);
            if (members.hostsWith(count, pool.size()) == 0) {
                continue;
            }
            boolean all = count == Members.ANY && !fit.isRare();
            Order.Verdict accepted = all ? slot -> true : slot -> accepts(pool, members, slot, count);
            int found = byCpu
                    ? pool.byCpu().least(fit.cpu(), fit.memory(), accepted, REFUSALS)
                    : pool.byMemory().least(fit.memory(), fit.cpu(), accepted, REFUSALS);
            if (found == Order.GIVEN_UP) {
                new Pools(fleet, group, new int[] {number}, fit).each(count, best);
            } else if (found != Order.NONE) {
                best.on(number, found, pool.host(found).orElseThrow());
            }
        }
        return best.place;
    }

    /** Keeps one of the hosts it is shown, each with the same chance. */
    private static final class Drawn implements Visit {
        private final RandomGenerator random;
        private Optional<Place> place = Optional.empty();
        private int shown;

        Drawn(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public void on(int pool, int slot, Host candidate) {
            shown++;
            if (random.nextInt(shown) == 0) {
                place = Optional.of(new Place(pool, slot));
            }
        }
    }

    /** Keeps the fullest of the hosts it is shown. */
    private static final class Fullest implements Visit {
        private final boolean byCpu;
        private Optional<Place> place = Optional.empty();
        private Free least = Free.of(0, 0);

        Fullest(boolean byCpu) {
            this.byCpu = byCpu;
        }

        @Override
        public void on(int pool, int slot, Host candidate) {
            if (place.isEmpty() || fuller(candidate.free(), least)) {
                place = Optional.of(new Place(pool, slot));
                least = candidate.free();
            }
        }

        private boolean fuller(Free one, Free other) {
            int cpu = Integer.compare(one.cpu(), other.cpu());
            int memory = Integer.compare(one.memory(), other.memory());
            int first = byCpu ? cpu : memory;
            return first < 0 || (first == 0 && (byCpu ? memory : cpu) < 0);
        }
    }
}
