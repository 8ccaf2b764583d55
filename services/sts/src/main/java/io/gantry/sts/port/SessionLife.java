package io.gantry.sts.port;

import io.gantry.wire.sigv4.Session;

/** Tells whether what a session is bound to still lives. Asked once for each call that the session signs. */
@FunctionalInterface
public interface SessionLife {
    /** Nothing has ended. */
    SessionLife ENDLESS = (accountId, session) -> true;

    /**
     * Whether the session may go on: its issuer is still there, and so is what it is bound to.
     *
     * @param accountId of the session
     */
    boolean goesOn(String accountId, Session session);
}
