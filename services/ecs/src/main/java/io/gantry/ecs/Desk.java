package io.gantry.ecs;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.Refusal;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.AgentSession;
import io.gantry.ecs.dispatch.AgentSessions;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.ecs.resource.Scope;
import java.util.Optional;

/** The room's sessions as the owner of the sockets sees them, without the room's own types. */
record Desk(AgentSessions sessions) implements AgentDesk {
    @Override
    public void onReady(Runnable callback) {
        sessions.onReady(callback);
    }

    @Override
    public Optional<Refusal> admit(String accountId, String region, String rawQuery) {
        return sessions.admit(new Scope(accountId, region), rawQuery);
    }

    @Override
    public Session open(boolean telemetry, String accountId, String region, String rawQuery, Channel channel) {
        AgentSession session = sessions.open(
                telemetry ? ChannelKind.TCS : ChannelKind.ACS,
                new Scope(accountId, region),
                rawQuery,
                new AgentChannel() {
                    @Override
                    public void send(String frame) {
                        channel.send(frame);
                    }

                    @Override
                    public void close(int code, String reason) {
                        channel.close(code, reason);
                    }
                });
        return new Session() {
            @Override
            public void onText(String frame) {
                session.onText(frame);
            }

            @Override
            public void onClose() {
                session.onClose();
            }
        };
    }

    @Override
    public void send(String instanceRecordId, AcsMessage.GantryExecuteCommandMessage message) {
        sessions.send(instanceRecordId, message);
    }

    @Override
    public void poll() {
        sessions.poll();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
