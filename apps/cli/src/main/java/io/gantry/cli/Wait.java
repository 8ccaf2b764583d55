package io.gantry.cli;

import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks again until there is an answer, and says that it does so. */
final class Wait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Env env;
    private final Progress progress;

    Wait(Env env, Progress progress) {
        this.env = env;
        this.progress = progress;
    }

    /** Empty when there was no answer within {@code patience}. */
    <T> Optional<T> until(String what, Duration patience, Supplier<Optional<T>> question) {
        Instant begin = env.now();
        try {
            while (true) {
                Optional<T> answer = question.get();
                Duration spent = Duration.between(begin, env.now());
                if (answer.isPresent() || spent.compareTo(patience) > 0) {
                    return answer;
                }
                progress.show(what, spent);
                pause(env, PAUSE);
            }
        } finally {
            progress.clear();
        }
    }

    /** Lets some time pass. */
    static void pause(Env env, Duration time) {
        CountDownLatch passed = new CountDownLatch(1);
        env.timers().after(time, passed::countDown);
        try {
            if (!passed.await(10, TimeUnit.SECONDS)) {
                throw new CommandFailure("the clock stands still");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ended);
        }
    }
}
