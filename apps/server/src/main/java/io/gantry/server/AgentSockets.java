package io.gantry.server;

import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;

/** Who takes up the web sockets of container agents. The listener knows only text frames in and out. */
interface AgentSockets {
    /** Decides about an upgrade, by its path, query and signature, before any frame flows. */
    Verdict open(Request upgrade);

    /** Nobody: every upgrade is refused. */
    static AgentSockets none() {
        return upgrade -> new Refused(new Reply(404, io.gantry.wire.http.Headers.NONE, new byte[0]));
    }

    /** What is answered to an upgrade. */
    sealed interface Verdict {}

    /** The connection is taken: frames go to {@code conversation}. */
    record Accepted(Conversation conversation) implements Verdict {}

    /** No connection: the answer says why. */
    record Refused(Reply reply) implements Verdict {}

    /** One open connection, as the room sees it. Calls come one after another, on threads that may block. */
    interface Conversation {
        /** The connection is open; {@code outlet} may be used until {@link #closed()}. */
        void opened(Outlet outlet);

        /** A text frame came. */
        void received(String text);

        /** The connection is gone, by whomever; nothing comes after this. */
        void closed();
    }

    /** One open connection, as the listener sees it. Its calls may be made from any thread and do not block. */
    interface Outlet {
        /** Sends a text frame; a failure ends the connection. */
        void send(String text);

        /** Ends the connection with a status code of RFC 6455 and a reason. */
        void close(int status, String reason);
    }
}
