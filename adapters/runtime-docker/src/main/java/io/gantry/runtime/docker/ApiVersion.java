package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;

/** A version of the Docker Engine API, for example 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** Docker 20.10. Older engines lack one-shot statistics and the cgroup version. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** The newest whose changes have been read; newer engines still speak it. */
    static final ApiVersion NEWEST = new ApiVersion(1, 47);

    /** What goes before every path. */
    String prefix() {
        return "/v" + this;
    }

    /** The newest version that both sides speak. */
    static ApiVersion negotiate(String enginesNewest, String enginesOldest) {
        ApiVersion newest = parse(enginesNewest);
        ApiVersion oldest = enginesOldest.isEmpty() ? newest : parse(enginesOldest);
        ApiVersion chosen = newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
        if (chosen.compareTo(OLDEST) < 0) {
            throw new RuntimeFailure(
                    Kind.REFUSED,
                    "The container engine speaks API " + newest + " at most; at least " + OLDEST
                            + " is needed (Docker 20.10).");
        }
        if (chosen.compareTo(oldest) < 0) {
            // A later engine that has dropped what we know: its oldest is the nearest to it.
            return oldest;
        }
        return chosen;
    }

    static ApiVersion parse(String text) {
        String[] parts = text.split("\\.", 2);
        try {
            return new ApiVersion(Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException e) {
            throw new RuntimeFailure(Kind.ENGINE, "The container engine names no API version: " + text, e);
        }
    }

    @Override
    public int compareTo(ApiVersion other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
