package io.gantry.server;

import io.gantry.sts.port.SessionLife;
import io.gantry.wire.sigv4.Session;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Sessions end before they expire when the role or user that issued them is deleted, and when the task that they are for has
 * ended.
 *
 * @param issuers whether an account has somebody with a unique id
 * @param tasks whether the task with an ARN has not ended
 */
record SessionEnds(BiPredicate<String, String> issuers, Predicate<String> tasks) implements SessionLife {
    @Override
    public boolean goesOn(String accountId, Session session) {
        boolean root = session.issuerId().equals(accountId);
        return (root || issuers.test(accountId, session.issuerId()))
                && session.boundTo().stream().allMatch(tasks);
    }
}
