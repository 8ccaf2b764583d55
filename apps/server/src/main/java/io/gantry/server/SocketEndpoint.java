package io.gantry.server;

import io.gantry.server.AgentSockets.Conversation;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one web socket between the HTTP server and a conversation. Public because the HTTP server calls it by reflection. */
public final class SocketEndpoint extends Session.Listener.AbstractAutoDemanding {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    private final Conversation conversation;

    SocketEndpoint(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        conversation.opened(new AgentSockets.Outlet() {
            @Override
            public void send(String text) {
                session.sendText(text, Callback.from(() -> {}, failure -> session.disconnect()));
            }

            @Override
            public void close(int status, String reason) {
                session.close(status, reason, Callback.NOOP);
            }
        });
    }

    @Override
    public void onWebSocketText(String text) {
        conversation.received(text);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // The close that follows is what the conversation hears of.
        LOG.info("an agent's connection broke: {}", String.valueOf(cause.getMessage()));
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        conversation.closed();
        callback.succeed();
    }
}
