package io.gantry.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody is at the other end of a connection: after a silence they are asked, and have some time to answer.
 * Anything that is heard is an answer.
 */
final class SignOfLife {
    private final Duration ask;
    private final Duration answer;
    private Instant heardAt;
    private Optional<Instant> askedAt = Optional.empty();

    /** What to do about a silence. */
    enum Next {
        QUIET,
        ASK,
        DEAD
    }

    /**
     * Begins with a sign of life.
     *
     * @param ask the silence after which to ask
     * @param answer how long the answer may take
     */
    SignOfLife(Duration ask, Duration answer, Instant now) {
        this.ask = ask;
        this.answer = answer;
        this.heardAt = now;
    }

    synchronized void heard(Instant now) {
        heardAt = now;
        askedAt = Optional.empty();
    }

    /** When to look again, if nothing is heard before. */
    synchronized Instant due() {
        return askedAt.map(at -> at.plus(answer)).orElseGet(() -> heardAt.plus(ask));
    }

    /** What is due now; {@link Next#ASK} once for each silence. */
    synchronized Next next(Instant now) {
        if (now.isBefore(due())) {
            return Next.QUIET;
        }
        if (askedAt.isPresent()) {
            return Next.DEAD;
        }
        askedAt = Optional.of(now);
        return Next.ASK;
    }
}
