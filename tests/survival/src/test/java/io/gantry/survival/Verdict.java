package io.gantry.survival;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What was found wrong, by any of the test's threads, each with the moment at which it was found. */
final class Verdict {
    private static final int SHOWN = 20;

    private final String replay;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile String moment = "before the first kill";

    /** @param replay how to run the same again */
    Verdict(String replay) {
        this.replay = replay;
    }

    /** What happens from now on happens after this. */
    void moment(String now) {
        moment = now;
    }

    void fault(String what) {
        faults.add(what + " [" + moment + "]");
    }

    void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            fault(otherwise.get());
        }
    }

    boolean good() {
        return faults.isEmpty();
    }

    /** @throws AssertionError when anything is wrong */
    void demand() {
        if (!good()) {
            throw new AssertionError(faults.size() + " faults; " + replay + "\n"
                    + String.join("\n", faults.stream().distinct().limit(SHOWN).toList()));
        }
    }
}
