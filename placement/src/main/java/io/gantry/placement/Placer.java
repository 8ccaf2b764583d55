package io.gantry.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Places copies of a task one after the other, each where the strategies prefer it after the ones before.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html">ECS: how tasks are
 *     placed</a>
 */
public final class Placer {
    private Placer() {}

    /** As {@link #place(Fleet, Request, RunningTasks, RandomGenerator)} where no host runs anything. */
    public static Placement place(Fleet fleet, Request request, RandomGenerator random) {
        return place(fleet, request, host -> 0, random);
    }

    /**
     * Places as many copies as fit.
     *
     * @param random decides among hosts that the strategies leave equal
     */
    public static Placement place(Fleet fleet, Request request, RunningTasks running, RandomGenerator random) {
        Selection selection = fleet.selection(request);
        Chain chain = Chain.of(request.strategies());
        Fit fit = new Fit(request, running);
        List<String> assignments = new ArrayList<>(request.count());
        Fleet after = fleet;
        while (assignments.size() < request.count()) {
            Optional<Place> place = new Choice(after, request, selection, chain, fit, random).place();
            if (place.isEmpty()) {
                return new Placement(assignments, refusals(after, fit), after);
            }
            assignments.add(after.at(place.get()).id());
            after = after.claimed(place.get(), request);
        }
        return new Placement(assignments, List.of(), after);
    }

    /** Whether one copy finds a place. */
    public static boolean fits(Fleet fleet, Request request, RunningTasks running) {
        Chain anywhere = Chain.of(List.of());
        Fit fit = new Fit(request, running);
        return new Choice(fleet, request, fleet.selection(request), anywhere, fit, new SplittableRandom(0))
                .place()
                .isPresent();
    }

    /** Why {@code host} cannot take one copy; empty when it can. */
    public static Optional<Reason> refusal(Host host, Request request, RunningTasks running) {
        return new Fit(request, running).refusal(host);
    }

    private static List<Placement.Refusal> refusals(Fleet fleet, Fit fit) {
        return fleet.hosts().stream()
                .map(host -> new Placement.Refusal(host.id(), fit.refusal(host).orElseThrow()))
                .toList();
    }
}
