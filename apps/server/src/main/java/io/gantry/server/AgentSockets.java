package io.gantry.server;

import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.util.function.Function;

/** Who takes up the web sockets of container agents, and those of sessions of ECS Exec. The listener knows only frames. */
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

    /** The connection is taken: once it is open, frames go to the stream that {@code opening} makes, each when it asks for it. */
    record Streamed(Function<StreamOutlet, Stream> opening) implements Verdict {}

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

    /** One open connection of bytes. Calls come one after another, on threads that may block. */
    interface Stream {
        /** A text frame came. */
        void text(String frame);

        /** A binary frame came. */
        void binary(byte[] frame);

        /** The connection is gone, by whomever; nothing comes after this. */
        void closed();
    }

    /** One open connection of bytes, as the listener sees it. Its calls may be made from any thread and do not block. */
    interface StreamOutlet {
        /** Sends a text frame; a failure ends the connection. */
        void text(String frame);

        /** Sends a binary frame; a failure ends the connection. */
        void binary(byte[] frame);

        /** Ends the connection with a status code of RFC 6455 and a reason. */
        void close(int status, String reason);

        /** Asks for the next frame; none comes unasked. */
        void next();
    }

    /** One open connection, as the listener sees it. Its calls may be made from any thread and do not block. */
    interface Outlet {
        /** Sends a text frame; a failure ends the connection. */
        void send(String text);

        /** Ends the connection with a status code of RFC 6455 and a reason. */
        void close(int status, String reason);
    }
}
