package io.gantry.placement;

import org.jspecify.annotations.Nullable;

/**
 * The last selections from one set of kinds, shared by all fleets that have just these. A selection is a pure function of the
 * question and the kinds, so it does not matter which of two threads writes a place: an entry is immutable, and the worst
 * that can happen is that it is worked out once more.
 */
final class Selections {
    private static final int PLACES = 64;

    private final @Nullable Entry[] entries = new Entry[PLACES];

    private record Entry(Selection.Question question, Selection selection) {}

    Selection of(Selection.Question question, Pool[] pools) {
        int place = Math.floorMod(question.hashCode(), PLACES);
        Entry known = entries[place];
        if (known != null && known.question.equals(question)) {
            return known.selection;
        }
        Selection selection = Selection.of(question, pools);
        entries[place] = new Entry(question, selection);
        return selection;
    }
}
